/**
 * Answers that were paid for, kept so that the same question is not paid for again.
 * They are kept by content, for whoever asks: nothing in a key names a person. When nobody who was
 * given an answer has the content any more, it goes.
 *
 * `answers/KIND/SHA256/…` the answer; `answer_holders/SHA256/USER` who was given one about that
 * content, with when the last of those is over (milliseconds since 1970).
 *
 * @module
 */
import { commit } from "./database.ts";
import { hashKey } from "./scores.ts";

const KINDS = ["read-score", "explain"] as const;

/** What was asked, of which content, and what else tells it from other questions. */
export type AnswerPath = readonly [
  kind: (typeof KINDS)[number],
  sha256: string,
  ...(string | number)[],
];

/** An answer that is kept, and until when. */
export interface KeptAnswer {
  readonly value: unknown;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

const answerKey = (path: AnswerPath) => ["answers", ...path];
const holderKey = (sha256: string, userId: string) => ["answer_holders", sha256, userId];

/** Rows of answers. */
export function answers(kv: Deno.Kv) {
  /**
   * Adds to an operation that a person was given an answer, and commits it; nothing is written for
   * somebody who has gone, or whose content has: it would stay behind.
   */
  async function hold(
    [, sha256]: AnswerPath,
    userId: string,
    until: number,
    now: number,
    add: (operation: Deno.AtomicOperation) => void = () => {},
  ): Promise<void> {
    while (true) {
      const [user, own, known] = await kv.getMany<[unknown, string, number]>([
        ["users", userId],
        hashKey(userId, sha256),
        holderKey(sha256, userId),
      ]);
      if (user.value === null || own.value === null) return;
      const operation = kv.atomic().check(user).check(own);
      const last = Math.max(known.value ?? 0, until);
      operation.set(known.key, last, { expireIn: last - now });
      add(operation);
      if (await commit(operation)) return;
    }
  }

  return {
    /** The answer that is kept, to be checked like any other, or null; this person has been given it then. */
    async get(path: AnswerPath, userId: string, now: number): Promise<unknown> {
      const row = (await kv.get<KeptAnswer>(answerKey(path))).value;
      if (row === null || row.expiresAt <= now) return null;
      await hold(path, userId, row.expiresAt, now);
      return row.value;
    },

    /** @param value at most 60 KB once serialised */
    async put(
      path: AnswerPath,
      userId: string,
      value: unknown,
      now: number,
      keptMs: number,
    ): Promise<void> {
      const row: KeptAnswer = { value, expiresAt: now + keptMs };
      await hold(path, userId, row.expiresAt, now, (operation) => {
        operation.set(answerKey(path), row, { expireIn: keptMs });
      });
    },

    /** A person does not have the content any more: what nobody else was given goes. */
    async release(sha256: string, userId: string): Promise<void> {
      // First this: of two who let go at once, the later one sees that nobody is left.
      await commit(kv.atomic().delete(holderKey(sha256, userId)));
      const others = kv.list({ prefix: ["answer_holders", sha256] }, { limit: 1 });
      for await (const _ of others) return;
      const operation = kv.atomic();
      for (const kind of KINDS) {
        for await (const { key } of kv.list({ prefix: ["answers", kind, sha256] })) {
          operation.delete(key);
        }
      }
      await commit(operation);
    },
  };
}
