import { Address, Frame, Label, Press, Prose } from "./frame.tsx";
import type { Letter } from "./letter.ts";

/** Which mailbox is asked, and where it answers. */
export interface AddressQuestionProps {
  /** The site's host as a person knows it. */
  host: string;
  /** `old`: the address that the account has; `new`: the one it is to have. */
  side: "old" | "new";
  /** The address that the account is to have. */
  address: string;
  /** The whole address of the page with the buttons. */
  url: string;
  /** How many hours there are to answer, a whole number. */
  hours: number;
}

const words = {
  old: {
    subject: "Is your address to be changed?",
    story: ({ host, address }: AddressQuestionProps) =>
      `Somebody who is signed in to your library at ${host} asks that it goes by another ` +
      `address from now on: ${address}. If it was you, open the page and confirm it.`,
    foot: "If it was not you, open the page all the same and say so there: that stops it, and " +
      "signs everybody out.",
  },
  new: {
    subject: "Confirm your new address",
    story: ({ host, address }: AddressQuestionProps) =>
      `Somebody asks that their sheet-music library at ${host} goes by this address, ${address}, ` +
      "from now on. If it was you, open the page and confirm it.",
    foot: "If it was not you, do not confirm it: whoever asked stays signed in to that library. " +
      "As long as you do nothing, nothing happens.",
  },
};

const both = ({ hours }: AddressQuestionProps) =>
  `The address changes when both mailboxes have confirmed it, within ${hours} hours.`;
const subject = ({ side }: AddressQuestionProps) => words[side].subject;

function Html(props: AddressQuestionProps) {
  const { story, foot } = words[props.side];
  return (
    <Frame title={subject(props)} preview={both(props)} heading={subject(props)} foot={foot}>
      <Prose>{story(props)}</Prose>
      <Press href={props.url}>Open the page</Press>
      <Prose>{both(props)}</Prose>
      <Label>Or copy this address into your browser:</Label>
      <Address href={props.url} />
    </Frame>
  );
}

const text = (props: AddressQuestionProps) =>
  `${words[props.side].story(props)}

${props.url}

${both(props)}

${words[props.side].foot}

Attacca
`;

/** The mail that asks a mailbox whether an account's address is to be changed. */
export const addressQuestion: Letter<AddressQuestionProps> = { subject, Html, text };
