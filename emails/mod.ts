/**
 * The mails Attacca sends. React Email and what it rests on take a few hundred
 * milliseconds to load, so import this module only when a mail is to be
 * written: `const { renderSignInLink } = await import("../emails/mod.ts")`.
 *
 * @module
 */
import { createElement } from "react";
import { render } from "react-email";
import { SignInLink, type SignInLinkProps } from "./sign_in_link.tsx";

export type { SignInLinkProps };

/** A mail ready to send: the subject line and both of its bodies. */
export interface RenderedMail {
  subject: string;
  /** A whole HTML document with no outside resource in it. */
  html: string;
  /** The same in plain text, one link on a line of its own. */
  text: string;
}

/**
 * The mail that carries a sign-in link. What the props hold is escaped in the
 * HTML; `text` carries it as it is.
 *
 * @example
 * ```ts
 * const mail = await renderSignInLink({
 *   link: "https://attacca.example/signin/link?token=…",
 *   minutes: 15,
 *   host: "attacca.example",
 * });
 * ```
 */
export async function renderSignInLink(
  props: SignInLinkProps,
): Promise<RenderedMail> {
  return {
    subject: "Your sign-in link for Attacca",
    html: await render(createElement(SignInLink, props)),
    text: plain(props),
  };
}

// Written by hand: turned from the HTML it would say the link three times.
const plain = ({ link, minutes, host }: SignInLinkProps) =>
  `Someone asked to sign in to the sheet-music library at ${host} with this
address. If it was you, open this link:

${link}

The link works once, for ${minutes} minutes.

If you did not ask for this, nothing happens; you can ignore it.

Attacca
`;
