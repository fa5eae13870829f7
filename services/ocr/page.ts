import type { PageText, Rule } from "../pdf/types.ts";
import { cut, doubled, type Grey, halved, type Ink, mediated, rotated } from "./grey.ts";
import { evened, FAINT, inkOf, specks } from "./ink.ts";
import { lettering } from "./lettering.ts";
import { skewOf } from "./skew.ts";
import { findStaffLines, type PixelStaff } from "./staff_lines.ts";
import { systemBars } from "./system_bars.ts";
import type { Tesseract } from "./tesseract.ts";
import { toRuns } from "./words.ts";

/**
 * How a page is read: what may be letters, above the first staff and beside the first system; or,
 * where that is not enough, the head as it is, at half the size: letters in frames, with ornaments,
 * as large as a title page's.
 */
export type Way = "letters" | "rough";

/** Distances on a page are measured as if its longer side were that of A4, in points. */
const longerSide = 842;
/** Straighter than this, in degrees, is straight. */
const leastAskew = 0.1;
/** More specks in a thousand pixels of ink than print has, at half the size. */
const noisy = 25;
/** A head lower than so many pixels holds nothing. */
const leastHead = 16;
/** Labels stand no further from the margin, as a share of the page's width. */
const leastLabel = 0.05;

/** A page's picture made ready to be read: upright, on white. */
export interface PreparedPage {
  page: Grey;
  ink: Ink;
  staves: PixelStaff[];
}

/** Sets a page upright where it lies askew, takes shadows and noise away, and finds its staves. */
export function prepare(picture: Grey): PreparedPage {
  const half = halved(picture);
  const rough = inkOf(half, FAINT);
  const { degrees } = skewOf(rough);
  const upright = (grey: Grey) => Math.abs(degrees) >= leastAskew ? rotated(grey, -degrees) : grey;
  // What takes noise away takes the lines of staves along, which are as thin.
  const clean = specks(inkOf(half)) > noisy ? doubled(mediated(half)) : picture;
  const page = evened(upright(clean));
  return {
    page,
    ink: inkOf(page),
    staves: findStaffLines(inkOf(upright(half), FAINT)).map(doubledStaff),
  };
}

const doubledStaff = ({ left, right, top, gap, lines }: PixelStaff): PixelStaff => (
  { left: 2 * left, right: 2 * right, top: 2 * top + 0.5, gap: 2 * gap, lines }
);

/**
 * Reads a page's picture: its words and staves as if the file had named them, so that the same
 * rules understand it.
 *
 * @param number the page's, 0-based
 */
export function readPage(
  tesseract: Tesseract,
  { page, ink, staves }: PreparedPage,
  number: number,
  way: Way,
): PageText {
  const scale = longerSide / Math.max(ink.width, ink.height);
  const first = staves[0];
  const bars = systemBars(ink, staves);
  const end = first ? Math.round(first.top) : ink.height;
  const runs = end < leastHead
    ? []
    : way === "rough"
    ? toRuns(tesseract.recognise(halved(cut(page, 0, 0, ink.width, end))), 2 * scale, 0, 0)
    : toRuns(tesseract.recognise(lettering(page, ink, staves, 0, end)), scale, 0, 0);
  if (first && way === "letters") {
    const system = bars.length ? staves.filter((staff) => staff.top < bars[0].bottom) : [first];
    const right = Math.min(...system.map(({ left }) => Math.round(left)));
    const bottom = Math.min(ink.height, Math.round(bottomOf(system.at(-1)!) + first.gap));
    if (right > leastLabel * ink.width) {
      const beside = lettering(page, ink, staves, end, bottom);
      const labels = cut(beside, 0, 0, right, bottom - end);
      runs.push(...toRuns(tesseract.recognise(labels), scale, 0, scale * end));
    }
  }
  return {
    page: number,
    width: scale * ink.width,
    height: scale * ink.height,
    runs,
    cut: false,
    rules: staves.flatMap((staff) => linesOf(staff, scale)),
    bars: bars.map(({ left, right, top, bottom }) => ({
      x: scale * left,
      y: scale * top,
      width: scale * (right - left),
      height: scale * (bottom - top),
    })),
    marks: [],
    scan: false,
  };
}

const bottomOf = ({ top, gap, lines }: PixelStaff) => top + (lines - 1) * gap;

function linesOf({ left, right, top, gap, lines }: PixelStaff, scale: number): Rule[] {
  return Array.from({ length: lines }, (_, line) => ({
    x: scale * left,
    y: scale * (top + line * gap),
    width: scale * (right - left),
    height: 0.5,
  }));
}
