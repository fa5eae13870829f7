import { Address, Frame, Label, Press, Prose } from "./frame.tsx";
import type { Letter } from "./letter.ts";

/** What an operator is told of secrets that are old. */
export interface KeysOverdueProps {
  /** The site's host as a person knows it. */
  host: string;
  /** What the secrets are called; never what they are. */
  names: readonly string[];
  /** How old a secret may be. */
  days: number;
  /** The whole address of the page that says how to change each. */
  url: string;
}

const subject = ({ names }: KeysOverdueProps) =>
  names.length === 1
    ? "A secret is due to be changed"
    : `${names.length} secrets are due to be changed`;

const story = ({ names, days, host }: KeysOverdueProps) =>
  `At ${host} this is older than ${days} days: ${names.join(", ")}.`;

const next = "Everything works on. The page below says how to change each without a pause.";
const foot = "You get this mail once for each secret, as an operator.";

function Html(props: KeysOverdueProps) {
  return (
    <Frame title={subject(props)} preview={story(props)} heading={subject(props)} foot={foot}>
      <Prose>{story(props)}</Prose>
      <Prose>{next}</Prose>
      <Press href={props.url}>See the keys</Press>
      <Label>Or copy this address into your browser:</Label>
      <Address href={props.url} />
    </Frame>
  );
}

const text = (props: KeysOverdueProps) =>
  `${story(props)}

${next}

See the keys:

${props.url}

${foot}

Attacca
`;

/** The mail to an operator when secrets are overdue. */
export const keysOverdue: Letter<KeysOverdueProps> = { subject, Html, text };
