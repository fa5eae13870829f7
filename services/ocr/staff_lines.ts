import type { Ink } from "./grey.ts";

/** A staff in a picture, in pixels. */
export interface PixelStaff {
  left: number;
  right: number;
  /** The middle of its uppermost line. */
  top: number;
  /** From line to line. */
  gap: number;
  /** Five; six where it is for a guitar's strings. */
  lines: number;
}

/** The page is looked at in so many strips, in each of which a line is nearly level. */
const strips = 40;
/** A staff is at least this share of the page wide, and is seen in this share of the strips it crosses. */
const leastWidth = 0.3;
const leastSeen = 0.4;
/** So much of a row in a strip is ink where a line is, at least; and so much more than between lines. */
const leastLine = 0.2;
const leastClear = 0.2;
/** Lines are thin: just beside them there is less. Five lines of text are even, too, and are not. */
const mostBeside = 0.65;
/** So much of what lies between two parts of a staff is ink: a tenth of that in its lines alone. */
const leastThere = 0.02;
/** A broken line goes on after so many pixels. */
const longestBreak = 3;

/**
 * Finds the staves of a page that stands upright, top to bottom. They may be bent, broken and
 * crossed by notes: what is looked for is five lines evenly apart, strip after strip.
 */
export function findStaffLines(ink: Ink): PixelStaff[] {
  const gap = usualGap(ink);
  if (gap === null) return [];
  const width = ink.width / strips;
  const chains: Chain[] = [];
  const seenRows: Float32Array[] = [];
  for (let strip = 0; strip < strips; strip++) {
    const [left, right] = [Math.round(strip * width), Math.round((strip + 1) * width)];
    const shares = rowShares(ink, left, right);
    seenRows.push(shares);
    for (const seen of combs(shares, gap)) {
      const home = chains.find(({ parts }) => {
        const last = parts.at(-1)!;
        return last.strip < strip && strip - last.strip <= 6 &&
          Math.abs(last.top - seen.top) < 0.6 * gap &&
          seenRows.slice(last.strip + 1, strip).every((rows) => goesOn(rows, last.top, gap));
      });
      if (home) home.parts.push({ strip, ...seen });
      else chains.push({ parts: [{ strip, ...seen }] });
    }
  }
  const staves = chains.flatMap((chain) => toStaff(chain, gap, width, ink));
  return apart(staves).sort((a, b) => a.top - b.top);
}

/** Five or six lines within a strip. */
interface Comb {
  top: number;
  lines: number;
}
interface Chain {
  parts: (Comb & { strip: number })[];
}

/** From line to line: the most usual sum of a run of ink and the white below it, if that is usual enough. */
function usualGap({ data, width, height }: Ink): number | null {
  const most = Math.round(Math.max(width, height) / 30);
  const least = Math.max(4, Math.round(Math.max(width, height) / 600));
  const counts = new Uint32Array(most + 2);
  for (let x = 3; x < width; x += 7) {
    let began = -1, ended = -1;
    for (let y = 1; y < height; y++) {
      const at = y * width + x;
      if (data[at] && !data[at - width]) {
        if (began >= 0 && y - began <= most && ended - began < 0.5 * (y - began)) {
          counts[y - began]++;
        }
        began = y;
      } else if (!data[at] && data[at - width]) ended = y;
    }
  }
  let best = least;
  for (let gap = least; gap < most; gap++) {
    if (near(counts, gap) > near(counts, best)) best = gap;
  }
  if (near(counts, best) < 20) return null;
  const around = [best - 1, best, best + 1];
  const all = around.reduce((sum, gap) => sum + counts[gap], 0);
  return around.reduce((sum, gap) => sum + gap * counts[gap], 0) / all;
}

const near = (counts: Uint32Array, gap: number) =>
  counts[gap - 1] + 2 * counts[gap] + counts[gap + 1];

/** How much of each row of a strip is ink, 0 to 1. */
function rowShares({ data, width, height }: Ink, left: number, right: number): Float32Array {
  const shares = new Float32Array(height);
  for (let y = 0; y < height; y++) {
    let count = 0;
    let white = longestBreak + 1;
    for (let at = y * width + left, end = y * width + right; at < end; at++) {
      if (data[at] === 0) {
        white++;
        continue;
      }
      count += white <= longestBreak ? white + 1 : 1;
      white = 0;
    }
    shares[y] = count / (right - left);
  }
  return shares;
}

