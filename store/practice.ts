/**
 * What a person has practised.
 *
 * `practice/USER/SCORE/ULID` one row a session.
 *
 * @module
 */
import { commit } from "./database.ts";

/** One time that a score was practised. */
export interface Session {
  readonly id: string;
  /** `YYYY-MM-DD`, where the person is. */
  readonly day: string;
  readonly minutes: number;
  /** What the person says of it; may be empty. */
  readonly words: string;
}

const ROWS_PER_WRITE = 500;

/** The rows of practice. */
export function practice(kv: Deno.Kv) {
  const prefix = (userId: string, scoreId: string) => ["practice", userId, scoreId];
  return {
    /** All sessions of a score, as they were noted. */
    async list(userId: string, scoreId: string): Promise<Session[]> {
      const rows = kv.list<Session>({ prefix: prefix(userId, scoreId) }, {
        batchSize: ROWS_PER_WRITE,
      });
      return await Array.fromAsync(rows, ({ value }) => value);
    },

    async add(userId: string, scoreId: string, session: Session): Promise<void> {
      await commit(kv.atomic().set([...prefix(userId, scoreId), session.id], session));
    },

    async drop(userId: string, scoreId: string, id: string): Promise<void> {
      await commit(kv.atomic().delete([...prefix(userId, scoreId), id]));
    },

    /** Takes away all of a score's. */
    async remove(userId: string, scoreId: string): Promise<void> {
      for (const { id } of await this.list(userId, scoreId)) await this.drop(userId, scoreId, id);
    },
  };
}
