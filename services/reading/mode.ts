import type { Rule } from "../pdf/types.ts";
import { marksOf, type Signs, topLine } from "./signs.ts";
import type { Staff } from "./staves.ts";

/** A staff with what stands at its beginning. */
export interface SignedStaff {
  staff: Staff;
  signs: Signs;
}

/** Letters of the major keys from seven flats to seven sharps, C = 0. */
const tonic = (fifths: number) => (((fifths * 4) % 7) + 7) % 7;

/**
 * How much speaks for major (above 0) or its relative minor (below): the first
 * note of the lowest staff is mostly the tonic, and minor raises its seventh note
 * again and again, which in major is the fifth and stays as it is.
 */
export function modeOf(staves: SignedStaff[], marks: Rule[], fifths: number): number {
  const major = tonic(fifths);
  const minor = (major + 5) % 7;
  const lowest = staves.at(-1)!;
  const first = notesOf(lowest, marks)[0];
  const bass = first === undefined ? 0 : first === major ? 1.2 : first === minor ? -1.2 : 0;
  const altered = staves.flatMap((one) => accidentalsOf(one, marks));
  const seventh = altered.filter((letter) => letter === (minor + 6) % 7).length;
  if (!altered.length) return 0.6 + bass;
  const share = seventh / altered.length;
  return 0.3 + bass +
    (seventh >= 2 && share >= 0.3 ? -1.6 : seventh && share >= 0.5 ? -0.8 : share < 0.15 ? 0.8 : 0);
}

const letterOf = (signs: Signs, at: number) => (topLine[signs.clef] - Math.round(at) + 70) % 7;

/** The letters of the notes of a staff from left to right. */
function notesOf({ staff, signs }: SignedStaff, marks: Rule[]): number[] {
  const space = (staff.bottom - staff.top) / 4;
  return marksOf(staff, marks).filter(({ x, width, height }) =>
    staff.x + x * space > signs.end + 0.3 * space && height > 0.85 && height < 1.25 &&
    width > 1 && width < 2.1
  ).map(({ at }) => letterOf(signs, at));
}

/** The letters of a staff's notes with an accidental. A flat's middle is above its note. */
function accidentalsOf({ staff, signs }: SignedStaff, marks: Rule[]): number[] {
  const space = (staff.bottom - staff.top) / 4;
  return marksOf(staff, marks).filter(({ x, width, height }) =>
    staff.x + x * space > signs.end + 0.3 * space && height > 2.2 && height < 3.3 &&
    width > 0.55 && width < 1.25
  ).map(({ at, height, width }) => letterOf(signs, at + (height < 2.6 && width < 1 ? 1.1 : 0)));
}
