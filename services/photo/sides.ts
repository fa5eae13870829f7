/**
 * How much is cut off each side of a page: in percent, the top first, then clockwise.
 *
 * @module
 */

/** Top, right, bottom and left. */
export type Sides = readonly [number, number, number, number];

export const NO_CUT: Sides = [0, 0, 0, 0];

/** What is cut off a page that is turned clockwise by so many quarters, as it is seen then. */
export function turnedSides(sides: Sides, quarters: number): Sides {
  return sides.map((_, side) => sides[(side - quarters + 8) % 4]) as unknown as Sides;
}
