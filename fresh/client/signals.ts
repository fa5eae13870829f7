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
export const fill = ({ g: values = [], i: islands }: Any) => {
  const shared = values.map(signal);
  return (props: Any, number: number) => {
    const places = islands[number][3];
    for (const key in places) if (places[key] >= 0) props[key] = shared[places[key]];
    return props;
  };
};
