import { Address, Digits, Frame, Label, Press, Prose } from "./frame.tsx";
import type { Letter } from "./letter.ts";

/** What the mail says: the link, the code, how long each works, and the site they open. */
export interface SignInLinkProps {
  /** The whole address to open, on the configured origin. */
  link: string;
  /** How many minutes the link works, a whole number. */
  minutes: number;
  /** Six digits for the browser that asked. */
  code: string;
  /** How many minutes the code works. */
  codeMinutes: number;
  /** The site's host as a person knows it, such as `attacca.example`. */
  host: string;
}

const subject = "Your sign-in link for Attacca";
const grouped = (code: string) => `${code.slice(0, 3)} ${code.slice(3)}`;

function Html({ link, minutes, code, codeMinutes, host }: SignInLinkProps) {
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
      <Label>
        Or type these digits on the page where you asked, within {codeMinutes}{" "}
        minutes. Type them nowhere else, and tell them to nobody:
      </Label>
      <Digits>{grouped(code)}</Digits>
    </Frame>
  );
}

const text = ({ link, minutes, code, codeMinutes, host }: SignInLinkProps) =>
  `Someone asked to sign in to the sheet-music library at ${host} with this
address. If it was you, open this link:

${link}

The link works once, for ${minutes} minutes after it was asked for.

Or type these digits on the page where you asked, within ${codeMinutes} minutes.
Type them nowhere else, and tell them to nobody:

${grouped(code)}

If you did not ask for this, nothing happens; you can ignore it.

Attacca
`;

/** The mail that carries a sign-in link and a code. */
export const signInLink: Letter<SignInLinkProps> = { subject: () => subject, Html, text };
