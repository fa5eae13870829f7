import { Address, Frame, Label, Press, Prose } from "./frame.tsx";
import type { Letter } from "./letter.ts";

/** What the mail says: the link, how long it works, and the site it opens. */
export interface SignInLinkProps {
  /** The whole address to open, on the configured origin. */
  link: string;
  /** How many minutes the link works, a whole number. */
  minutes: number;
  /** The site's host as a person knows it, such as `attacca.example`. */
  host: string;
}

const subject = "Your sign-in link for Attacca";

function Html({ link, minutes, host }: SignInLinkProps) {
  return (
    <Frame
      title={subject}
      preview={`The link works once, for ${minutes} minutes after it was asked for.`}
      heading="Your sign-in link"
      foot="If you did not ask for this, nothing happens; you can ignore it."
    >
      <Prose>
        Someone asked to sign in to the sheet-music library at {host}{" "}
        with this address. If it was you, press the button.
      </Prose>
      <Press href={link}>Sign in to Attacca</Press>
      <Prose>The link works once, for {minutes} minutes after it was asked for.</Prose>
      <Label>Or copy this address into your browser:</Label>
      <Address href={link} />
    </Frame>
  );
}

const text = ({ link, minutes, host }: SignInLinkProps) =>
  `Someone asked to sign in to the sheet-music library at ${host} with this
address. If it was you, open this link:

${link}

The link works once, for ${minutes} minutes after it was asked for.

If you did not ask for this, nothing happens; you can ignore it.

Attacca
`;

/** The mail that carries a sign-in link. */
export const signInLink: Letter<SignInLinkProps> = { subject: () => subject, Html, text };
