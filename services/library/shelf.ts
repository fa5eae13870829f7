/**
 * Pages of a person's library: as it stands, or what a search and filters leave of it.
 *
 * @module
 */
import { type Card, card, type CardPage, ORDERS, sortKeys } from "../../store/cards.ts";
import { letterOf, LETTERS } from "../../store/letters.ts";
import type { Store } from "../../store/store.ts";
import type { Entry } from "./entry.ts";
import type { Filter } from "./filters.ts";
import type { Indexes } from "./indexes.ts";
import { type Memberships, membershipsOf } from "./memberships.ts";
import { type Count, narrow } from "./narrow.ts";
import { byOpened, inOrder } from "./order.ts";
import { byName, isNarrow, letterAsked, type LibraryQuery, type Sort } from "./query.ts";
import { terms } from "./terms.ts";

const PAGE_SCORES = 48;
/** More than anybody looks through. */
const MOST_NAMES = 500;
const NO_LISTS: Memberships = new Map();

/** One page of the library. */
export interface ShelfPage extends CardPage {
  /** How many scores there are of what was asked for. */
  readonly total: number;
  /** Nothing has the words as they were typed: these come near. */
  readonly nearly: boolean;
  /** The letters that there are to jump to, and the one that the page begins with; null: not sorted by name, or all is in sight. */
  readonly letters: { readonly there: readonly string[]; readonly here: string | null } | null;
  /** By filter, where the filters stand open. */
  readonly counts: ReadonlyMap<Filter, readonly Count[]>;
}

/** The library's shelf. */
export type Shelf = ReturnType<typeof createShelf>;

/** Gives pages of libraries. */
export function createShelf(store: Store, indexes: Indexes) {
  /** As the rows stand in the database: the same work however many there are. */
  async function plain(userId: string, query: LibraryQuery): Promise<ShelfPage> {
    const { sort, cursor } = query;
    const order = ORDERS.find((order) => order === sort)!;
    const from = letterAsked(query) ?? undefined;
    const options = { order, limit: PAGE_SCORES, from };
    const list = async () => {
      try {
        return await store.cards.list(
          userId,
          from === undefined ? { ...options, cursor: cursor ?? undefined } : options,
        );
      } catch (error) {
        if (cursor === null) throw error;
        return await store.cards.list(userId, options); // The cursor was made up.
      }
    };
    const [page, total] = await Promise.all([list(), store.scores.count(userId)]);
    const letters = byName(sort) && total > PAGE_SCORES
      ? lettersOf(await store.cards.letters(userId, sort), sort, page.cards)
      : null;
    return { ...page, total, letters, nearly: false, counts: new Map() };
  }

  /** What words and filters leave, in order. */
  async function left(userId: string, query: LibraryQuery, counting: boolean) {
    const { words, chosen, sort } = query;
    const index = await indexes.of(userId);
    const isSearch = terms(words).length > 0;
    const { entries, nearly } = isSearch ? index.find(words) : {
      entries: index.ordered(sort === "best" || sort === "opened" ? "added" : sort),
      nearly: false,
    };
    const lists = counting || chosen.collection !== undefined
      ? membershipsOf(await store.collections.list(userId))
      : NO_LISTS;
    const narrowed = narrow(entries, chosen, counting, lists);
    return { ...narrowed, nearly, entries: await sorted(userId, narrowed.entries, sort, isSearch) };
  }

  async function sorted(userId: string, entries: readonly Entry[], sort: Sort, isSearch: boolean) {
    if (sort === "opened") return byOpened(entries, await store.opened.list(userId));
    return sort === "best" || !isSearch ? entries : inOrder(entries, sort);
  }

  async function searched(userId: string, query: LibraryQuery): Promise<ShelfPage> {
    const { entries, counts, nearly } = await left(userId, query, query.panel);
    const { sort } = query;
    const keys = byName(sort) && entries.length > PAGE_SCORES
      ? entries.map((entry) => letterOf(String(entry.sort[sort])))
      : [];
    const letter = letterAsked(query);
    const start = letter === null
      ? startOf(query.cursor)
      : Math.max(0, keys.findIndex((key) => key >= letter));
    const end = start + PAGE_SCORES;
    const cards = entries.slice(start, end).map(({ card }) => card);
    return {
      cards,
      letters: byName(sort) && keys.length > 0 ? lettersOf(keys, sort, cards) : null,
      cursor: end < entries.length ? String(end) : null,
      total: entries.length,
      nearly,
      counts,
    };
  }

  return {
    /** A page of the library. A cursor that is made up, or behind which nothing is left, gives the first. */
    async page(userId: string, query: LibraryQuery): Promise<ShelfPage> {
      const isPlain = !isNarrow(query) && !query.panel &&
        ORDERS.some((order) => order === query.sort);
      const found = await (isPlain ? plain : searched)(userId, query);
      return found.cards.length > 0 || query.cursor === null
        ? found
        : await this.page(userId, { ...query, cursor: null });
    },

    /** Every score that is asked for, in order. */
    async all(userId: string, query: LibraryQuery): Promise<Card[]> {
      return (await left(userId, query, false)).entries.map(({ card }) => card);
    },

    /** The composers and tags that the library has, the most frequent first, and its collections. */
    async names(
      userId: string,
    ): Promise<{ composers: string[]; tags: string[]; collections: string[] }> {
      const { counts } = narrow((await indexes.of(userId)).all(), {}, true, NO_LISTS);
      const collections = (await store.collections.list(userId)).map(({ name }) => name);
      const of = (name: string) => {
        const [, counted] = [...counts].find(([filter]) => filter.name === name)!;
        return counted.slice(0, MOST_NAMES).map(({ value }) => value);
      };
      return { composers: of("composer"), tags: of("tag"), collections };
    },

    /** Those of `ids` that are not in the library: they are in the bin, or are gone for good. */
    async gone(userId: string, ids: readonly string[]): Promise<string[]> {
      const index = await indexes.of(userId);
      return ids.filter((id) => index.entry(id) === undefined);
    },

    /** The scores that were opened last, the latest first. */
    async opened(userId: string, most: number): Promise<Card[]> {
      const ids = (await store.opened.list(userId)).slice(0, most);
      return (await store.scores.several(userId, ids)).map(card);
    },
  };
}

function lettersOf(
  there: readonly string[],
  sort: "title" | "composer",
  cards: readonly Card[],
): ShelfPage["letters"] {
  const known = new Set(there);
  return {
    there: LETTERS.filter((letter) => known.has(letter)),
    here: cards.length === 0 ? null : letterOf(String(sortKeys[sort](cards[0]))),
  };
}

function startOf(cursor: string | null): number {
  return cursor !== null && /^\d{1,7}$/.test(cursor) ? Number(cursor) : 0;
}
