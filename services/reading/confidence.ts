/**
 * How sure a reading is, learnt by counting: layouts thrown by dice
 * (`tests/fixtures/layouts/chance.ts`) were read, and of those chosen by so much, so many
 * were right. `bench/reading.ts` prints how it holds on other scores.
 *
 * @module
 */

/** What a title or a name was chosen by. */
export interface Grounds {
  /** How well it did by the rules. */
  readonly score: number;
  /** How far it was ahead of the next. */
  readonly lead: number;
  /**
   * What the next one is: a name on the same line, a name elsewhere, a word that could be one;
   * not there where nobody else is named.
   */
  readonly rival?: "beside" | "name" | "word";
  /** A page without music. */
  readonly cover?: boolean;
  /** A page of running text. */
  readonly prose?: boolean;
  /** Letters that another program recognised in a picture, and does not say how surely. */
  readonly scan?: boolean;
  /** How surely they were recognised in a picture, 0 to 1. */
  readonly letters?: number;
  /** A name that was recognised in a picture, and that no list and no library knows. */
  readonly stranger?: keyof typeof strangers;
  /** It looks like a person's name. */
  readonly person?: boolean;
  /** It is a tempo mark above the first staff, and may be nothing else. */
  readonly tempo?: boolean;
}

/** Points of a line: at so much, so many of one are right. */
type Line = readonly (readonly [at: number, right: number])[];

/** By how far the title is ahead of the next line. */
const title: Line = [[0, 0.5], [0.06, 0.57], [0.12, 0.7], [0.2, 0.87], [0.3, 0.95], [0.5, 0.97]];

/** By how well the composer did, where somebody else is named, too. */
const composer: Line = [[0.3, 0.35], [0.44, 0.45], [0.5, 0.72], [0.57, 0.88], [0.9, 0.94], [
  1,
  0.97,
]];

/** By how well who alone is named did: of those on the left with a name nobody knows most are right. */
const alone: Line = [[0.3, 0.4], [0.4, 0.5], [0.44, 0.7], [0.5, 0.8], [0.57, 0.91], [0.9, 0.95], [
  1,
  0.97,
]];

/**
 * Two people without a word that says who did what: side by side it is mostly poet and composer;
 * where one stands above the other it may be either, until one is far ahead. A single word
 * that could be a name is the composer's about as often.
 */
const rivals = {
  beside: [[0, 0.85], [0.34, 0.9]],
  name: [[0, 0.68], [0.1, 0.6], [0.3, 0.62], [0.36, 0.87], [0.45, 0.9]],
  word: [[0, 0.45], [0.45, 0.48], [0.7, 0.65]],
} as const satisfies Record<string, Line>;

/** Who did so well is known, or said to be the composer: no other name stands in the way. */
const uncontested = 0.95;

/** By how surely its letters were recognised, what is left of a reading. */
const recognised: Line = [[0.3, 0.3], [0.5, 0.45], [0.7, 0.7], [0.85, 0.88], [0.95, 1]];

/**
 * Of copies of broken print (`bench/broken_print.ts`) names that nobody knows were right in two of
 * eight where they were but a word, or none that people are given, and mostly right where they were.
 * Of clean scans three in four of those with the shape of a name were.
 */
const strangers = { piece: 0.45, shape: 0.65, name: 0.85 } as const;

/** A reading's sureness in the light of how surely its letters were recognised (0 to 1). */
export function byLetters(sure: number, letters: number): number {
  return letters === 1 ? sure : round(sure * at(recognised, letters));
}

/** How often a title chosen so is right, 0 to 1. */
export function titleSureness(
  { lead, cover, prose, scan, letters = 1, person, tempo }: Grounds,
): number {
  const sure = at(title, lead) - (cover ? 0.03 : 0) - (prose ? 0.35 : 0) - (person ? 0.2 : 0);
  return byLetters(round((tempo ? Math.min(sure, 0.4) : sure) * (scan ? 0.6 : 1)), letters);
}

/** How often a composer chosen so is right, 0 to 1. */
export function composerSureness(
  { score, lead, rival, scan, letters = 1, stranger }: Grounds,
): number {
  const most = rival === undefined || score >= uncontested ? 1 : at(rivals[rival], lead);
  const sure = Math.min(most, at(rival === undefined ? alone : composer, score));
  const read = byLetters(round(sure * (scan ? 0.6 : 1)), letters);
  return stranger === undefined ? read : Math.min(read, strangers[stranger]);
}

function at(line: Line, x: number): number {
  const next = line.findIndex(([from]) => from > x);
  if (next < 0) return line.at(-1)![1];
  if (next === 0) return line[0][1];
  const [[x0, y0], [x1, y1]] = [line[next - 1], line[next]];
  return y0 + (y1 - y0) * (x - x0) / (x1 - x0);
}

const round = (sure: number) => Math.round(100 * Math.max(0.2, Math.min(0.97, sure))) / 100;
