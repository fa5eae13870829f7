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
  const slot = modules[x]?.reviveSlots(island, page);
  let all: Any[] | undefined;
  return (_: unknown, number: number) => {
    all ||= unflatten(r, {
      // Read below, when all is known: an island in it asks for its own props.
      Slot: (id: number) => () => slot(id),
      Signal: ([value]: [unknown]) => modules[s].signal(value),
      View: (value: unknown) => value,
    });
    const props = all![number];
    for (const key in props) if (typeof props[key] == "function") props[key] = props[key]();
    return props;
  };
};
