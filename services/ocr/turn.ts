import type { Grey } from "./grey.ts";
import type { PixelStaff } from "./staff_lines.ts";

/** The picture turned by a quarter, clockwise. */
export function quarterTurned({ data, width, height }: Grey): Grey {
  const out = new Uint8Array(data.length);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0, to = height - 1 - y; x < width; x++, at++, to += height) out[to] = data[at];
  }
  return { data: out, width: height, height: width };
}

/** The picture upside down. */
export function halfTurned({ data, width, height }: Grey): Grey {
  return { data: data.toReversed(), width, height };
}

/** A page's staves as they stand when it is upside down, top to bottom. */
export function halfTurnedStaves(
  staves: readonly PixelStaff[],
  { width, height }: Pick<Grey, "width" | "height">,
): PixelStaff[] {
  return staves.map((staff) => ({
    ...staff,
    left: width - staff.right,
    right: width - staff.left,
    top: height - 1 - staff.top - (staff.lines - 1) * staff.gap,
  })).reverse();
}
