/**
 * Where on a page one system ends and the next begins, seen in its picture.
 *
 * @module
 */

/** A page in greys, a byte a pixel, row by row. */
export interface Greys {
  readonly data: ArrayLike<number>;
  readonly width: number;
  readonly height: number;
}

/** The white between two systems, in parts of the page's height. */
export interface Gap {
  readonly from: number;
  readonly to: number;
}

/** Where the next page ends above this one: both in parts of the next page's height. */
export interface Cut {
  /** Below it this page is seen. */
  readonly line: number;
  /** Above it the next page is seen; between the two is white. */
  readonly upper: number;
}

interface Staff {
  top: number;
  bottom: number;
}

/** So much darker than the paper: a thin line, where a small picture has it half on a pixel. */
const INK = 40;
/** Part of the width that is looked at for lines, so that those of a page scanned askew stay level. */
const STRIP = [0.2, 0.45];
/** Part of the strip that a staff's line fills. */
const LINE = 0.5;
const LINES = 5;
/** How much wider the widest space of a staff may be than its narrowest. */
const UNEVEN = 1.6;
/** Part of the way from one staff to the next that a line joining them covers. */
const JOINED = 0.96;
/** What is dark from top to bottom is the edge of a scan. */
const EDGE = 0.98;
/** Part of the width: dust. */
const SPECK = 0.004;
/** A cut nearer to the page's edge would be none of a half. */
const HALVES = [0.2, 0.8];

/** The gaps between systems, top to bottom; none where no staves are found. */
export function gapsOf({ data, width, height }: Greys): Gap[] {
  const paper = median(data) - INK;
  const isInk = (x: number, y: number) => data[y * width + x] < paper;
  const inkOf = (y: number, from: number, to: number) => {
    let ink = 0;
    for (let x = from; x < to; x++) if (isInk(x, y)) ink++;
    return ink;
  };

  function staves(): Staff[] {
    const [from, to] = STRIP.map((part) => Math.floor(part * width));
    const lines: number[] = [];
    for (let y = 0, last = -2; y < height; y++) {
      if (inkOf(y, from, to) < LINE * (to - from)) continue;
      if (y > last + 1) lines.push(y);
      last = y;
    }
    const found: Staff[] = [];
    for (let n = 0; n + LINES <= lines.length;) {
      const five = lines.slice(n, n + LINES);
      const spaces = five.slice(1).map((y, n) => y - five[n]);
      const even = Math.max(...spaces) <= UNEVEN * Math.min(...spaces);
      if (even) found.push({ top: five[0], bottom: five.at(-1)! });
      n += even ? LINES : 1;
    }
    return found;
  }

  /** A line at the left, a bracket or a barline joins the staves of a system. */
  function joined(from: number, to: number): boolean {
    for (let x = 1; x < width - 1; x++) {
      const covers = (from: number, to: number, part: number) => {
        let left = (1 - part) * (to - from);
        for (let y = from; y < to; y++) {
          if (!isInk(x, y) && !isInk(x - 1, y) && !isInk(x + 1, y) && --left < 0) return false;
        }
        return true;
      };
      if (covers(from, to, JOINED) && !covers(0, height, EDGE)) return true;
    }
    return false;
  }

  /** The most white between two staves; where there is none, the row with the least ink. */
  function white(top: number, bottom: number): Gap {
    const rows = Array.from({ length: bottom - top }, (_, n) => inkOf(top + n, 0, width));
    const least = Math.max(SPECK * width, Math.min(...rows));
    let best = { from: top, to: top };
    for (let n = 0, from = 0; n < rows.length; n++) {
      if (rows[n] > least) from = n + 1;
      else if (n + 1 - from > best.to - best.from) best = { from: top + from, to: top + n + 1 };
    }
    return { from: best.from / height, to: best.to / height };
  }

  const found = staves();
  return found.slice(1).flatMap(({ top }, n) => {
    const { bottom } = found[n];
    return joined(bottom + 2, top - 1) ? [] : [white(bottom + 2, top - 1)];
  });
}

/**
 * Where to cut: between systems of both pages, near the middle, so that all of this page's lower
 * part is seen and nothing of the next page's that is not whole.
 *
 * @param here the gaps of this page
 * @param next those of the next
 * @param ratio this page's height by the next one's, as they are shown
 */
export function cutOf(here: readonly Gap[], next: readonly Gap[], ratio = 1): Cut {
  const gaps = here.map(({ from, to }) => ({ from: from * ratio, to: to * ratio }))
    .map((gap) => ({ ...gap, middle: middle(gap), above: next.findLast((n) => n.from <= gap.to) }))
    .filter((gap) => gap.middle > HALVES[0] * ratio && gap.middle < HALVES[1] * ratio)
    .sort((a, b) => Math.abs(a.middle - ratio / 2) - Math.abs(b.middle - ratio / 2));
  const gap = gaps.find(({ above }) => above !== undefined) ?? gaps[0];
  if (gap === undefined) return { line: ratio / 2, upper: ratio / 2 };
  const { above } = gap;
  if (above === undefined) return { line: gap.middle, upper: gap.middle };
  if (above.to < gap.from) return { line: gap.middle, upper: middle(above) };
  const line = middle({
    from: Math.max(gap.from, above.from),
    to: Math.min(gap.to, above.to),
  });
  return { line, upper: line };
}

const middle = ({ from, to }: Gap) => (from + to) / 2;

/** A pixel of so many is looked at for the paper's shade. */
const SAMPLE = 61;

/** The grey that half the page is lighter than: its paper. */
function median(data: ArrayLike<number>): number {
  const shades = new Uint32Array(256);
  for (let at = 0; at < data.length; at += SAMPLE) shades[data[at]]++;
  let rest = data.length / SAMPLE / 2;
  return shades.findIndex((count) => (rest -= count) < 0);
}
