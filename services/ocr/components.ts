import type { Area, Ink } from "./grey.ts";

/** Ink that hangs together. */
export interface Component extends Area {
  /** How many pixels. */
  size: number;
  /** Its pieces of rows: y, from, to, y, from, to … */
  runs: number[];
}

/** A page of notes has some thousand; noise may have any number. */
const mostRuns = 400_000;

/**
 * Parts the ink of some rows into what hangs together, corners counting.
 *
 * @returns null where there is more of it than a page of print has
 */
export function componentsOf(
  { data, width }: Ink,
  from: number,
  to: number,
): Component[] | null {
  const ys: number[] = [], lefts: number[] = [], rights: number[] = [], parents: number[] = [];
  const root = (run: number): number => {
    while (parents[run] !== run) run = parents[run] = parents[parents[run]];
    return run;
  };
  let above = 0, aboveEnd = 0;
  for (let y = from; y < to; y++) {
    const begin = ys.length;
    for (let x = 0, row = y * width; x < width; x++) {
      if (!data[row + x]) continue;
      const left = x;
      while (x < width && data[row + x]) x++;
      const run = ys.length;
      ys.push(y);
      lefts.push(left);
      rights.push(x);
      parents.push(run);
      while (above < aboveEnd && rights[above] < left) above++;
      for (let other = above; other < aboveEnd && lefts[other] <= x; other++) {
        parents[root(other)] = root(run);
      }
    }
    if (ys.length > mostRuns) return null;
    [above, aboveEnd] = [begin, ys.length];
  }
  const found = new Map<number, Component>();
  for (let run = 0; run < ys.length; run++) {
    const at = root(run);
    const [y, left, right] = [ys[run], lefts[run], rights[run]];
    const one = found.get(at);
    if (!one) {
      found.set(at, {
        left,
        right,
        top: y,
        bottom: y + 1,
        size: right - left,
        runs: [y, left, right],
      });
      continue;
    }
    one.left = Math.min(one.left, left);
    one.right = Math.max(one.right, right);
    one.bottom = y + 1;
    one.size += right - left;
    one.runs.push(y, left, right);
  }
  return [...found.values()];
}
