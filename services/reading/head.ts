import type { PageText, Rule, TextRun } from "../pdf/types.ts";
import { type Line, toLines } from "./lines.ts";
import { isMusicFont } from "./music_fonts.ts";
import { legible } from "./legible.ts";
import type { SignedStaff } from "./mode.ts";
import { readSigns } from "./signs.ts";
import { findStaves, type Staff } from "./staves.ts";
import { isMark, isNoise, isTempo } from "./vocabulary.ts";

/** Where a line stands between the margins. */
export type Place = "left" | "centre" | "right";

/** A line of the head of a page. */
export interface HeadLine extends Line {
  place: Place;
}

/** What stands above and beside the first music of a page. */
export interface Head {
  width: number;
  height: number;
  /** Text above the first staff, top to bottom, without licence lines and the like. */
  lines: HeadLine[];
  /** Text under the last staff: sometimes whose it is. */
  foot: HeadLine[];
  /** Text left of the staves of the first system: the instruments. */
  labels: string[];
  staves: Staff[];
  /** The staves played together at the start. */
  system: Staff[];
  /** Those of them that begin with a clef. */
  signed: SignedStaff[];
  /** Boxes of letters and signs: the heads of notes and the like. */
  marks: Rule[];
  /** How many staves of a system have words to sing under them, somewhere on the page. */
  sung: number;
  /** Letters of music fonts: dynamics, meters, key signatures. */
  music: TextRun[];
  /** True when no staff was found: a cover, a scan, or a kind of drawing not known. */
  cover: boolean;
  /** True for a page of running text: a preface, a licence, verses. */
  prose: boolean;
  scan: boolean;
}

/** A head has ten lines; a title page fifty. */
const mostLines = 200;

const mostFootLines = 10;

/** Sorts out a page: what is head, what labels the staves, what is music. */
export function readHead(page: PageText): Head {
  const staves = findStaves(page);
  const music = page.runs.filter(isMusicFont);
  const lines = toLines(legible(page.runs.filter((run) => !isMusicFont(run))), page);
  const first = staves[0];
  // Staves that cannot be seen (drawn as pictures, or as letters) begin where clefs and meters do.
  const signs = first || page.scan || music.length < 3 ? [] : music;
  const end = first
    ? first.top
    : signs.length
    ? Math.min(...signs.map((run) => run.baseline - run.size))
    : page.height * (page.scan ? 0.35 : 1);
  const margins = marginsOf(staves, lines, page.width);
  const system = firstSystem(staves, page.bars);
  const head = lines.filter((line) =>
    line.baseline < end && !isNoise(line.text) &&
    (!page.scan || isProse(line.text))
  ).slice(0, mostLines)
    .map((line) => ({ ...line, place: placeOf(line, margins) }));
  const last = staves.at(-1);
  return {
    width: page.width,
    height: page.height,
    lines: head,
    foot: !last
      ? []
      : lines.filter((line) =>
        line.y > Math.max(last.bottom, 0.85 * page.height) && !isNoise(line.text)
      ).slice(0, mostFootLines).map((line) => ({ ...line, place: placeOf(line, margins) })),
    labels: labelsOf(lines, system),
    staves,
    system,
    signed: system.flatMap((staff) => {
      const signs = readSigns(staff, page.marks);
      return signs ? [{ staff, signs }] : [];
    }),
    marks: page.marks,
    sung: countSung(lines, staves, system.length),
    music,
    cover: !first && !signs.length,
    prose: !first && isRunningText(head),
    scan: page.scan,
  };
}

interface Margins {
  left: number;
  right: number;
}

/** Where music and text begin and end: the staves' edges, or those of the text. */
function marginsOf(staves: Staff[], lines: Line[], width: number): Margins {
  const lefts = [
    ...staves.map((staff) => staff.x),
    ...lines.map((line) => line.x),
  ].filter((x) => x > 0);
  const rights = staves.length
    ? staves.map((staff) => staff.right)
    : lines.map((line) => line.right);
  return {
    left: lefts.length ? Math.min(...lefts, 0.15 * width) : 0,
    right: rights.length ? Math.max(...rights.filter((x) => x < width), 0.8 * width) : width,
  };
}

