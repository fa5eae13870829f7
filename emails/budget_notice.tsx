import { Address, Frame, Label, Press, Prose } from "./frame.tsx";
import type { Letter } from "./letter.ts";
import { moment } from "./moment.ts";

/** What an operator is told of the month's budget. */
export interface BudgetNoticeProps {
  /** What was spent: `$8.12`. */
  spent: string;
  /** What may be spent: `$10.00`. */
  budget: string;
  /** Whether it is spent, or nearly so. */
  over: boolean;
  /** Whether calls that cost are not made once it is. */
  stops: boolean;
  /** When the next month begins: ISO 8601, or in words. */
  resetsAt: string;
  /** The whole address of the page of costs. */
  url: string;
}

const subject = ({ over }: BudgetNoticeProps) =>
  over ? "The month’s budget is spent" : "The month’s budget is nearly spent";

const story = ({ spent, budget, resetsAt }: BudgetNoticeProps) =>
  `The calls of this month have cost ${spent} of ${budget}. The next month begins ${
    moment(resetsAt)
  }.`;

const next = ({ over, stops }: BudgetNoticeProps) =>
  !stops
    ? "Nothing stops by itself: calls go on, and so do their costs."
    : over
    ? "Calls that cost are not made until then, and the stand-ins play. To go on earlier, raise " +
      "MONTHLY_BUDGET_USD."
    : "Once it is spent, calls that cost are not made until then, and the stand-ins play. To go " +
      "on, raise MONTHLY_BUDGET_USD.";

const foot = "You get one mail when it is nearly spent and one when it is, as an operator.";

function Html(props: BudgetNoticeProps) {
  return (
    <Frame title={subject(props)} preview={story(props)} heading={subject(props)} foot={foot}>
      <Prose>{story(props)}</Prose>
      <Prose>{next(props)}</Prose>
      <Press href={props.url}>See the costs</Press>
      <Label>Or copy this address into your browser:</Label>
      <Address href={props.url} />
    </Frame>
  );
}

const text = (props: BudgetNoticeProps) =>
  `${subject(props)}

${story(props)}

${next(props)}

See the costs:

${props.url}

${foot}

Attacca
`;

/** The mail to an operator when the month's budget is nearly spent, and when it is. */
export const budgetNotice: Letter<BudgetNoticeProps> = { subject, Html, text };
