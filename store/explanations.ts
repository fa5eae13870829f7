/**
 * Explanations of scores that people asked for, as far as they have come.
 *
 * `explanations/USER/SCORE`
 *
 * @module
 */
import { commit } from "./database.ts";
import { watchRow } from "./watch.ts";

/** An explanation that a person asked for. Times are milliseconds since 1970. */
export interface Explanation {
  /** `waiting` for its turn or for another try; `failed` where nobody tries any more. */
  readonly status: "waiting" | "writing" | "done" | "failed";
  /** What came so far; one that waits may hold what is left of a try that broke off. */
  readonly text: string;
  /** The model whose text it is. */
  readonly model: string | null;
  /** Why the last try came to nothing. */
  readonly code: string | null;
  readonly tries: number;
  /** When it is tried next. */
  readonly retryAt: number | null;
  readonly requestedAt: number;
  /** When it changed; of one that is done, when it was written. */
  readonly updatedAt: number;
}

/** An explanation with the version it was read at; the value is null where there is none. */
interface ExplanationEntry {
  readonly key: Deno.KvKey;
  readonly value: Explanation | null;
  readonly versionstamp: string | null;
}

/** How long a text is good for. */
export const EXPLANATION_KEPT_MS = 30 * 24 * 60 * 60 * 1000;
/** A value in KV has 65,536 bytes; a character takes one or two. */
export const EXPLANATION_CHARACTERS = 20_000;

const rowKey = (userId: string, scoreId: string) => ["explanations", userId, scoreId];
const options = { expireIn: EXPLANATION_KEPT_MS };

function cut(row: Explanation): Explanation {
  return { ...row, text: row.text.slice(0, EXPLANATION_CHARACTERS) };
}

/** The database deletes late. */
function fresh(row: Explanation | null, now: number): Explanation | null {
  return row !== null && now < row.updatedAt + EXPLANATION_KEPT_MS ? row : null;
}

/** Rows of explanations. */
export function explanations(kv: Deno.Kv) {
  return {
    /** Where it is older than 30 days, there is none. */
    async get(userId: string, scoreId: string, now: number): Promise<ExplanationEntry> {
      const entry = await kv.get<Explanation>(rowKey(userId, scoreId));
      return { ...entry, value: fresh(entry.value, now) };
    },

    /** Sets the row in `operation`, which fails where somebody changed it since `entry` was read. */
    set(operation: Deno.AtomicOperation, entry: ExplanationEntry, next: Explanation): void {
      operation.check(entry).set(entry.key, cut(next), options);
    },

    /** Changes a row that is under way; one that is done, failed or gone stays as it is. */
    async change(
      userId: string,
      scoreId: string,
      change: (row: Explanation) => Explanation,
    ): Promise<Explanation | null> {
      while (true) {
        const entry = await kv.get<Explanation>(rowKey(userId, scoreId));
        if (entry.value === null || isOver(entry.value)) return null;
        const next = cut(change(entry.value));
        if (await commit(kv.atomic().check(entry).set(entry.key, next, options))) return next;
      }
    },

    async remove(userId: string, scoreId: string): Promise<void> {
      await commit(kv.atomic().delete(rowKey(userId, scoreId)));
    },

    /** The row as it is, and again whenever it has changed, until `signal` ends. */
    async *watch(
      userId: string,
      scoreId: string,
      now: () => number,
      signal: AbortSignal,
    ): AsyncGenerator<Explanation | null> {
      for await (const row of watchRow<Explanation>(kv, rowKey(userId, scoreId), signal)) {
        yield fresh(row, now());
      }
    },
  };
}

/** Whether nobody is at it any more. */
export function isOver({ status }: Explanation): boolean {
  return status === "done" || status === "failed";
}
