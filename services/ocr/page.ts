import type { PageText, Rule } from "../pdf/types.ts";
import { cut, doubled, type Grey, halved, type Ink, mediated, rotated } from "./grey.ts";
import { inkOf, specks } from "./ink.ts";
import { lettering } from "./lettering.ts";
import { skewOf } from "./skew.ts";
import { findStaffLines, type PixelStaff } from "./staff_lines.ts";
import { systemBars } from "./system_bars.ts";
import type { Tesseract } from "./tesseract.ts";
import { toRuns } from "./words.ts";

/** How much of a page is read: above the first staff and beside the first system, or all of it. */
export type Extent = "head" | "whole";

/** Distances on a page are measured as if its longer side were that of A4, in points. */
const longerSide = 842;
/** Straighter than this, in degrees, is straight. */
const leastAskew = 0.1;
/** More specks in a thousand pixels of ink than print has, at half the size. */
const noisy = 25;
/** Labels stand no further from the margin, as a share of the page's width. */
const leastLabel = 0.05;

/** A page's picture made ready to be read. */
export interface PreparedPage {
  ink: Ink;
  staves: PixelStaff[];
}

/** Finds the ink and the staves of a page, which is set upright where it lies askew. */
export function prepare(picture: Grey): PreparedPage {
  const half = halved(picture);
  const rough = inkOf(half);
  const { degrees } = skewOf(rough);
  const upright = (grey: Grey) =>
    inkOf(Math.abs(degrees) >= leastAskew ? rotated(grey, -degrees) : grey);
  const ink = upright(picture);
  const staves = findStaffLines(ink);
  // What takes noise away takes the lines of staves along, which are as thin.
  return { ink: specks(rough) > noisy ? upright(doubled(mediated(half))) : ink, staves };
}

/**
 * Reads a page's picture: its words and staves as if the file had named them, so that the same
 * rules understand it.
 *
 * @param page its number, 0-based
 */
export function readPage(
  tesseract: Tesseract,
  { ink, staves }: PreparedPage,
  page: number,
  extent: Extent,
): PageText {
  const scale = longerSide / Math.max(ink.width, ink.height);
  const read = (area: { left: number; top: number; right: number; bottom: number }) => {
    const letters = lettering(ink, staves, area.top, area.bottom);
    const whole = area.left === 0 && area.right === ink.width;
    const picture = whole
      ? letters
      : cut(letters, { ...area, top: 0, bottom: area.bottom - area.top });
    return toRuns(tesseract.recognise(picture), scale, area);
  };
  const first = staves[0];
  const bars = systemBars(ink, staves);
  const end = extent === "head" && first ? Math.round(first.top) : ink.height;
  const runs = end < 8 ? [] : read({ left: 0, top: 0, right: ink.width, bottom: end });
  if (extent === "head" && first) {
    const system = bars.length ? staves.filter((staff) => staff.top < bars[0].bottom) : [first];
    const right = Math.min(...system.map(({ left }) => Math.round(left)));
    const bottom = Math.min(ink.height, Math.round(bottomOf(system.at(-1)!) + first.gap));
    if (right > leastLabel * ink.width) {
      runs.push(...read({ left: 0, top: end, right, bottom }));
    }
  }
  return {
    page,
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
