import { type Component, componentsOf } from "./components.ts";
import type { Grey, Ink } from "./grey.ts";
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
/** What is near is kept in cells of so many pixels. */
const cell = 8;
/** More than so many of one size are specks: a page of print has fewer letters. */
const many = 400;

/**
 * A picture, black on white, of what may be letters between two rows: without staves and what
 * touches them, frames, lines and dirt.
 */
export function lettering(ink: Ink, staves: PixelStaff[], from: number, to: number): Grey {
  const { width } = ink;
  const out = new Uint8Array(width * (to - from)).fill(255);
  const all = componentsOf(ink, from, to) ?? [];
  const least = leastSize(all, Math.max(width, ink.height));
  const letters = all.filter((one) =>
    one.size >= least && mayBeLetter(one, ink) && !staves.some((staff) => touches(one, staff))
  );
  for (const one of besideOthers(letters, ink)) {
    for (let at = 0; at < one.runs.length; at += 3) {
      const row = (one.runs[at] - from) * width;
      out.fill(0, row + one.runs[at + 1], row + one.runs[at + 2]);
    }
  }
  return { data: out, width, height: to - from };
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

/** Without dots and strokes that stand alone: those of letters have a letter near them. */
function besideOthers(all: Component[], { width, height }: Ink): Component[] {
  const longer = Math.max(width, height);
  const large = (longer * wholeLetter) ** 2;
  const cells = Math.ceil(width / cell);
  const near = new Uint8Array(cells * Math.ceil(height / cell));
  for (const { left, right, top, bottom, size } of all) {
    if (size < large) continue;
    const around = 0.5 * Math.min(bottom - top, 0.05 * longer);
    const [from, to] = [Math.max(0, left - around), Math.min(width - 1, right + around)];
    const last = Math.min(height - 1, bottom + around);
    for (let y = Math.max(0, top - around); y <= last; y += cell) {
      const row = Math.floor(y / cell) * cells;
      near.fill(1, row + Math.floor(from / cell), row + Math.floor(to / cell) + 1);
    }
  }
  return all.filter(({ left, right, top, bottom, size }) =>
    size >= large ||
    near[Math.floor((top + bottom) / 2 / cell) * cells + Math.floor((left + right) / 2 / cell)]
  );
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
