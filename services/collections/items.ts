/**
 * What can be done to the items of a list. Each act says what is done, not what comes of it, so
 * that acts of several tabs at once are all done, one after the other.
 *
 * @module
 */
import type { Collection, Item } from "../../store/collections.ts";
import { limits } from "../problem.ts";

/** Where an item goes: past its neighbour, to an end, or before another item. */
export type Move = "up" | "down" | "top" | "end" | { readonly before: number };

/** Anything that has its items in an order. */
interface Numbered {
  readonly items: readonly { readonly n: number }[];
}

/**
 * The list with scores at its end, as far as there is room. What the same act put there already is
 * not put there again; in a collection each score stands once.
 *
 * @param at which act it is (milliseconds since 1970)
 */
export function added(list: Collection, scores: readonly string[], at: number): Collection {
  const there = new Set(
    list.items.filter((item) => list.kind === "collection" || item.at === at).map(({ id }) => id),
  );
  const room = limits.collectionScores - list.items.length;
  const fresh = [...new Set(scores)].filter((id) => !there.has(id)).slice(0, Math.max(0, room));
  if (fresh.length === 0) return list;
  const more = fresh.map((id, n): Item => ({ n: list.next + n, id, at }));
  return { ...list, items: [...list.items, ...more], next: list.next + more.length };
}

/** The list without the items that `goes` says. */
export function without(list: Collection, goes: (item: Item) => boolean): Collection {
  return { ...list, items: list.items.filter((item) => !goes(item)) };
}

/**
 * The list with an item back where it was: before item `before`, or at the end where that is gone,
 * or was its place. It has the number that it had, so that it comes back once however often that is
 * asked. What a collection has already, and what there is no room for, is not put in.
 */
export function putBack(
  list: Collection,
  { n, score, before }: { n: number; score: string; before: number },
  at: number,
): Collection {
  if (list.items.some((item) => item.n === n)) return list;
  const after = added(list, [score], at);
  if (after === list) return list;
  const to = list.items.findIndex((item) => item.n === before);
  const item = { n, id: score, at };
  return { ...list, items: list.items.toSpliced(to < 0 ? list.items.length : to, 0, item) };
}

/**
 * The list with item `n` moved. Where the item, or the one that it was to stand before, is gone by
 * now, the list stays as it is.
 *
 * @param isShown whether somebody sees the item: what is in the bin is no neighbour
 */
export function moved<L extends Numbered>(
  list: L,
  n: number,
  move: Move,
  isShown: (item: L["items"][number]) => boolean,
): L {
  const from = list.items.findIndex((item) => item.n === n);
  if (from < 0) return list;
  const others = list.items.toSpliced(from, 1);
  const to = typeof move === "string"
    ? placed(others, from, move, isShown)
    : others.findIndex((item) => item.n === move.before);
  if (to < 0) return list;
  return { ...list, items: others.toSpliced(to, 0, list.items[from]) };
}

/** Where in the others it goes; -1: nowhere else. */
function placed<I>(
  others: readonly I[],
  from: number,
  move: "up" | "down" | "top" | "end",
  isShown: (item: I) => boolean,
): number {
  if (move === "top") return 0;
  if (move === "end") return others.length;
  if (move === "up") return others.slice(0, from).findLastIndex(isShown);
  const next = others.findIndex((item, at) => at >= from && isShown(item));
  return next < 0 ? -1 : next + 1;
}
