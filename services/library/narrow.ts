/**
 * Narrowing a library, and counting what each further step would leave.
 *
 * @module
 */
import { likeness } from "../../store/fold.ts";
import type { Entry } from "./entry.ts";
import { type Chosen, type Filter, FILTERS } from "./filters.ts";
import type { Memberships } from "./memberships.ts";

/** A value of a filter and how many scores it would leave. */
export interface Count {
  readonly value: string;
  readonly count: number;
}

/** What the filters leave, and their counts where they are wanted. */
export interface Narrowed {
  readonly entries: readonly Entry[];
  /** By filter, the most frequent value first. */
  readonly counts: ReadonlyMap<Filter, readonly Count[]>;
}

interface Asked {
  readonly filter: Filter;
  readonly values: readonly string[];
}

/** What folding gives for the same few hundred values, again and again. */
const folded = new Map<string, string>();
const MOST_FOLDED = 20_000;

function same(value: string): string {
  let text = folded.get(value);
  if (text === undefined) {
    if (folded.size >= MOST_FOLDED) folded.clear();
    text = likeness(value);
    folded.set(value, text);
  }
  return text;
}

function passes(entry: Entry, lists: Memberships, { filter, values }: Asked): boolean {
  const own = filter.of(entry, lists);
  const has = (value: string) => own.some((one) => same(one) === value);
  return filter.several === "one" ? values.some(has) : values.every(has);
}

/**
 * The entries that all filters let pass. A filter of which a score must have one value is counted
 * as if nothing were chosen of it, for another value would come beside the first.
 *
 * @param lists the collections that scores are in
 */
export function narrow(
  entries: readonly Entry[],
  chosen: Chosen,
  counting: boolean,
  lists: Memberships,
): Narrowed {
  const asked = FILTERS.filter(({ name }) => chosen[name] !== undefined)
    .map((filter) => ({ filter, values: chosen[filter.name].map(same) }));
  const counters = new Map<Filter, Map<string, { value: string; count: number }>>(
    counting ? FILTERS.map((filter) => [filter, new Map()]) : [],
  );

  function count(entry: Entry, filter: Filter): void {
    const counter = counters.get(filter)!;
    for (const value of filter.of(entry, lists)) {
      const key = same(value);
      const seen = counter.get(key);
      if (seen === undefined) counter.set(key, { value, count: 1 });
      else seen.count++;
    }
  }

  const left: Entry[] = [];
  for (const entry of entries) {
    if (!counting) {
      if (asked.every((one) => passes(entry, lists, one))) left.push(entry);
      continue;
    }
    const against = asked.filter((one) => !passes(entry, lists, one));
    if (against.length === 0) left.push(entry);
    if (against.length === 0) { for (const filter of FILTERS) count(entry, filter); }
    else if (against.length === 1 && against[0].filter.several === "one") {
      count(entry, against[0].filter);
    }
  }
  const counts = new Map(
    [...counters].map((
      [filter, counter],
    ) => [filter, [...counter.values()].sort((a, b) => b.count - a.count)]),
  );
  return { entries: left, counts };
}
