import { Address, Frame, Label, Press, Prose } from "./frame.tsx";
import type { Letter } from "./letter.ts";
import { atMoment, day, moment } from "./moment.ts";

/** What is going to be deleted, when, and how it can be kept. */
export interface AccountLeavingProps {
  /** The site's host as a person knows it. */
  host: string;
  /** ISO 8601. */
  askedAt: string;
  /** ISO 8601. */
  due: string;
  /** Whether a Google account is connected. */
  google: boolean;
  /** The whole address of the page with the button. */
  url: string;
}

const subject = ({ due }: AccountLeavingProps) => `Your account will be deleted on ${day(due)}`;
const heading = "Your account will be deleted";
const story = ({ host, askedAt }: AccountLeavingProps) =>
  `${atMoment(askedAt)} you asked to delete your account at ${host}.`;
const next = ({ due }: AccountLeavingProps) =>
  `It goes ${moment(due)}, with all that is in it. You need do nothing more, and a last mail ` +
  "tells you when it is done. Until then nothing in it is shown or sent to anybody: links that you " +
  "shared show nothing, and what you allowed is taken back.";
const keep = "If you change your mind, or did not ask for this, sign in before then and keep it. " +
  "The page is here:";
const foot = ({ google }: AccountLeavingProps) =>
  google
    ? "No key to your Google account is kept here. If Attacca still stands in the list of " +
      "connections there, you can take it out at myaccount.google.com/connections."
    : "";

function Html(props: AccountLeavingProps) {
  return (
    <Frame
      title={subject(props)}
      preview={next(props)}
      heading={heading}
      foot={foot(props)}
    >
      <Prose>{story(props)}</Prose>
      <Prose>{next(props)}</Prose>
      <Prose>{keep}</Prose>
      <Press href={props.url}>Keep my account</Press>
      <Label>Or copy this address into your browser:</Label>
      <Address href={props.url} />
    </Frame>
  );
}

const text = (props: AccountLeavingProps) =>
  [heading, story(props), next(props), keep, props.url, foot(props), "Attacca\n"]
    .filter((part) => part !== "").join("\n\n");

/** The mail that says when an account goes, while it can still be kept. */
export const accountLeaving: Letter<AccountLeavingProps> = { subject, Html, text };
