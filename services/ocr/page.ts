import type { PageText, Rule, TextRun } from "../pdf/types.ts";
import { bandsOf } from "./bands.ts";
import { type Area, cut, doubled, type Grey, halved, type Ink, mediated, rotated } from "./grey.ts";
import { evened, FAINT, inkOf, specks } from "./ink.ts";
import { type Lettering, lettering } from "./lettering.ts";
import { skewOf } from "./skew.ts";
import { findStaffLines, type PixelStaff } from "./staff_lines.ts";
import { systemBars } from "./system_bars.ts";
import type { Tesseract } from "./tesseract.ts";
import { halfTurned, halfTurnedStaves, quarterTurned } from "./turn.ts";
import { toRuns } from "./words.ts";

/**
 * A part of a page that is read at once: of what may be letters, what stands above the first staff,
 * or beside the first system; or all above the first staff as it is, at half the size: letters in
 * frames, with ornaments, as large as a title page's.
 */
export type Part = "head" | "labels" | "rough";

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

/** With so many staves a page stands upright; bars that look like one are fewer. */
const sureStaves = 4;
/** A page that lies on its side falls into lines so many times as clearly when it is turned: 1.8 to 15. */
const clearer = 1.4;

/**
 * Sets a page upright where it lies askew or on its side, takes shadows and noise away, and finds
 * its staves. Whether it stands on its head only its words show.
 */
export function prepare(picture: Grey): PreparedPage {
  const half = halved(picture);
  let lie = lieOf(half);
  if (lie.staves.length < sureStaves) {
    const turned = lieOf(quarterTurned(half));
    if (turned.clear > clearer * lie.clear) {
      lie = turned;
      picture = quarterTurned(picture);
    }
  }
  // What takes noise away takes the lines of staves along, which are as thin.
  const noise = specks(inkOf(lie.half)) > noisy;
  const clean = noise ? doubled(mediated(lie.half)) : picture;
  const page = evened(upright(clean, lie.degrees));
  return { page, ink: inkOf(page), staves: lie.staves.map(doubledStaff) };
}

/** How a page lies, at half its size, and its staves as they are when it is upright. */
interface Lie {
  half: Grey;
  /** Degrees by which its lines fall towards the right. */
  degrees: number;
  /** How clearly its ink falls into lines. */
  clear: number;
  staves: PixelStaff[];
}

function lieOf(half: Grey): Lie {
  const { degrees, clear } = skewOf(inkOf(half, FAINT));
  return {
    half,
    degrees,
    clear,
    staves: findStaffLines(inkOf(upright(half, degrees), FAINT)),
  };
}

const upright = (grey: Grey, degrees: number): Grey =>
  Math.abs(degrees) >= leastAskew ? rotated(grey, -degrees) : grey;

/** The same page upside down. */
export function halfTurnedPage({ page, ink, staves }: PreparedPage): PreparedPage {
  return { page: halfTurned(page), ink: halfTurned(ink), staves: halfTurnedStaves(staves, page) };
}

const doubledStaff = ({ left, right, top, gap, lines }: PixelStaff): PixelStaff => (
  { left: 2 * left, right: 2 * right, top: 2 * top + 0.5, gap: 2 * gap, lines }
);

/**
 * Reads a part of a page's picture: its words, and the page's staves, as if the file had named
 * them, so that the same rules understand it.
 *
 * @param number the page's, 0-based
 * @param inTime whether there is time for so many letters more
 */
export function readPart(
  tesseract: Tesseract,
  { page, ink, staves }: PreparedPage,
  number: number,
  part: Part,
  inTime: (letters: number) => boolean,
): PageText {
  const scale = longerSide / Math.max(ink.width, ink.height);
  const first = staves[0];
  const bars = systemBars(ink, staves);
  const end = first ? Math.round(first.top) : ink.height;
  const runs: TextRun[] = [];
  let isCut = false;
  const read = ({ picture, letters }: Lettering, top: number) => {
    for (const [at, band] of bandsOf(letters, picture.height).entries()) {
      isCut = !inTime(band.letters) && at > 0;
      if (isCut) return;
      const rows = cut(picture, 0, band.top, picture.width, band.bottom);
      runs.push(...toRuns(tesseract.recognise(rows), scale, 0, scale * (top + band.top)));
    }
  };
  if (part === "labels") {
    const labels = first && labelsArea(staves, bars, ink, end);
    if (labels) {
      const { picture, letters } = lettering(page, ink, staves, labels.top, labels.bottom);
      const { right, top, bottom } = labels;
      const picked = cut(picture, 0, 0, right, bottom - top);
      read({ picture: picked, letters: letters.filter(({ left }) => left < right) }, top);
    }
  } else if (end >= leastHead) {
    if (part === "head") read(lettering(page, ink, staves, 0, end), 0);
    else {
      const head = halved(cut(page, 0, 0, ink.width, end));
      runs.push(...toRuns(tesseract.recognise(head), 2 * scale, 0, 0));
    }
  }
  return {
    page: number,
    width: scale * ink.width,
    height: scale * ink.height,
    runs,
    cut: isCut,
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

/** Where the labels of the first system stand, if there is room for any. */
function labelsArea(
  staves: readonly PixelStaff[],
  bars: readonly Area[],
  { width, height }: Ink,
  top: number,
): Area | null {
  const system = bars.length ? staves.filter((staff) => staff.top < bars[0].bottom) : [staves[0]];
  const right = Math.min(...system.map(({ left }) => Math.round(left)));
  const bottom = Math.min(height, Math.round(bottomOf(system.at(-1)!) + staves[0].gap));
  return right > leastLabel * width ? { left: 0, right, top, bottom } : null;
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
