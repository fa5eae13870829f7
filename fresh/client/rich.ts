/**
 * Reads props that plain JSON cannot carry; loaded by pages that have such.
 *
 * @module
 */
import { unflatten } from "devalue";

// deno-lint-ignore no-explicit-any
type Any = any;

/** Gives islands the props that `devalue.stringify` wrote. */
export const fill = ({ r, f, i: islands }: Any, modules: Any[]) =>
  unflatten(r, {
    // Where there are signals, their script comes before this one.
    Signal: ([value]: [unknown]) => modules[f].signal(value),
    View: (value: unknown) => value,
  }).forEach((props: unknown, island: number) => islands[island][2] = props);
