/**
 * Sessions: the rows that make a signed token good, and taking them away ends it.
 *
 * `sessions/USER/ID`
 *
 * @module
 */
import { commit } from "./database.ts";
import type { User } from "./users.ts";

/** One browser where a person is signed in. */
export interface Session {
  readonly id: string;
  readonly userId: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly seenAt: number;
}

const sessionKey = (userId: string, id: string) => ["sessions", userId, id];

/** Rows of sessions. */
export function sessions(kv: Deno.Kv) {
  return {
    /** The session and its person in one read, for every request pays for it. */
    async withUser(userId: string, id: string): Promise<{ session: Session; user: User } | null> {
      const [session, user] = await kv.getMany<[Session, User]>(
        [sessionKey(userId, id), ["users", userId]],
      );
      if (session.value === null || user.value === null) return null;
      return { session: session.value, user: user.value };
    },

    /** Adds a session in `operation`; the row goes by itself after `expireInMs`. */
    put(operation: Deno.AtomicOperation, session: Session, expireInMs: number): void {
      operation.set(sessionKey(session.userId, session.id), session, { expireIn: expireInMs });
    },

    /** Notes that the session was used at `now`, unless it has been ended meanwhile. */
    async touch(session: Session, now: number, expireInMs: number): Promise<void> {
      const entry = await kv.get<Session>(sessionKey(session.userId, session.id));
      if (entry.value === null) return;
      await commit(
        kv.atomic().check(entry).set(entry.key, { ...entry.value, seenAt: now }, {
          expireIn: expireInMs,
        }),
      );
    },

    async end(userId: string, id: string): Promise<void> {
      await commit(kv.atomic().delete(sessionKey(userId, id)));
    },
  };
}
