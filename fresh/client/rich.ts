/**
 * Reads props that plain JSON cannot carry; loaded by pages that have such.
 *
 * @module
 */
import { unflatten } from "devalue";

// deno-lint-ignore no-explicit-any
type Any = any;

/**
 * @param data what `devalue.stringify` wrote, parsed as JSON
 * @param slot gives the vnodes of a slot, when a prop is one
 * @param signals the signals library, when a prop is a signal
 * @returns the props of each island
 */
export const readProps = (
  data: Any,
  slot?: (id: number) => Any,
  signals?: { signal: (value: unknown) => unknown },
): Any[] =>
  unflatten(data, {
    Slot: slot!,
    Signal: ([value]: [unknown]) => signals!.signal(value),
    View: (value: unknown) => value,
  });
