import type { Rule } from "../pdf/types.ts";
import type { Staff } from "./staves.ts";

/** The clefs that shapes tell apart; `octave` is a treble clef with an 8 under it. */
export type Clef = "treble" | "octave" | "bass" | "soprano" | "alto" | "tenor";

/** What stands at the beginning of a staff. */
export interface Signs {
  clef: Clef;
  /** Sharps (above 0) or flats (below) of the key signature. */
  fifths: number;
  /** Common time, cut time; null where it is neither, or numbers. */
  meter: "4/4" | "2/2" | null;
  /** Where the notes begin. */
  end: number;
}

/** Shapes by width and height in spaces between lines, as the common music fonts draw them. */
const isTall = (box: Size) => box.height >= 2.3 && box.width >= 1.85;
const isAccidental = (box: Size) =>
  box.height >= 2 && box.height <= 3.4 && box.width >= 0.5 && box.width <= 1.4;
const isMeterSign = (box: Size) => box.width >= 1.5 && box.width <= 2;

/**
 * Where the sharps and flats of a treble clef's key signature stand, in half spaces
 * below the top line: f'', c'', g'' …; b', e'', a' ….
 */
const sharps = [0, 3, -1, 2, 5, 1, 4];
const flats = [4, 1, 5, 2, 6, 3, 7];
/** How much lower they stand with another clef. */
const lowered: Record<Clef, number> = {
  treble: 0,
  octave: 0,
  bass: 2,
  soprano: -2,
  alto: 1,
  tenor: -1,
};

/** The note of the top line, counted in steps from C0: f'' is 38. */
export const topLine: Record<Clef, number> = {
  treble: 38,
  octave: 31,
  bass: 26,
  soprano: 36,
  alto: 32,
  tenor: 30,
};

interface Size {
  width: number;
  height: number;
}

/** A box measured in spaces; `at` is its middle in half spaces below the top line. */
interface Mark extends Size {
  x: number;
  right: number;
  at: number;
}

/**
 * Reads clef, key signature and common time by the shapes and places of what
 * stands at the beginning of a staff: many files do not say which signs they
 * draw, all draw them alike. Null where there is no clef.
 */
export function readSigns(staff: Staff, marks: Rule[]): Signs | null {
  const here = marksOf(staff, marks);
  const clefAt = here.findIndex((mark) => isTall(mark) && mark.x < 6);
  if (clefAt < 0) return null;
  const clef = clefOf(here[clefAt], here);
  if (!clef) return null;
  const after = here.slice(clefAt + 1).filter((mark) => mark.x >= here[clefAt].right - 0.3);
  const accidentals: Mark[] = [];
  let end = here[clefAt].right;
  let meter: Signs["meter"] = null;
  for (const mark of after) {
    if (mark.x - end > 2.5 || mark.at < -3 || mark.at > 11) {
      if (mark.x - end > 4) break;
      continue;
    }
    if (isAccidental(mark) && !meter) {
      accidentals.push(mark);
    } else {
      meter = meterOf(mark);
      if (meter) end = mark.right;
      break;
    }
    end = Math.max(end, mark.right);
  }
  const fifths = fifthsOf(accidentals, lowered[clef]);
  return { clef, fifths, meter, end: staff.x + end * spaceOf(staff) };
}

/** The distance between two lines. */
export const spaceOf = (staff: Staff) => (staff.bottom - staff.top) / 4;

/** The marks on and near a staff, from left to right. */
export function marksOf(staff: Staff, marks: Rule[]): Mark[] {
  const space = spaceOf(staff);
  return marks.filter(({ y, height, x }) =>
    y + height / 2 > staff.top - 2.5 * space && y + height / 2 < staff.bottom + 2.5 * space &&
    x > staff.x - space && x < staff.right + space
  ).map(({ x, y, width, height }) => ({
    x: (x - staff.x) / space,
    right: (x + width - staff.x) / space,
    width: width / space,
    height: height / space,
    at: 2 * (y + height / 2 - staff.top) / space,
  })).sort((a, b) => a.x - b.x);
}

function clefOf({ height, at, x, right }: Mark, here: Mark[]): Clef | null {
  if (height >= 5.2) {
    const eight = height > 7.8 ||
      here.some((mark) => mark.at > 10 && mark.at < 13 && mark.x > x && mark.right < right + 0.5);
    return eight ? "octave" : "treble";
  }
  if (height < 3.5 && at < 3.7) return "bass";
  return at > 6 ? "soprano" : at > 3 ? "alto" : "tenor";
}

function meterOf(mark: Mark): Signs["meter"] {
  if (!isMeterSign(mark) || Math.abs(mark.at - 4) > 0.7) return null;
  if (mark.height >= 1.8 && mark.height <= 2.4) return "4/4";
  return mark.height >= 2.5 && mark.height <= 3.6 ? "2/2" : null;
}

/** How many in a row stand where a key signature has them. A flat's middle is above its note. */
function fifthsOf(accidentals: Mark[], lower: number): number {
  const count = (places: number[], above: number) => {
    const wrong = accidentals.findIndex(({ at }, index) =>
      places[index] === undefined || Math.abs(at + above - lower - places[index]) > 0.7
    );
    return wrong < 0 ? accidentals.length : wrong;
  };
  const [sharp, flat] = [count(sharps, 0), count(flats, 1.1)];
  return sharp >= flat ? sharp : -flat;
}
