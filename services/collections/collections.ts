/**
 * A person's collections and setlists.
 *
 * @module
 */
import type { Card } from "../../store/cards.ts";
import type { Collection, CollectionKind } from "../../store/collections.ts";
import type { Store } from "../../store/store.ts";
import type { Indexes } from "../library/indexes.ts";
import type { SearchIndex } from "../library/search_index.ts";
import { limits, Problem } from "../problem.ts";
import { isId, type World } from "../world.ts";
import { added, type Move, moved, putBack, without } from "./items.ts";
import { collectionName, newCollection } from "./make.ts";

/** Pictures that a list is told by. */
const COVERS = 3;

/** A list as all of them are shown. */
export interface CollectionSummary extends Pick<Collection, "id" | "name" | "kind"> {
  /** Without what is in the bin. */
  readonly count: number;
  readonly covers: readonly Card[];
}

/** A score in a list. */
export interface Place {
  readonly n: number;
  readonly card: Card;
}

/** A list with its scores. */
export interface CollectionView extends Pick<Collection, "id" | "name" | "kind"> {
  readonly places: readonly (Place & { readonly href: string })[];
  /** How many of it are in the bin. */
  readonly binned: number;
}

/** Where in a list one plays. */
export interface Playing {
  readonly id: string;
  readonly name: string;
  /** From 1. */
  readonly at: number;
  readonly of: number;
  readonly before: Neighbour | null;
  readonly next: Neighbour | null;
}

/** A score before or after another one in a list. */
export interface Neighbour {
  readonly title: string;
  readonly composer: string;
  /** Of its first page. */
  readonly href: string;
  /** Of its last page. */
  readonly last: string;
}

/** The place that a score had in a list. */
export interface Former {
  /** The number that it had there. */
  readonly n: number;
  readonly score: string;
  /** The number of the item that stood after it; 0: none. */
  readonly before: number;
}

/** Whose lists a score is in, and which there are besides. */
export interface ListsOfScore {
  readonly within: readonly { readonly id: string; readonly name: string }[];
  readonly others: readonly { readonly id: string; readonly name: string }[];
}

/** The address of a page of the score at place `at` (from 1) of a list, to play from there. */
function playAddress(listId: string, at: number, scoreId: string, page = 1): string {
  return `/scores/${scoreId}?list=${listId}&at=${at}&page=${page}`;
}

/** Everybody's lists. */
export type Collections = ReturnType<typeof createCollections>;

