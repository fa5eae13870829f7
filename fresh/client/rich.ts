/**
 * Reads props that plain JSON cannot carry; loaded by pages that have such.
 *
 * @module
 */
import { unflatten } from "devalue";

// deno-lint-ignore no-explicit-any
type Any = any;

/** Gives islands the props that `devalue.stringify` wrote, all read when the first is asked for. */
export const fill = ({ r, s, x }: Any, modules: Any[], island: Any, page: Document) => {
  let all: Any[] | undefined;
  return (_: unknown, number: number) => {
    all ||= unflatten(r, {
      Slot: modules[x]?.reviveSlots(island, page),
      Signal: ([value]: [unknown]) => modules[s].signal(value),
      View: (value: unknown) => value,
    });
    return all![number];
  };
};
