/**
 * What a time signature says.
 *
 * @module
 */
import { numberWord } from "./words.ts";

/** A time signature in words. */
export interface Meter {
  /** A sentence without its subject: "three quarter notes in a bar; …". */
  readonly meaning: string;
  /** What to count aloud: "one, two, three". */
  readonly count: string;
}

const UNITS: Record<string, string> = {
  "1": "whole",
  "2": "half",
  "4": "quarter",
  "8": "eighth",
  "16": "sixteenth",
  "32": "thirty-second",
};

const STRESS: Record<number, string> = {
  2: "the first is the strong one",
  3: "the first is the strong one, the other two lead on to the next bar",
  4: "the first is strong, the third a little less so",
  5: "most often three and two, or two and three: the beams show which",
  7: "most often two, two and three in some order: the beams show which",
};

/** The meter that a text names ("3/4", "C"), or null. */
export function knownMeter(text: string): Meter | null {
  const plain = text.trim().replace(/^(?:C|𝄴)$/u, "4/4").replace(/^(?:¢|𝄵)$/u, "2/2");
  const match = /^(\d{1,2})\s?\/\s?(\d{1,2})$/.exec(plain);
  const unit = UNITS[match?.[2] ?? ""];
  const top = Number(match?.[1]);
  if (unit === undefined || !(top >= 1 && top <= 15)) return null;
  const notes = `${numberWord(top)} ${unit} note${top === 1 ? "" : "s"} in a bar`;
  const compound = top > 3 && top % 3 === 0;
  const beats = compound ? top / 3 : top;
  const felt = compound
    ? `, as a rule felt as ${numberWord(beats)} beats of three`
    : STRESS[top] === undefined
    ? ""
    : `; ${STRESS[top]}`;
  return {
    meaning: notes + felt,
    count: Array.from({ length: beats }, (_, n) => numberWord(n + 1)).join(", "),
  };
}
