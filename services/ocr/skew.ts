import type { Ink } from "./grey.ts";

/** No page is laid down or held more askew than this, in degrees. */
const mostAskew = 15;
/** The steps in which the angle is looked for, each around the best of the one before. */
const steps = [1, 0.25, 0.05];

/** How askew the writing of a page is. */
export interface Skew {
  /** Degrees by which lines fall towards the right. */
  degrees: number;
  /** How much more of the ink stands in lines than if it were strewn. */
  clear: number;
}

/**
 * Finds the angle at which the ink of a page falls into lines: staves do, and text does.
 * Lines' lower edges are counted, in one pixel of sixteen.
 */
export function skewOf(ink: Ink): Skew {
  const points = edges(ink);
  let best: Skew = { degrees: 0, clear: 0 };
  let reach = mostAskew;
  for (const step of steps) {
    const middle = best.degrees;
    for (let degrees = middle - reach; degrees <= middle + reach + step / 2; degrees += step) {
      const clear = clearness(points, degrees, ink);
      if (clear > best.clear) best = { degrees, clear };
    }
    reach = step;
  }
  return best;
}

interface Points {
  xs: Float32Array;
  ys: Float32Array;
}

/** Where ink ends downwards, in every fourth column. */
function edges({ data, width, height }: Ink): Points {
  const xs: number[] = [], ys: number[] = [];
  for (let y = 0; y < height - 1; y++) {
    for (let x = 2; x < width; x += 4) {
      const at = y * width + x;
      if (data[at] && !data[at + width]) {
        xs.push(x - width / 2);
        ys.push(y);
      }
    }
  }
  return { xs: Float32Array.from(xs), ys: Float32Array.from(ys) };
}

/** How uneven the rows are when lines fall by so many degrees. */
function clearness({ xs, ys }: Points, degrees: number, { width, height }: Ink): number {
  const slope = Math.tan(degrees * Math.PI / 180);
  const beyond = Math.ceil(width / 2);
  const rows = new Uint32Array(height + 2 * beyond + 2);
  for (let n = 0; n < xs.length; n++) rows[(ys[n] - slope * xs[n] + beyond + 0.5) | 0]++;
  let squares = 0;
  for (let row = 0; row < rows.length; row++) squares += rows[row] * rows[row];
  return xs.length === 0 ? 0 : squares * height / (xs.length * xs.length);
}
