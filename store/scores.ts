/**
 * Scores and the library's order of them.
 *
 * `scores/USER/ID` the score; `scores_by/USER/ORDER/SORT/ID` a card of it in each
 * order, so that a page of the library is one read however large it is;
 * `scores_by_sha256/USER/HASH` the score that has these bytes already;
 * `score_count/USER` how many.
 *
 * @module
 */
import { commit } from "./database.ts";
import type { ChainStep, Field, Fields } from "./fields.ts";
import { fold } from "./fold.ts";
import { watchRow } from "./watch.ts";

/** What kind of file a score is. */
export type FormatName = "pdf" | "jpeg" | "png" | "musicxml" | "mxl";

/** A score that a person brought in. Its bytes are the blob `["original", id]`. */
export interface Score {
  readonly id: string;
  readonly userId: string;
  /** The file's name as it came, without path parts or control characters. */
  readonly fileName: string;
  readonly format: FormatName;
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  readonly pages: number;
  /** Height by width of each page as it is shown. */
  readonly shapes: readonly number[];
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  /** `reading` until everybody who is asked has said what is on the page, or cannot for now. */
  readonly status: "reading" | "ready";
  /**
   * Gemini's part: `asking` until it has answered, `later` where it could not, for the reason
   * `code`, and is asked again. Not there once that is over.
   */
  readonly gemini?: { readonly state: "asking" | "later"; readonly code?: string };
  /** Its pages are pictures, and are still to be read as such. Not there once that is over. */
  readonly picture?: true;
  readonly fields: Fields;
  readonly chain: readonly ChainStep[];
}

/** A score with the version it was read at. */
type ScoreEntry = Deno.KvEntry<Score>;

/** What the library shows of a score. */
export interface Card {
  readonly id: string;
  readonly title: string;
  readonly composer: string;
  readonly opus: string;
  readonly pages: number;
  readonly createdAt: number;
  readonly status: Score["status"];
  /**
   * What a person should look at: `unnamed`, it goes by its file's name; `unsure`, its title or
   * composer is a guess that nobody confirmed, or two readings of it disagree.
   */
  readonly doubt: "unnamed" | "unsure" | null;
  /** What a search looks in, folded. */
  readonly text: string;
}

/** The library's orders, each with what it sorts by. */
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
/** Folding can make eighteen letters of one; a value in KV has 65,536 bytes. */
const TEXT_CHARACTERS = 4_000;
/** Sorts after every letter. */
const LAST = "\uffff";

const scoreKey = (userId: string, id: string) => ["scores", userId, id];
const hashKey = (userId: string, sha256: string) => ["scores_by_sha256", userId, sha256];
const countKey = (userId: string) => ["score_count", userId];

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
  const { title, composer, opus, instruments } = score.fields;
  const name = shown(title) || score.fileName.replace(/\.[^.]+$/, "");
  return {
    id: score.id,
    title: name,
    composer: shown(composer),
    opus: shown(opus),
    pages: score.pages,
    createdAt: score.createdAt,
    status: score.status,
    doubt: shown(title) === "" ? "unnamed" : [title, composer].some(doubtful) ? "unsure" : null,
    text: fold(
      [name, shown(composer), shown(opus), ...(instruments?.value ?? []), score.fileName].join(" "),
    ).slice(0, TEXT_CHARACTERS),
  };
}

/** "Johann Sebastian Bach" sorts as "bach johann sebastian". */
function bySurname(name: string): string {
  const words = fold(name).split(" ");
  return [words.at(-1), ...words.slice(0, -1)].join(" ");
}

const sortKeys: Record<Order, (card: Card) => string | number> = {
  added: (card) => -card.createdAt,
  title: (card) => fold(card.title).slice(0, SORT_CHARACTERS) || LAST,
  composer: (card) =>
    (card.composer ? bySurname(card.composer) : LAST).slice(0, SORT_CHARACTERS) +
    "\u0000" + fold(card.title).slice(0, SORT_CHARACTERS),
};

/** A score as its row says; rows from before there was another format say nothing of it. */
function fromRow(row: Score | null): Score | null {
  return row && { ...row, format: row.format ?? "pdf" };
}

/** Rows of scores. */
export function scores(kv: Deno.Kv) {
  const cardKeys = (userId: string, card: Card) =>
    ORDERS.map((order) => ["scores_by", userId, order, sortKeys[order](card), card.id]);

  function setCards(operation: Deno.AtomicOperation, score: Score): void {
    const shown = card(score);
    for (const key of cardKeys(score.userId, shown)) operation.set(key, shown);
  }

  return {
    async get(userId: string, id: string): Promise<ScoreEntry | null> {
      const entry = await kv.get<Score>(scoreKey(userId, id));
      return entry.value === null ? null : { ...entry, value: fromRow(entry.value)! };
    },

    /** The score as it is, and again whenever it has changed, until `signal` ends; null: it is gone. */
    async *watch(userId: string, id: string, signal: AbortSignal): AsyncGenerator<Score | null> {
      const rows = watchRow<Score>(kv, scoreKey(userId, id), signal);
      for await (const row of rows) yield fromRow(row);
    },

    /** The id of this person's score that has these bytes, or null. */
    async bySha256(userId: string, sha256: string): Promise<string | null> {
      return (await kv.get<string>(hashKey(userId, sha256))).value;
    },

    async count(userId: string): Promise<number> {
      return Number((await kv.get<Deno.KvU64>(countKey(userId))).value?.value ?? 0n);
    },

    /** Adds a score in `operation`, which fails where the person has the same bytes already. */
    add(operation: Deno.AtomicOperation, score: Score): void {
      operation
        .check({ key: hashKey(score.userId, score.sha256), versionstamp: null })
        .set(scoreKey(score.userId, score.id), score)
        .set(hashKey(score.userId, score.sha256), score.id)
        .sum(countKey(score.userId), 1n);
      setCards(operation, score);
    },

    /**
     * Changes a score, as often as it takes when others change it at the same time.
     *
     * @param also adds to the same step what goes with the change from `before` to `after`
     * @returns the changed score, or null where there is none
     */
    async change(
      userId: string,
      id: string,
      change: (score: Score) => Score,
      also: (operation: Deno.AtomicOperation, before: Score, after: Score) => void = () => {},
    ): Promise<Score | null> {
      while (true) {
        const entry = await this.get(userId, id);
        if (entry === null) return null;
        const next = change(entry.value);
        const operation = kv.atomic().check(entry).set(entry.key, next);
        for (const key of cardKeys(userId, card(entry.value))) operation.delete(key);
        setCards(operation, next);
        also(operation, entry.value, next);
        if (await commit(operation)) return next;
      }
    },

    /**
     * A page of the library.
     *
     * @param words folded beginnings of words, all of which a score must have; none for all scores
     * @param cursor from the page before; one that is made up gives the first page
     */
    async list(
      userId: string,
      options: { order: Order; limit: number; words: readonly string[]; cursor?: string },
    ): Promise<CardPage> {
      const { order, limit, words, cursor } = options;
      const rows = kv.list<Card>(
        { prefix: ["scores_by", userId, order] },
        words.length === 0
          ? { cursor, limit: limit + 1, batchSize: limit + 1 }
          : { cursor, batchSize: 1000 },
      );
      const cards: Card[] = [];
      let next = "";
      for await (const row of rows) {
        if (!words.every((word) => ` ${row.value.text}`.includes(` ${word}`))) continue;
        if (cards.length === limit) return { cards, cursor: next };
        cards.push(row.value);
        next = rows.cursor;
      }
      return { cards, cursor: null };
    },
  };
}
