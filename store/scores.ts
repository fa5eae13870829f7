/**
 * Scores.
 *
 * `scores/USER/ID` the score; `scores_by_sha256/USER/HASH` the score that has these bytes already;
 * `score_count/USER` how many. One that is in the bin has its row, and is not there for anybody here.
 *
 * @module
 */
import { deleteCards, setCards } from "./cards.ts";
import { commit } from "./database.ts";
import type { ChainStep, Fields } from "./fields.ts";
import { noteChange } from "./library_changes.ts";
import type { Marks } from "./marks.ts";
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
  /** One of those that the house offers whoever has none yet. */
  readonly sample?: true;
  /** Ask `marksOf`: scores that nobody said anything of have none. */
  readonly marks?: Partial<Marks>;
  /** When it was put in the bin, where it is in there (milliseconds since 1970). */
  readonly deletedAt?: number;
}

/** A score with the version it was read at. */
export type ScoreEntry = Deno.KvEntry<Score>;

/** `getMany` takes no more. */
const KEYS_AT_ONCE = 10;

export const scoreKey = (userId: string, id: string) => ["scores", userId, id];
export const hashKey = (userId: string, sha256: string) => ["scores_by_sha256", userId, sha256];
const countKey = (userId: string) => ["score_count", userId];

/** Adds to the number of a person's scores in `operation`; sums in KV wrap around. */
export function countScore(operation: Deno.AtomicOperation, userId: string, by: 1 | -1): void {
  operation.sum(countKey(userId), BigInt.asUintN(64, BigInt(by)));
}

/** A score as its row says; rows from before there was another format say nothing of it. */
function fromRow(row: Score | null): Score | null {
  return row && { ...row, format: row.format ?? "pdf" };
}

/** The same with its version, also of one in the bin; null where there is none. */
export function entryFrom(entry: Deno.KvEntryMaybe<Score>): ScoreEntry | null {
  return entry.value === null ? null : { ...entry, value: fromRow(entry.value)! };
}

/** Rows of scores. */
export function scores(kv: Deno.Kv) {
  return {
    async get(userId: string, id: string): Promise<ScoreEntry | null> {
      const entry = entryFrom(await kv.get<Score>(scoreKey(userId, id)));
      return entry?.value.deletedAt === undefined ? entry : null;
    },

    /** The score as it is, and again whenever it has changed, until `signal` ends; null: it is gone. */
    async *watch(userId: string, id: string, signal: AbortSignal): AsyncGenerator<Score | null> {
      for await (const row of watchRow<Score>(kv, scoreKey(userId, id), signal)) {
        const score = fromRow(row);
        yield score?.deletedAt === undefined ? score : null;
      }
    },

    /** The id of this person's score that has these bytes, also in the bin, or null. */
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
        .set(hashKey(score.userId, score.sha256), score.id);
      countScore(operation, score.userId, 1);
      setCards(operation, score);
      noteChange(operation, score.userId, score.id);
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
        deleteCards(operation, entry.value);
        setCards(operation, next);
        noteChange(operation, userId, id);
        also(operation, entry.value, next);
        if (await commit(operation)) return next;
      }
    },

    /** All of a person's scores, also those in the bin, the oldest first. */
    async *all(userId: string): AsyncGenerator<Score> {
      const rows = kv.list<Score>({ prefix: ["scores", userId] }, { batchSize: 100 });
      for await (const { value } of rows) yield fromRow(value)!;
    },

    /** Several of a person's scores; those that are not there are left out. */
    async several(userId: string, ids: readonly string[]): Promise<Score[]> {
      const found: Score[] = [];
      for (let at = 0; at < ids.length; at += KEYS_AT_ONCE) {
        const keys = ids.slice(at, at + KEYS_AT_ONCE).map((id) => scoreKey(userId, id));
        for (const { value } of await kv.getMany<Score[]>(keys)) {
          const score = fromRow(value);
          if (score !== null && score.deletedAt === undefined) found.push(score);
        }
      }
      return found;
    },
  };
}
