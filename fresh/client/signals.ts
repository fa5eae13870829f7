/**
 * Loaded by pages that pass signals to islands.
 *
 * @module
 */
import { signal } from "@preact/signals";

export { signal };

// deno-lint-ignore no-explicit-any
type Any = any;

/** Puts signals among the props of islands: one that several got is one for all of them. */
export const fill = ({ g = [], i: islands }: Any) =>
  g.forEach(([value, ...places]: Any) => {
    const shared = signal(value);
    for (const [island, prop] of places) islands[island][2][prop] = shared;
  });
