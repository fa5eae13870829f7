import { Address, Frame, Label, Press, Prose } from "./frame.tsx";
import type { Letter } from "./letter.ts";
import { atMoment, moment } from "./moment.ts";

/** Which Google account, and what was done with it. */
export interface GoogleChangedProps {
  /** The site's host as a person knows it. */
  host: string;
  /** The address that the Google account goes by; empty where it has none. */
  account: string;
  /** `dropped`: it had made the account, before the owner of its address came. */
  change: "connected" | "disconnected" | "dropped";
  /** ISO 8601. */
  changedAt: string;
  /** The whole address of the account page. */
  url: string;
}

const named = ({ account }: GoogleChangedProps) =>
  account === "" ? "A Google account" : `The Google account ${account}`;

const words: Record<GoogleChangedProps["change"], {
  subject: string;
  story: (props: GoogleChangedProps) => string;
  next: string;
}> = {
  connected: {
    subject: "A Google account was connected",
    story: (props) =>
      `${named(props)} was connected to your library at ${props.host} ` +
      `${moment(props.changedAt)}. It signs you in from now on; mail does as before.`,
    next: "If this was not you, sign in by mail, disconnect it, and end the other sessions.",
  },
  disconnected: {
    subject: "A Google account was disconnected",
    story: (props) =>
      `${named(props)} was disconnected from your library at ${props.host} ` +
      `${moment(props.changedAt)}. You sign in by mail.`,
    next: "If this was not you, sign in by mail and end the other sessions.",
  },
  dropped: {
    subject: "A Google account was disconnected",
    story: (props) =>
      `${named(props)} had begun a library at ${props.host} under this address. ` +
      `${atMoment(props.changedAt)} the address was shown to be yours by mail. ` +
      "Google does not keep this mailbox, so that account signs in no more, and everybody else " +
      "was signed out.",
    next: "If the Google account is yours, connect it again on your account page.",
  },
};

const subject = ({ change }: GoogleChangedProps) => words[change].subject;
const foot = "You get this mail whenever the ways to sign in to your library change.";

function Html(props: GoogleChangedProps) {
  const { story, next } = words[props.change];
  return (
    <Frame title={subject(props)} preview={next} heading={subject(props)} foot={foot}>
      <Prose>{story(props)}</Prose>
      <Prose>{next}</Prose>
      <Press href={props.url}>See your account</Press>
      <Label>Or copy this address into your browser:</Label>
      <Address href={props.url} />
    </Frame>
  );
}

const text = (props: GoogleChangedProps) =>
  `${words[props.change].story(props)}

${words[props.change].next}

See your account:

${props.url}

${foot}

Attacca
`;

/** The mail to the owner when a Google account is connected or disconnected. */
export const googleChanged: Letter<GoogleChangedProps> = { subject, Html, text };