function placeOf(line: Line, margins: Margins): Place {
  const middle = (margins.left + margins.right) / 2;
  const span = margins.right - margins.left;
  const off = ((line.x + line.right) / 2 - middle) / span;
  if (Math.abs(off) < 0.09) return "centre";
  const toRight = (margins.right - line.right) / span;
  const toLeft = (line.x - margins.left) / span;
  if (off > 0) return toRight < 0.08 || off > 0.2 ? "right" : "centre";
  return toLeft < 0.12 || off < -0.2 ? "left" : "centre";
}

/** Eight lines or more of many words, or many lines of a few. */
function isRunningText(lines: HeadLine[]): boolean {
  const long = lines.filter((line) => line.text.split(" ").length >= 8).length;
  return long >= 8 || lines.length > 40;
}

/** Text recognised in a picture is full of what the notes look like: only clean words count. */
function isProse(text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  return /^\P{L}*\p{Lu}/u.test(text) && /\p{L}{4}/u.test(text) &&
    letters > 0.75 * text.replace(/\s/gu, "").length &&
    !/[^\p{L}\p{M}\p{N}\s.,;:!?"'’“”()&/–—-]/u.test(text);
}

/** Labels stand left of the first system, whose staves begin further right for their sake. */
function labelsOf(lines: Line[], system: Staff[]): string[] {
  if (!system.length) return [];
  const left = Math.min(...system.map((staff) => staff.x));
  const [top, bottom] = [system[0].top, system.at(-1)!.bottom];
  return lines.filter((line) => line.right < left + 3 && line.baseline > top && line.y < bottom + 5)
    .map((line) => line.text).filter((text) => /\p{L}{2}/u.test(text));
}

/** Words are sung where four or more stand upright below a staff and above the next. */
function countSung(lines: Line[], staves: Staff[], systemSize: number): number {
  const sung = new Map<number, number>();
  for (const [index, staff] of staves.entries()) {
    const end = staves[index + 1]?.top ??
      staff.bottom + 1.6 * (staff.bottom - staff.top);
    const words = lines.filter((line) =>
      line.y > staff.bottom - 3 && line.baseline < end && line.x > staff.x &&
      !line.italic && !isMark(line.text) && !isTempo(line.text)
    ).flatMap((line) => line.text.split(" "))
      .filter((word) => /\p{L}{2}|^[AIOaio]$/u.test(word));
    if (words.length < 4) continue;
    const place = index % systemSize;
    sung.set(place, (sung.get(place) ?? 0) + 1);
  }
  // One staff with words may be a footnote or a remark to the player.
  const systems = staves.length / systemSize;
  return [...sung.values()].filter((count) => count >= 0.4 * systems).length;
}

/**
 * True for a line just above the beginning of the first staff: the tempo, or
 * another word to the player.
 */
export function isAtStaff(line: Line, head: Head): boolean {
  const staff = head.staves[0];
  if (!staff) return false;
  const height = staff.bottom - staff.top;
  return line.baseline > staff.top - 1.8 * height && line.baseline < staff.top &&
    line.x < staff.x + 0.25 * (staff.right - staff.x) && line.x > staff.x - height;
}

/**
 * The staves played together at the start: those that a line at their left holds
 * together, else those before the first gap clearly larger than the smallest one.
 */
export function firstSystem(staves: Staff[], bars: Rule[] = []): Staff[] {
  if (staves.length < 2) return staves;
  const held = heldTogether(staves, bars);
  if (held > 1) return staves.slice(0, held);
  const left = staves[0].x;
  // Later systems usually begin further left than the labelled or indented first one.
  const indented = staves.findIndex((staff) => staff.x < left - 5);
  if (indented > 0) return staves.slice(0, indented);
  const gaps = staves.slice(1).map((staff, index) => staff.top - staves[index].bottom);
  const least = Math.min(...gaps);
  const end = gaps.findIndex((gap) => gap > 1.35 * least + 4);
  return end < 0 ? staves : staves.slice(0, end + 1);
}

/** How many staves from the first one on a line at the left reaches down. */
function heldTogether(staves: Staff[], bars: Rule[]): number {
  const [first] = staves;
  const near = first.bottom - first.top;
  const end = Math.max(
    0,
    ...bars.filter((bar) =>
      bar.x > first.x - near && bar.x < first.x + 0.2 * near && bar.y < first.top + 3
    ).map((bar) => bar.y + bar.height),
  );
  return staves.filter((staff) => staff.bottom < end + 3).length;
}