/** Where five rows evenly apart, or six, have ink and those between them have less. */
function combs(shares: Float32Array, gap: number): Comb[] {
  const near = Math.max(1, Math.round(0.08 * gap));
  const thick = Math.max(2, Math.round(0.2 * gap));
  const line = (y: number) => {
    let most = 0;
    for (let row = Math.max(0, y - near); row <= y + near; row++) {
      most = Math.max(most, shares[row] ?? 0);
    }
    return most;
  };
  const at = (top: number, step: number) => Math.round(top + step * gap);
  const candidates: { top: number; clear: number }[] = [];
  const end = shares.length - 4 * gap - near;
  for (let top = near; top < end; top++) {
    if (shares[top] < leastLine) continue;
    let least = 1, on = 0, beside = 0, between = 0;
    for (let step = 0; step < 5 && least >= leastLine; step++) {
      const y = at(top, step);
      const ink = line(y);
      least = Math.min(least, ink);
      on += ink / 5;
      beside += ((shares[y - thick] ?? 0) + (shares[y + thick] ?? 0)) / 10;
      if (step < 4) between += shares[at(top, step + 0.5)] / 4;
    }
    if (least >= leastLine && on - between >= leastClear && beside < mostBeside * on) {
      candidates.push({ top, clear: on - between });
    }
  }
  const found: Comb[] = [];
  for (const { top } of candidates.sort((a, b) => b.clear - a.clear)) {
    if (found.some((other) => Math.abs(other.top - top) < 4.5 * gap)) continue;
    const sixth = line(at(top, 5)) >= 0.4 && line(at(top, 5)) - shares[at(top, 4.5)] >= leastClear;
    found.push({ top, lines: sixth ? 6 : 5 });
  }
  return found;
}

/** Whether anything stands where a staff's lines would be: between two pages side by side nothing does. */
function goesOn(shares: Float32Array, top: number, gap: number): boolean {
  const rows = shares.subarray(
    Math.max(0, Math.round(top - 0.5 * gap)),
    Math.round(top + 4.5 * gap),
  );
  return rows.reduce((sum, share) => sum + share, 0) > leastThere * rows.length;
}

function toStaff({ parts }: Chain, gap: number, strip: number, ink: Ink): PixelStaff[] {
  const [first, last] = [parts[0], parts.at(-1)!];
  const crossed = last.strip - first.strip + 1;
  if (crossed < leastWidth * strips || parts.length < leastSeen * crossed) return [];
  const six = parts.filter(({ lines }) => lines === 6).length > 0.5 * parts.length;
  const fives = parts.filter(({ lines }) => lines === (six ? 6 : 5));
  return [{
    left: reach(ink, Math.round((first.strip + 1) * strip), first.top, gap, -1),
    right: reach(ink, Math.round(last.strip * strip), last.top, gap, 1),
    top: median(fives.map(({ top }) => top)),
    gap,
    lines: six ? 6 : 5,
  }];
}

/** How far three of five lines go on from the inner edge of the last strip they were seen in. */
function reach(ink: Ink, from: number, top: number, gap: number, step: 1 | -1): number {
  let missing = 0;
  let end = from;
  for (let x = from; x >= 0 && x < ink.width && missing < gap; x += step) {
    let lines = 0;
    for (let line = 0; line < 5; line++) if (hasInk(ink, x, Math.round(top + line * gap))) lines++;
    if (lines >= 3) {
      end = x;
      missing = 0;
    } else missing++;
  }
  return end;
}

function hasInk({ data, width, height }: Ink, x: number, y: number): boolean {
  for (let row = Math.max(0, y - 2); row <= Math.min(height - 1, y + 2); row++) {
    if (data[row * width + x]) return true;
  }
  return false;
}

/** Of two that overlap the wider one stays. */
function apart(staves: PixelStaff[]): PixelStaff[] {
  const kept: PixelStaff[] = [];
  for (const staff of [...staves].sort((a, b) => b.right - b.left - a.right + a.left)) {
    const bottom = staff.top + (staff.lines - 1) * staff.gap;
    const free = kept.every((other) =>
      other.top > bottom || other.top + (other.lines - 1) * other.gap < staff.top ||
      other.left > staff.right || other.right < staff.left
    );
    if (free) kept.push(staff);
  }
  return kept;
}

function median(numbers: number[]): number {
  return numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
}
