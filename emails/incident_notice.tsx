import { Address, Frame, Label, Press, Prose } from "./frame.tsx";
import type { Letter } from "./letter.ts";
import { moment } from "./moment.ts";

/** What an operator is told of an incident. */
export interface IncidentNoticeProps {
  /** The third party, as a person knows it: `Resend`. */
  integration: string;
  /** What happens, in a line: `Resend is not answering`. */
  title: string;
  /** What people notice of it and what plays instead, in a sentence or two. */
  what: string;
  /** When it began: ISO 8601, or in words. */
  since: string;
  /** The whole address of the status page. */
  statusUrl: string;
  /** Whether it is over. */
  resolved: boolean;
}

const subject = ({ resolved, title }: IncidentNoticeProps) =>
  `${resolved ? "Over" : "Incident"}: ${title}`;

const story = ({ integration, since, resolved }: IncidentNoticeProps) =>
  resolved
    ? `${integration} works again. The incident began ${moment(since)}.`
    : `${integration} has an incident, which began ${moment(since)}.`;

const foot = "You get one mail when an incident opens and one when it is over, as an operator.";

function Html(props: IncidentNoticeProps) {
  return (
    <Frame title={subject(props)} preview={props.what} heading={props.title} foot={foot}>
      <Prose>{story(props)}</Prose>
      <Prose>{props.what}</Prose>
      <Press href={props.statusUrl}>See the status</Press>
      <Label>Or copy this address into your browser:</Label>
      <Address href={props.statusUrl} />
    </Frame>
  );
}

const text = (props: IncidentNoticeProps) =>
  `${props.title}

${story(props)}

${props.what}

See the status:

${props.statusUrl}

${foot}

Attacca
`;

/** The mail to an operator when an incident opens, and when it is over. */
export const incidentNotice: Letter<IncidentNoticeProps> = { subject, Html, text };
