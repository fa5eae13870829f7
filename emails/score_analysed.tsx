import { Address, Frame, Label, Press, Prose } from "./frame.tsx";
import type { Letter } from "./letter.ts";

/** Which score has been read. */
export interface ScoreAnalysedProps {
  title: string;
  /** Empty where it is not known. */
  composer: string;
  /** The whole address of the score. */
  url: string;
}

const subject = ({ title }: ScoreAnalysedProps) => `Read: ${title}`;
const work = ({ title, composer }: ScoreAnalysedProps) =>
  composer === "" ? title : `${title} by ${composer}`;
const next = "Look at what was found; what you correct stands.";
const foot = "You get this mail because you asked to be told when the score is read.";

function Html(props: ScoreAnalysedProps) {
  return (
    <Frame title={subject(props)} preview={next} heading="Your score has been read" foot={foot}>
      <Prose>{work(props)} has been read. {next}</Prose>
      <Press href={props.url}>Open the score</Press>
      <Label>Or copy this address into your browser:</Label>
      <Address href={props.url} />
    </Frame>
  );
}

const text = (props: ScoreAnalysedProps) =>
  `Your score has been read

${work(props)} has been read. ${next}

Open the score:

${props.url}

${foot}

Attacca
`;

/** The mail that says that a score has been read, to whoever asked for it. */
export const scoreAnalysed: Letter<ScoreAnalysedProps> = { subject, Html, text };
