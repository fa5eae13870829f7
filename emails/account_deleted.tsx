import { Frame, Prose } from "./frame.tsx";
import type { Letter } from "./letter.ts";
import { moment } from "./moment.ts";

/** What was deleted, where and when. */
export interface AccountDeletedProps {
  /** The site's host as a person knows it. */
  host: string;
  /** How many scores went with the account. */
  scores: number;
  /** ISO 8601. */
  deletedAt: string;
}

const subject = "Your account has been deleted";
const counted = (scores: number) =>
  scores === 0 ? "" : scores === 1 ? ", with one score" : `, with ${scores} scores`;
const story = ({ host, scores, deletedAt }: AccountDeletedProps) =>
  `Your account at ${host} was deleted ${moment(deletedAt)}${counted(scores)}.`;
const last = "This is the receipt, and the last mail that you get from us.";
const foot =
  "With this address you can begin anew at any time; what was deleted does not come back.";

function Html(props: AccountDeletedProps) {
  return (
    <Frame title={subject} preview={last} heading={subject} foot={foot}>
      <Prose>{story(props)}</Prose>
      <Prose>{last}</Prose>
    </Frame>
  );
}

const text = (props: AccountDeletedProps) =>
  `${story(props)}

${last}

${foot}

Attacca
`;

/** The receipt for a deleted account. */
export const accountDeleted: Letter<AccountDeletedProps> = { subject: () => subject, Html, text };
