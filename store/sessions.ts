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
  /**
   * When the person last showed, by mail or Google, that it is them: of a device that another one
   * let in that is when it was shown there, or a session could go on for ever by letting itself in.
   */
  readonly provenAt: number;
  readonly seenAt: number;
  /** The browser, in plain words; not there where it has not said so yet. */
  readonly device?: string;
}

const sessionKey = (userId: string, id: string) => ["sessions", userId, id];

/** Rows of sessions. */
export function sessions(kv: Deno.Kv) {
  return {
    /** The session and its person in one read, for every request pays for it. */
    async withUser(userId: string, id: string): Promise<{ session: Session; user: User } | null> {
      const [session, user] = await this.entries(userId, id);
      if (session.value === null || user.value === null) return null;
      return { session: session.value, user: user.value };
    },

    /** The same with the versions they were read at. */
    async entries(
      userId: string,
      id: string,
    ): Promise<[Deno.KvEntryMaybe<Session>, Deno.KvEntryMaybe<User>]> {
      return await kv.getMany<[Session, User]>([sessionKey(userId, id), ["users", userId]]);
    },

    /** A person's sessions, the oldest first; some may have run out. */
    async list(userId: string): Promise<Session[]> {
      const rows = kv.list<Session>({ prefix: ["sessions", userId] });
      return await Array.fromAsync(rows, ({ value }) => value);
    },

    /** Adds a session in `operation`; the row goes by itself after `expireInMs`. */
    put(operation: Deno.AtomicOperation, session: Session, expireInMs: number): void {
      operation.set(sessionKey(session.userId, session.id), session, { expireIn: expireInMs });
    },

    /** Changes what is known of a session, unless it has been ended meanwhile. */
    async note(
      { userId, id }: Session,
      change: Pick<Partial<Session>, "seenAt" | "device">,
      expireInMs: number,
    ): Promise<void> {
      const entry = await kv.get<Session>(sessionKey(userId, id));
      if (entry.value === null) return;
      await commit(
        kv.atomic().check(entry).set(entry.key, { ...entry.value, ...change }, {
          expireIn: expireInMs,
        }),
      );
    },

    /** Ends a session in `operation`. */
    end(operation: Deno.AtomicOperation, { userId, id }: Pick<Session, "userId" | "id">): void {
      operation.delete(sessionKey(userId, id));
    },
  };
}
