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
  /** The next stands on the same line. */
  readonly beside?: boolean;
  /** A page without music. */
  readonly cover?: boolean;
  /** A page of running text. */
  readonly prose?: boolean;
  /** Letters that another program recognised in a picture, and does not say how surely. */
  readonly scan?: boolean;
  /** How surely they were recognised in a picture, 0 to 1. */
  readonly letters?: number;
  /** It looks like a person's name. */
  readonly person?: boolean;
  /** It is a tempo mark above the first staff, and may be nothing else. */
  readonly tempo?: boolean;
}

/** Points of a line: at so much, so many of one are right. */
type Line = readonly (readonly [at: number, right: number])[];

/** By how far the title is ahead of the next line. */
const title: Line = [[0, 0.5], [0.06, 0.57], [0.12, 0.7], [0.2, 0.87], [0.3, 0.95], [0.5, 0.97]];

/** By how well the composer did. */
const composer: Line = [[0.3, 0.35], [0.44, 0.45], [0.5, 0.72], [0.57, 0.88], [0.9, 0.94], [
  1,
  0.97,
]];

/**
 * Two people without a word that says who did what, one at the right: side by side it is
 * mostly poet and composer; where one stands above the other it may be either.
 */
const rivals = { least: 0.12, most: 0.32, beside: 0.85, below: 0.6 };

/** By how surely its letters were recognised, what is left of a reading. */
const recognised: Line = [[0.3, 0.3], [0.5, 0.45], [0.7, 0.7], [0.85, 0.88], [0.95, 1]];

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
export function composerSureness({ score, lead, beside, scan, letters = 1 }: Grounds): number {
  const contested = score < 0.95 && lead > rivals.least && lead < rivals.most;
  const most = !contested ? 1 : beside ? rivals.beside : rivals.below;
  const sure = Math.min(most, at(composer, score));
  return byLetters(round(sure * (scan ? 0.6 : 1)), letters);
}

function at(line: Line, x: number): number {
  const next = line.findIndex(([from]) => from > x);
  if (next < 0) return line.at(-1)![1];
  if (next === 0) return line[0][1];
  const [[x0, y0], [x1, y1]] = [line[next - 1], line[next]];
  return y0 + (y1 - y0) * (x - x0) / (x1 - x0);
}

const round = (sure: number) => Math.round(100 * Math.max(0.2, Math.min(0.97, sure))) / 100;
