import type { Entry } from "./entry.ts";
import type { Sort } from "./query.ts";

/** The orders that depend on nothing but the scores. */
export type FixedSort = Exclude<Sort, "best" | "opened">;

const compare = <T extends string | number>(a: T, b: T) => a < b ? -1 : a > b ? 1 : 0;
const age = (a: Entry, b: Entry) => b.card.createdAt - a.card.createdAt;

/** By title, then the latest first. */
export const byTitle = (a: Entry, b: Entry) =>
  compare(a.sort.title, b.sort.title) || age(a, b) || compare(a.card.id, b.card.id);

/** Entries in one of the orders; within it by title, then the latest first. */
export function inOrder(entries: readonly Entry[], sort: FixedSort): Entry[] {
  return entries.toSorted((a, b) => compare(a.sort[sort], b.sort[sort]) || byTitle(a, b));
}

/** Entries in the order in which they were opened last; those that were not, the latest first. */
export function byOpened(entries: readonly Entry[], opened: readonly string[]): Entry[] {
  const place = new Map(opened.map((id, at) => [id, at]));
  const at = ({ card }: Entry) => place.get(card.id) ?? opened.length;
  return entries.toSorted((a, b) => at(a) - at(b) || age(a, b));
}
