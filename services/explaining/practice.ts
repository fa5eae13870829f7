/**
 * Advice on practising that is true of any score with what this one has.
 *
 * @module
 */
import type { Key } from "./keys.ts";
import type { Meter } from "./meters.ts";
import { counted, listed } from "./words.ts";

/** What of a score the advice goes by. */
interface Practised {
  readonly pages: number;
  readonly key: Key | null;
  readonly meter: Meter | null;
  /** Beats a minute, where they are printed. */
  readonly beats: number | null;
  readonly instruments: readonly string[];
}

/** Instruments that are learnt in the same way, each with its advice. */
const families: readonly [names: RegExp, advice: string][] = [
  [
    /^(?:Piano|Harpsichord|Organ|Piano four hands)$/,
    "Play each hand alone until it needs no thought, then both together at half the speed. Write fingerings down where you hesitate twice.",
  ],
  [
    /^(?:Violin|Viola|Cello|Double bass|Viola da gamba|Strings|String .*)$/,
    "Settle bowings and shifts before you play up to speed: sing the phrase, then choose the bow that does the same.",
  ],
  [
    /^(?:Piccolo|Recorder|Flute|Oboe|English horn|Clarinet|Bassoon|Saxophone|Horn|Trumpet|Trombone|Tuba|Wind quintet|Brass quintet)$/,
    "Mark where you breathe before you begin: at the ends of phrases, never in the middle of one.",
  ],
  [
    /^(?:Voice|Soprano|Alto|Tenor|Bass|Choir)$/,
    "Speak the words in rhythm first, then sing the melody on one vowel, then put the two together.",
  ],
  [
    /^(?:Guitar|Lute|Mandolin|Harp)$/,
    "Finger the left hand’s changes of position without sound first, and let notes ring as long as they are written.",
  ],
];

/** The advice, in the order in which it is of use. */
export function practice({ pages, key, meter, beats, instruments }: Practised): string[] {
  const slow = beats === null ? null : Math.round(beats / 2);
  return [
    `Read ${
      whole(pages)
    } before you play a note: look for what comes back, and for the bars with the most notes.`,
    ...key === null ? [] : [keyAdvice(key)],
    ...meter === null
      ? []
      : [`Clap the rhythm while you count “${meter.count}” aloud, before any note sounds.`],
    slow === null
      ? "Begin at half of the speed you want in the end, and go up only when it is easy."
      : `A speed of ${beats} beats a minute is printed: begin near ${slow}, and go up only when it is easy.`,
    ...families.flatMap(([names, advice]) => {
      const own = instruments.filter((name) => names.test(name));
      return own.length === 0 ? [] : [
        instruments.length > 1
          ? `${own.join(", ")}: ${advice.charAt(0).toLowerCase()}${advice.slice(1)}`
          : advice,
      ];
    }),
    ...instruments.length > 1
      ? ["Read the other parts along with your own: know who leads, and whom you answer."]
      : [],
    "Begin with the hardest bars, not with the first ones, and join them to what stands before and after.",
    ...pages === 1 ? [] : [pageTurns(pages - 1)],
  ];
}

function whole(pages: number): string {
  if (pages === 0) return "all of it";
  if (pages === 1) return "the whole page";
  return pages === 2 ? "both pages" : `all ${counted(pages, "page")}`;
}

function keyAdvice({ name, signature, leading }: Key): string {
  const watch = signature.length === 0
    ? "there is no sharp or flat at the head of the staff"
    : `watch for ${listed(signature)}`;
  const raised = leading === null
    ? ""
    : `; ${leading}, its raised seventh note, is written out each time`;
  return `Play the scale of ${name} once: ${watch}${raised}.`;
}

function pageTurns(turns: number): string {
  return turns === 1
    ? "There is one page turn: learn the bars on both sides of it by heart."
    : `There are ${
      counted(turns, "page turn")
    }: learn the bars on both sides of each by heart, or turn with a pedal.`;
}
