import type { Area, Ink } from "./grey.ts";
import type { PixelStaff } from "./staff_lines.ts";

/** A line counts as unbroken with so much of it there. */
const unbroken = 0.9;

/** The lines at the left of the staves that hold those of a system together, top to bottom. */
export function systemBars(ink: Ink, staves: PixelStaff[]): Area[] {
  const bars: Area[] = [];
  for (let index = 0; index + 1 < staves.length; index++) {
    const [upper, lower] = [staves[index], staves[index + 1]];
    const x = lineBetween(ink, upper, lower);
    if (x === null) continue;
    const last = bars.at(-1);
    const bottom = bottomOf(lower);
    if (last && Math.abs(last.bottom - bottomOf(upper)) < 1) last.bottom = bottom;
    else bars.push({ left: x, right: x + 1, top: upper.top, bottom });
  }
  return bars;
}

const bottomOf = ({ top, gap, lines }: PixelStaff) => top + (lines - 1) * gap;

/** Where, near the beginning of two staves, ink goes down from one to the other. */
function lineBetween({ data, width }: Ink, upper: PixelStaff, lower: PixelStaff): number | null {
  if (Math.abs(upper.left - lower.left) > 3 * upper.gap) return null;
  const from = Math.round(bottomOf(upper)), to = Math.round(lower.top);
  const start = Math.round(Math.min(upper.left, lower.left) - 1.5 * upper.gap);
  const end = Math.round(Math.max(upper.left, lower.left) + 1.5 * upper.gap);
  for (let x = Math.max(1, start); x < Math.min(width - 1, end); x++) {
    let ink = 0;
    for (let y = from; y < to; y++) {
      const at = y * width + x;
      if (data[at - 1] || data[at] || data[at + 1]) ink++;
    }
    if (ink >= unbroken * (to - from)) return x;
  }
  return null;
}
