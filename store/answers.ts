/**
 * Answers that were paid for, kept so that the same question is not paid for again.
 * They are kept by content, for whoever asks: nothing in a key names a person.
 *
 * `answers/…PATH`
 *
 * @module
 */
import { commit } from "./database.ts";

/** What was asked, from the general to the particular: `["read", sha256, model, version]`. */
export type AnswerPath = readonly (string | number)[];

interface Row {
  readonly value: unknown;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Rows of answers. */
export function answers(kv: Deno.Kv) {
  const key = (path: AnswerPath) => ["answers", ...path];
  return {
    /** The answer that is kept, to be checked like any other, or null. */
    async get(path: AnswerPath, now: number): Promise<unknown> {
      const row = (await kv.get<Row>(key(path))).value;
      return row !== null && row.expiresAt > now ? row.value : null;
    },

    /** @param value at most 60 KB once serialised */
    async put(path: AnswerPath, value: unknown, now: number, keptMs: number): Promise<void> {
      const row: Row = { value, expiresAt: now + keptMs };
      await commit(kv.atomic().set(key(path), row, { expireIn: keptMs }));
    },
  };
}
