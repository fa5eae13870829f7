/**
 * The letters that Attacca writes. Their templates are React Email, which takes
 * half a second to load, so that it is loaded with the first letter, not at start.
 *
 * @module
 */
import type { SignInLinkProps } from "../../emails/mod.ts";

/** What each letter is told. */
export interface LetterProps {
  readonly "sign-in-link": SignInLinkProps;
}

/** A letter's name. */
export type Template = keyof LetterProps;

/** A letter, rendered. */
export interface RenderedLetter {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

const renderers: { [T in Template]: (props: LetterProps[T]) => Promise<RenderedLetter> } = {
  "sign-in-link": async (props) => (await import("../../emails/mod.ts")).renderSignInLink(props),
};

/** Renders a letter. */
export function renderLetter<T extends Template>(
  template: T,
  props: LetterProps[T],
): Promise<RenderedLetter> {
  return renderers[template](props);
}
