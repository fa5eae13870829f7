import { Address, Frame, Label, Press, Prose } from "./frame.tsx";
import type { Letter } from "./letter.ts";

/** Which score has been read, or explained. */
export interface ScoreAnalysedProps {
  title: string;
  /** Empty where it is not known. */
  composer: string;
  what: "read" | "explained";
  /** The whole address of the score, or of its explanation. */
  url: string;
  /** The whole address of the page where such mail is ended. */
  account: string;
}

const WORDS = {
  read: {
    subject: "Read",
    heading: "Your score has been read",
    next: "Look at what was found; what you correct stands.",
    open: "Open the score",
  },
  explained: {
    subject: "Explained",
    heading: "Your score has been explained",
    next: "The text is there for thirty days.",
    open: "Open the explanation",
  },
} as const;

const subject = ({ what, title }: ScoreAnalysedProps) => `${WORDS[what].subject}: ${title}`;
const story = ({ title, composer, what }: ScoreAnalysedProps) =>
  `${composer === "" ? title : `${title} by ${composer}`} has been ${what}. ${WORDS[what].next}`;
const more = "Other scores that waited may be there too: of all of them this is the one mail.";
const foot = "You get this mail because you allowed it, one an hour at most. You can end it here:";

function Html(props: ScoreAnalysedProps) {
  const { heading, next, open } = WORDS[props.what];
  return (
    <Frame title={subject(props)} preview={next} heading={heading}>
      <Prose>{story(props)}</Prose>
      <Press href={props.url}>{open}</Press>
      <Label>Or copy this address into your browser:</Label>
      <Address href={props.url} />
      <Label>{more}</Label>
      <Label>{foot}</Label>
      <Address href={props.account} />
    </Frame>
  );
}

const text = (props: ScoreAnalysedProps) =>
  `${WORDS[props.what].heading}

${story(props)}

${WORDS[props.what].open}:

${props.url}

${more}

${foot}

${props.account}

Attacca
`;

/** The mail that says that a score has been read or explained, to whoever wanted to know. */
export const scoreAnalysed: Letter<ScoreAnalysedProps> = { subject, Html, text };
