import { type Component, componentsOf } from "./components.ts";
import type { Area, Grey, Ink } from "./grey.ts";
import type { PixelStaff } from "./staff_lines.ts";

/** What no letter is, measured by the page: as large, as long and thin, as small. */
const largest = { width: 0.35, height: 0.12 };
const longest = { width: 0.04, thinness: 12 };
/** Specks: so wide, as a share of the page's longer side. A full stop in small print is 1/700 wide. */
const smallest = 1 / 1200;
/** On a page full of specks they may be larger. */
const smallestOfMany = 1 / 380;
/** A letter in small print has more ink than a square so wide. */
const wholeLetter = 1 / 280;
/** What is near, as a share of the page's longer side. */
const near = 1 / 150;
/** A title page has fewer letters, and a page of running text is none. */
const crowded = 1_500;
const headShare = 0.35;
/** Letters' edges are so many pixels wide. */
const edge = 2;
/** More than so many of one size are specks: a page of print has fewer letters. */
const many = 400;

/** A picture of letters, and where in it they stand. */
export interface Lettering {
  picture: Grey;
  letters: Area[];
}

/**
 * A picture of what may be letters between two rows, on white: without staves and what touches
 * them, frames, lines and dirt.
 *
 * @param page the page in greys, `ink` its ink
 */
export function lettering(
  page: Grey,
  ink: Ink,
  staves: PixelStaff[],
  from: number,
  to: number,
): Lettering {
  const { width } = ink;
  const out = new Uint8Array(width * (to - from)).fill(255);
  const all = componentsOf(ink, from, to) ?? [];
  const least = leastSize(all, Math.max(width, ink.height));
  const letters = all.filter((one) =>
    one.size >= least && mayBeLetter(one, ink) && !staves.some((staff) => touches(one, staff))
  );
  const kept = besideOthers(letters, ink);
  // More than print has: notes whose staves were not found. Their page is read as far as a head goes.
  const end = kept.length > crowded ? from + headShare * (to - from) : to;
  const read = kept.filter(({ top }) => top < end);
  for (const { runs } of read) {
    for (let at = 0; at < runs.length; at += 3) {
      const left = Math.max(0, runs[at + 1] - edge), right = Math.min(width, runs[at + 2] + edge);
      const last = Math.min(to - 1, runs[at] + edge);
      for (let y = Math.max(from, runs[at] - edge); y <= last; y++) {
        out.set(page.data.subarray(y * width + left, y * width + right), (y - from) * width + left);
      }
    }
  }
  return {
    picture: { data: out, width, height: to - from },
    letters: read.map((one) => ({ ...one, top: one.top - from, bottom: one.bottom - from })),
  };
}

/** Up to what size a component is a speck, in pixels. */
function leastSize(all: Component[], longer: number): number {
  const most = (longer * smallestOfMany) ** 2;
  let least = (longer * smallest) ** 2;
  const alike = (size: number) =>
    all.filter((one) => one.size >= size && one.size < 2 * size).length;
  while (least < most && alike(least) > many) least *= 1.4;
  return least;
}

/** Without specks that stand alone: dots of letters, and pieces of broken ones, have ink near them. */
function besideOthers(all: Component[], { width, height }: Ink): Component[] {
  const longer = Math.max(width, height);
  const cell = Math.ceil(longer * near);
  const across = Math.ceil(width / cell) + 2;
  const inkIn = new Float64Array(across * (Math.ceil(height / cell) + 2));
  const cellOf = ({ left, right, top, bottom }: Component) =>
    (Math.floor((top + bottom) / 2 / cell) + 1) * across + Math.floor((left + right) / 2 / cell) +
    1;
  for (const one of all) inkIn[cellOf(one)] += one.size;
  const least = (longer * wholeLetter) ** 2;
  return all.filter((one) => {
    if (one.size >= least) return true;
    const at = cellOf(one);
    let around = 0;
    for (const row of [at - across, at, at + across]) {
      around += inkIn[row - 1] + inkIn[row] + inkIn[row + 1];
    }
    return around >= 2 * least;
  });
}

function mayBeLetter({ left, right, top, bottom }: Component, page: Ink): boolean {
  const longer = Math.max(page.width, page.height);
  const [width, height] = [right - left, bottom - top];
  if (width > largest.width * page.width || height > largest.height * longer) return false;
  if (width > longest.width * page.width && width > longest.thinness * height) return false;
  if (height > longest.width * longer && height > longest.thinness * width) return false;
  // The shadow of a book's back, the edge of a table.
  const atEdge = left === 0 || top === 0 || right === page.width || bottom === page.height;
  return !(atEdge && Math.max(width, height) > 0.02 * longer);
}

function touches(one: Component, { left, right, top, gap, lines }: PixelStaff): boolean {
  const bottom = top + (lines - 1) * gap;
  return one.bottom > top - 0.3 * gap && one.top < bottom + 0.3 * gap &&
    one.right > left - 0.5 * gap && one.left < right + gap;
}