/** Keeps lists of scores. */
export function createCollections({ store, indexes, world }: {
  readonly store: Store;
  readonly indexes: Indexes;
  readonly world: World;
}) {
  /** @throws {Problem} `collection_unknown`, for somebody else's just as for none */
  async function row(userId: string, id: string): Promise<Collection> {
    const found = isId(id) ? await store.collections.get(userId, id) : null;
    if (found === null) throw new Problem("collection_unknown");
    return found;
  }

  /** A list's scores in order; what is in the bin is left out. */
  function placesIn(index: SearchIndex, { items }: Collection): Place[] {
    return items.flatMap(({ n, id }) => {
      const card = index.entry(id)?.card;
      return card === undefined ? [] : [{ n, card }];
    });
  }

  const places = async (userId: string, list: Collection) =>
    placesIn(await indexes.of(userId), list);

  /** Changes what is in a list. @throws {Problem} `collection_unknown` */
  async function change(
    userId: string,
    id: string,
    next: (list: Collection) => Collection,
  ): Promise<Collection> {
    const after = isId(id) ? await store.collections.changeItems(userId, id, next) : null;
    if (after === null) throw new Problem("collection_unknown");
    return after;
  }

  return {
    /** All lists, by name. */
    async list(userId: string): Promise<CollectionSummary[]> {
      const rows = await store.collections.list(userId);
      if (rows.length === 0) return [];
      const index = await indexes.of(userId);
      const summaries = rows.map((row) => {
        const { id, name, kind } = row;
        const there = placesIn(index, row);
        const covers = there.slice(0, COVERS).map(({ card }) => card);
        return { id, name, kind, count: there.length, covers };
      });
      const byName = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
      return summaries.sort((a, b) => byName.compare(a.name, b.name));
    },

    /** Those that were deleted and can come back. */
    async deleted(userId: string): Promise<{ id: string; name: string }[]> {
      const rows = await store.collections.deleted(userId, world.now());
      return rows.sort((a, b) => b.deletedAt! - a.deletedAt!).map(({ id, name }) => ({ id, name }));
    },

    /** A list with its scores in order. @throws {Problem} `collection_unknown` */
    async view(userId: string, id: string): Promise<CollectionView> {
      const found = await row(userId, id);
      const there = await places(userId, found);
      const { name, kind, items } = found;
      return {
        id,
        name,
        kind,
        places: there.map((place, at) => ({
          ...place,
          href: playAddress(id, at + 1, place.card.id),
        })),
        binned: items.length - there.length,
      };
    },

    /**
     * Makes a list.
     *
     * @returns its id
     * @throws {Problem} `collection_nameless`, `collection_too_long`, `collection_taken`, `collections_too_many`
     */
    create: (userId: string, typed: string, kind: CollectionKind): Promise<string> =>
      newCollection({ store, world }, userId, collectionName(typed), kind),

    /** @throws {Problem} `collection_unknown`, `collection_taken`, and what a name can be refused for */
    async rename(userId: string, id: string, typed: string): Promise<void> {
      const name = collectionName(typed);
      const renamed = isId(id) ? await store.collections.rename(userId, id, name) : null;
      if (renamed === null) throw new Problem("collection_unknown");
      if (!renamed) throw new Problem("collection_taken");
    },

    /** Deletes a list; its scores stay. It can come back for thirty days. @throws {Problem} `collection_unknown` */
    async remove(userId: string, id: string): Promise<void> {
      const removed = isId(id) && await store.collections.remove(userId, id, world.now());
      if (!removed) throw new Problem("collection_unknown");
    },

    /** Brings a deleted list back; with a number behind its name where another has that by now. */
    async restore(userId: string, id: string): Promise<void> {
      const deleted = await store.collections.deleted(userId, world.now());
      const found = deleted.find((one) => one.id === id);
      if (found === undefined) throw new Problem("collection_unknown");
      for (let n = 1; n <= limits.collections + 1; n++) {
        const name = n === 1 ? found.name : `${found.name} ${n}`;
        if (await store.collections.restore(userId, id, name) !== null) return;
      }
      throw new Problem("collection_unknown");
    },

    /**
     * Puts a score at the end of a list.
     *
     * @throws {Problem} `collection_unknown`, `collection_full`
     */
    async add(userId: string, id: string, scoreId: string): Promise<void> {
      const at = world.now();
      const { kind, items } = await change(userId, id, (list) => added(list, [scoreId], at));
      const isIn = items.some((item) =>
        item.id === scoreId && (kind === "collection" || item.at === at)
      );
      if (!isIn) throw new Problem("collection_full");
    },

    /** Moves an item. @throws {Problem} `collection_unknown` */
    async move(userId: string, id: string, n: number, move: Move): Promise<void> {
      const index = await indexes.of(userId);
      await change(
        userId,
        id,
        (list) => moved(list, n, move, (item) => index.entry(item.id) !== undefined),
      );
    },

    /**
     * Takes an item out of a list.
     *
     * @returns where it was, for `putBack`; null where it was gone already
     * @throws {Problem} `collection_unknown`
     */
    async take(userId: string, id: string, n: number): Promise<Former | null> {
      let former: Former | null = null;
      await change(userId, id, (list) => {
        const at = list.items.findIndex((item) => item.n === n);
        former = at < 0
          ? null
          : { n, score: list.items[at].id, before: list.items[at + 1]?.n ?? 0 };
        return at < 0 ? list : without(list, (item) => item.n === n);
      });
      return former;
    },

    /**
     * Puts a score that was taken out back in its place, once.
     *
     * @throws {Problem} `collection_unknown`, `collection_full`, `score_unknown`, and `form_invalid`
     *   where it never was in the list
     */
    async putBack(userId: string, id: string, former: Former): Promise<void> {
      const { n, score } = former;
      if (!isId(score) || await store.scores.get(userId, score) === null) {
        throw new Problem("score_unknown");
      }
      const at = world.now();
      const { items, next } = await change(
        userId,
        id,
        (list) => n < list.next ? putBack(list, former, at) : list,
      );
      if (n >= next) throw new Problem("form_invalid");
      if (!items.some((item) => item.id === score)) throw new Problem("collection_full");
    },

    /** The title of a score that was taken out of a list, while it is still in the library. */
    async titleOf(userId: string, score: string): Promise<string | null> {
      return (await indexes.of(userId)).entry(score)?.card.title ?? null;
    },

    /** Which lists a score is in, and the other ones. */
    async of(userId: string, scoreId: string): Promise<ListsOfScore> {
      const rows = await store.collections.list(userId);
      const brief = (some: readonly Collection[]) => some.map(({ id, name }) => ({ id, name }));
      const has = ({ items }: Collection) => items.some(({ id }) => id === scoreId);
      return {
        within: brief(rows.filter(has)),
        // A setlist takes it again.
        others: brief(rows.filter((row) => row.kind === "setlist" || !has(row))),
      };
    },

    /**
     * Where in a list a score is played; null where it is not at that place (any more).
     *
     * @param at as an address says it
     */
    async playing(
      userId: string,
      listId: string | null,
      at: string | null,
      scoreId: string,
    ): Promise<Playing | null> {
      if (listId === null || !isId(listId) || !/^[1-9]\d{0,2}$/.test(at ?? "")) return null;
      const found = await store.collections.get(userId, listId);
      if (found === null) return null;
      const there = await places(userId, found);
      const here = Number(at);
      if (there[here - 1]?.card.id !== scoreId) return null;
      const neighbour = (place: number): Neighbour | null => {
        const card = there[place - 1]?.card;
        if (card === undefined) return null;
        const { title, composer, pages } = card;
        return {
          title,
          composer,
          href: playAddress(listId, place, card.id),
          last: playAddress(listId, place, card.id, Math.max(1, pages)),
        };
      };
      return {
        id: listId,
        name: found.name,
        at: here,
        of: there.length,
        before: neighbour(here - 1),
        next: neighbour(here + 1),
      };
    },
  };
}
