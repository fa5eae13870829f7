import MiniSearch from "minisearch";
import type { Card } from "../../store/cards.ts";
import { type Entry, entryOf } from "./entry.ts";
import { byTitle, type FixedSort, inOrder } from "./order.ts";
import { terms } from "./terms.ts";

/** What a search looks in, each with what a hit there counts. */
const FIELDS = { title: 4, composer: 3, opus: 3, tags: 2, instruments: 1, key: 1, fileName: 0.5 };

const names = Object.keys(FIELDS);

function textOf(card: Card, name: string): string {
  const value = card[name as keyof Card];
  return Array.isArray(value) ? value.join(" ") : String(value);
}

/** How many cards are taken in before others have a turn. */
const AT_ONCE = 500;
const NUMBER = /^\p{N}+$/u;

/** What was found, the best first. */
export interface Found {
  readonly entries: readonly Entry[];
  /** Nothing has the words as they were typed: these come near. */
  readonly nearly: boolean;
}

/** One person's scores in memory. */
export type SearchIndex = ReturnType<typeof createSearchIndex>;

/** An index with nothing in it. */
export function createSearchIndex() {
  const entries = new Map<string, Entry>();
  /** Made when they are first asked for, and good until something changes. */
  const orders = new Map<FixedSort, readonly Entry[]>();
  const words = new MiniSearch<Card>({
    fields: names,
    extractField: textOf,
    tokenize: (text) => [...terms(text)],
    processTerm: (term) => term,
    searchOptions: { boost: FIELDS, combineWith: "AND" },
  });

  /** A figure is what it is, but for the last one, which may be half typed. */
  function prefix(term: string, at: number, all: string[]): boolean {
    return !NUMBER.test(term) || at === all.length - 1;
  }

  function ranked(text: string, typed: readonly string[], nearly: boolean): Entry[] {
    const found = words.search(text, { prefix, fuzzy: nearly ? slips : false });
    const pairs = sideBySide(typed);
    return found
      .map(({ id, score }) => {
        const entry = entries.get(id)!;
        const beside = pairs.filter((pair) => entry.phrase.includes(pair)).length;
        return { entry, score: score * (1 + beside) };
      })
      .sort((a, b) => b.score - a.score || byTitle(a.entry, b.entry))
      .map(({ entry }) => entry);
  }

  return {
    get size() {
      return entries.size;
    },

    entry: (id: string): Entry | undefined => entries.get(id),
    all: (): Entry[] => [...entries.values()],

    /** All of them in one of the orders. */
    ordered(sort: FixedSort): readonly Entry[] {
      const order = orders.get(sort) ?? inOrder([...entries.values()], sort);
      orders.set(sort, order);
      return order;
    },

    /** Takes in the cards of a whole library, with pauses in which others have a turn. */
    async fill(cards: AsyncIterable<Card>): Promise<void> {
      for await (const card of cards) {
        this.set(card);
        if (entries.size % AT_ONCE === 0) await new Promise((resolve) => setTimeout(resolve));
      }
    },

    set(card: Card): void {
      const before = entries.get(card.id)?.card;
      orders.clear();
      entries.set(card.id, entryOf(card));
      // What says nothing new to a search leaves what is found in its order.
      if (before && names.every((name) => textOf(before, name) === textOf(card, name))) return;
      if (before) words.remove(before);
      words.add(card);
    },

    delete(id: string): void {
      const before = entries.get(id)?.card;
      if (!before) return;
      entries.delete(id);
      orders.clear();
      words.remove(before);
    },

    /** The scores that have all of the words, or their beginnings; where none has, those that come near. */
    find(text: string): Found {
      const typed = terms(text);
      if (typed.length === 0) return { entries: [], nearly: false };
      const exact = ranked(text, typed, false);
      if (exact.length > 0) return { entries: exact, nearly: false };
      return { entries: ranked(text, typed, true), nearly: true };
    },
  };
}

/** How many letters of a word may be wrong: of a short word few, of a figure none. */
function slips(term: string): number | false {
  if (term.length < 4 || NUMBER.test(term)) return false;
  return term.length < 6 ? 1 : 2;
}

/** Each word with the next one, as they stand in a text; the last may be half typed. */
function sideBySide(typed: readonly string[]): string[] {
  return typed.slice(1).map((word, at) =>
    ` ${typed[at]} ${word}${at === typed.length - 2 ? "" : " "}`
  );
}
