import { Address, Frame, Label, Press, Prose } from "./frame.tsx";
import type { Letter } from "./letter.ts";

/** Where the export is, and for how long. */
export interface DataExportProps {
  /** The whole address of the page to get it from. */
  url: string;
  /** For how many days it is kept, a whole number; 0: it goes with the account before a day is over. */
  days: number;
}

const subject = "Your data is ready";
const story = "The copy of your data that you asked for is ready to be downloaded.";
const kept = ({ days }: DataExportProps) =>
  `${
    days === 0
      ? "It goes with your account, before a day is over."
      : `It is kept for ${days === 1 ? "a day" : `${days} days`}.`
  } To get it you must be signed in.`;
const foot = "If you did not ask for a copy, sign in and end the sessions that you do not know.";

function Html(props: DataExportProps) {
  return (
    <Frame title={subject} preview={kept(props)} heading="Your data is ready" foot={foot}>
      <Prose>{story}</Prose>
      <Press href={props.url}>Get your data</Press>
      <Prose>{kept(props)}</Prose>
      <Label>Or copy this address into your browser:</Label>
      <Address href={props.url} />
    </Frame>
  );
}

const text = (props: DataExportProps) =>
  `${story}

Get your data:

${props.url}

${kept(props)}

${foot}

Attacca
`;

/** The mail that says where a person's export is. */
export const dataExport: Letter<DataExportProps> = { subject: () => subject, Html, text };
