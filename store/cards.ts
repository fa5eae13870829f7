/**
 * What the library shows of scores, in each of its orders.
 *
 * `scores_by/USER/ORDER/SORT/ID` a card of the score, so that a page of the library is one read
 * however large it is.
 *
 * @module
 */
import type { Field } from "./fields.ts";
import { fold } from "./fold.ts";
import { LETTERS, reachOf } from "./letters.ts";
import { type Marks, marksOf } from "./marks.ts";
import type { Score } from "./scores.ts";

/** What the library shows of a score, and finds it by. */
export interface Card extends Marks {
  readonly id: string;
  readonly title: string;
  readonly composer: string;
  /** Where a person wrote the composer, or said that it is so. */
  readonly composerBy?: "person";
  readonly opus: string;
  readonly instruments: readonly string[];
  readonly key: string;
  readonly year: string;
  readonly fileName: string;
  readonly pages: number;
  readonly createdAt: number;
  readonly status: Score["status"];
  /**
   * What a person should look at: `unnamed`, it goes by its file's name; `unsure`, its title or
   * composer is a guess that nobody confirmed, or two readings of it disagree.
   */
  readonly doubt: "unnamed" | "unsure" | null;
  /** One of those that the house offers whoever has none yet. */
  readonly sample?: true;
}

/** The orders that cards are kept in. */
export const ORDERS = ["added", "title", "composer"] as const;
export type Order = (typeof ORDERS)[number];

/** A page of the library. */
export interface CardPage {
  readonly cards: readonly Card[];
  /** Where the next page begins; null on the last. */
  readonly cursor: string | null;
}

/** Below this a field is offered, not filled in. */
export const SURE_ENOUGH = 0.5;

/** A key has 2,048 bytes in all; a sort key of 120 characters takes at most 480. */
const SORT_CHARACTERS = 120;
/** Sorts after every letter. */
const LAST = "\uffff";
/** A value in KV has 65,536 bytes, and a person may have typed any number of instruments. */
const INSTRUMENTS = 40;

/** The field's text where it is sure enough to be filled in, else "". */
export function shown(field: Field | null): string {
  return field !== null && field.confidence >= SURE_ENOUGH ? field.value : "";
}

/** A guess that nobody confirmed, or one that another reading contradicts. */
function doubtful(field: Field | null): boolean {
  return field !== null && (field.confidence < SURE_ENOUGH || field.other !== undefined);
}

/** The card of a score; one without a title goes by its file's name. */
export function card(score: Score): Card {
  const { title, composer, opus, instruments, key, year } = score.fields;
  return {
    id: score.id,
    title: shown(title) || score.fileName.replace(/\.[^.]+$/, ""),
    composer: shown(composer),
    ...(composer?.source === "person" && { composerBy: composer.source }),
    opus: shown(opus),
    instruments: (instruments?.value ?? []).slice(0, INSTRUMENTS),
    key: shown(key),
    year: shown(year),
    fileName: score.fileName,
    pages: score.pages,
    createdAt: score.createdAt,
    status: score.status,
    doubt: shown(title) === "" ? "unnamed" : [title, composer].some(doubtful) ? "unsure" : null,
    ...(score.sample && { sample: score.sample }),
    ...marksOf(score),
  };
}

/** A card as its row says; one from before there were marks has none of them, and no key. */
function fromRow(row: Card): Card {
  return isCurrent(row)
    ? row
    : { ...row, instruments: [], key: "", year: "", fileName: "", ...marksOf({}) };
}

const isCurrent = (row: Card) => row.tags !== undefined;

/** "Johann Sebastian Bach" sorts as "bach johann sebastian". */
export function bySurname(name: string): string {
  const words = fold(name).split(" ");
  return [words.at(-1), ...words.slice(0, -1)].join(" ");
}

/** What a card sorts by, in each order. */
export const sortKeys: Record<Order, (card: Card) => string | number> = {
  added: (card) => -card.createdAt,
  title: (card) => fold(card.title).slice(0, SORT_CHARACTERS) || LAST,
  composer: (card) =>
    (card.composer ? bySurname(card.composer) : LAST).slice(0, SORT_CHARACTERS) +
    "\u0000" + fold(card.title).slice(0, SORT_CHARACTERS),
};

function cardKeys(userId: string, card: Card): Deno.KvKey[] {
  return ORDERS.map((order) => ["scores_by", userId, order, sortKeys[order](card), card.id]);
}

/** Sets the cards of a score in `operation`. */
export function setCards(operation: Deno.AtomicOperation, score: Score): void {
  const made = card(score);
  for (const key of cardKeys(score.userId, made)) operation.set(key, made);
}

/** Takes the cards of a score away in `operation`. */
export function deleteCards(operation: Deno.AtomicOperation, score: Score): void {
  for (const key of cardKeys(score.userId, card(score))) operation.delete(key);
}

/** Rows of cards. */
export function cards(kv: Deno.Kv, scoreOf: (userId: string, id: string) => Promise<Score | null>) {
  return {
    /**
     * A page of the library.
     *
     * @param cursor from the page before; one that is made up throws
     * @param from the letter that it begins with, of an order by name
     */
    async list(
      userId: string,
      { order, limit, cursor, from }: {
        order: Order;
        limit: number;
        cursor?: string;
        from?: string;
      },
    ): Promise<CardPage> {
      const prefix = ["scores_by", userId, order];
      const rows = kv.list<Card>(
        from === undefined ? { prefix } : { prefix, start: [...prefix, reachOf(from).start] },
        { cursor, limit: limit + 1, batchSize: limit + 1 },
      );
      const found: Card[] = [];
      let next = "";
      for await (const row of rows) {
        if (found.length === limit) return { cards: found, cursor: next };
        found.push(fromRow(row.value));
        next = rows.cursor;
      }
      return { cards: found, cursor: null };
    },

    /** Which letters the titles, or the composers, begin with: as many reads however many there are. */
    async letters(userId: string, order: "title" | "composer"): Promise<string[]> {
      const prefix = ["scores_by", userId, order];
      const there = await Promise.all(LETTERS.map(async (letter) => {
        const { start, end } = reachOf(letter);
        const rows = kv.list(
          end === ""
            ? { prefix, start: [...prefix, start] }
            : { start: [...prefix, start], end: [...prefix, end] },
          { limit: 1, batchSize: 1 },
        );
        return (await rows.next()).done ? [] : [letter];
      }));
      return there.flat();
    },

    /** Every card, the latest first; one from before there were marks is made anew. */
    async *all(userId: string): AsyncGenerator<Card> {
      const rows = kv.list<Card>({ prefix: ["scores_by", userId, "added"] }, { batchSize: 1000 });
      for await (const { value } of rows) {
        if (isCurrent(value)) yield value;
        else {
          const score = await scoreOf(userId, value.id);
          if (score !== null) yield card(score);
        }
      }
    },
  };
}
