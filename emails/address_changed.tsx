import { Address, Frame, Label, Press, Prose } from "./frame.tsx";
import type { Letter } from "./letter.ts";
import { atMoment } from "./moment.ts";

/** What an address was changed to, and where that can be taken back. */
export interface AddressChangedProps {
  /** The site's host as a person knows it. */
  host: string;
  /** The address that the account has now. */
  address: string;
  /** ISO 8601. */
  changedAt: string;
  /** The whole address of the page with the button. */
  url: string;
  /** For how many days it works, a whole number. */
  days: number;
}

const subject = "Your address was changed";
const story = ({ host, address, changedAt }: AddressChangedProps) =>
  `${atMoment(changedAt)} the address of your library at ${host} was changed to ` +
  `${address}. This one signs in to it no more.`;
const last = ({ days }: AddressChangedProps) =>
  `If this was not you, open the page within ${days} days and say so there: the address is put ` +
  "back, and everybody is signed out. Do not sign in with this address before: that would begin " +
  "a new library under it.";

function Html(props: AddressChangedProps) {
  return (
    <Frame title={subject} preview={story(props)} heading={subject}>
      <Prose>{story(props)}</Prose>
      <Prose>{last(props)}</Prose>
      <Press href={props.url}>This was not me</Press>
      <Label>Or copy this address into your browser:</Label>
      <Address href={props.url} />
    </Frame>
  );
}

const text = (props: AddressChangedProps) =>
  `${story(props)}

${last(props)}

${props.url}

Attacca
`;

/** The mail to the address that an account had, with its last word. */
export const addressChanged: Letter<AddressChangedProps> = { subject: () => subject, Html, text };
