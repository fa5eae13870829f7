/**
 * Sessions: a signed token in a cookie, good as long as its row is there.
 *
 * @module
 */
import { jwtVerify, SignJWT } from "jose";
import type { SessionKey } from "../config_values.ts";
import type { Store } from "../../store/store.ts";
import type { Session } from "../../store/sessions.ts";
import type { SessionsEnded, User } from "../../store/users.ts";
import { Problem } from "../problem.ts";
import { newId, type World } from "../world.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** OWASP ASVS 5.0 7.3: a session ends when unused for long, and ends at last however much it is used. */
const IDLE_MS = 30 * DAY_MS;
export const SESSION_DAYS = 90;
const ABSOLUTE_MS = SESSION_DAYS * DAY_MS;
/** How stale `seenAt` may be: a write for every request would cost more than the request. */
const SEEN_STEP_MS = 60 * 60 * 1000;
/** A person has so many at most; the oldest go. */
const MOST = 50;
/** ASVS 5.0 7.5.1: for what changes how a person gets in, they must have signed in so short a while ago. */
const FRESH_MS = 10 * 60 * 1000;

/** Who is signed in, and by which session. */
export interface SignedIn {
  readonly user: User;
  readonly session: Session;
}

/** A session begun in `operation`, good once that is committed. */
export interface NewSession {
  readonly session: Session;
  /** For the cookie. */
  readonly token: string;
  /** Seconds. */
  readonly maxAge: number;
}

/** A session as its person sees it. */
export type Listed = Session & { readonly isThis: boolean };

export type Sessions = ReturnType<typeof createSessions>;

/** Begins, checks and ends sessions. `keys`: the first signs, all verify. */
export function createSessions(store: Store, keys: readonly SessionKey[], world: World) {
  const secrets = new Map(keys.map((key) => [key.kid, key.secret]));

  /** The claims of a token that we signed and that has not run out, else null. */
  async function claims(token: string): Promise<{ userId: string; id: string } | null> {
    try {
      const { payload } = await jwtVerify(token, (header) => {
        const secret = secrets.get(header.kid ?? "");
        if (secret === undefined) throw new Error("Cannot verify the session: no such key");
        return secret;
      }, { algorithms: ["HS256"], currentDate: new Date(world.now()) });
      if (typeof payload.sub !== "string" || typeof payload.jti !== "string") return null;
      return { userId: payload.sub, id: payload.jti };
    } catch {
      return null; // Forged, damaged, run out, or signed by a key that was taken away: all the same.
    }
  }

  function isOver(
    { id, createdAt, provenAt, seenAt }: Session,
    { sessionsEnded: ended, disabledAt }: User,
  ): boolean {
    const now = world.now();
    if (disabledAt !== undefined) return true;
    if (now > provenAt + ABSOLUTE_MS || now > seenAt + IDLE_MS) return true;
    return ended !== undefined && createdAt <= ended.at && id !== ended.except;
  }

  const leftOf = ({ provenAt }: Session) => provenAt + ABSOLUTE_MS - world.now();

  /**
   * Ends all sessions of a person but one, in `operation`. What it gives must be written on the
   * person with it: it also ends a session that is being written at this moment (ASVS 5.0 7.4.1).
   */
  async function endAll(
    operation: Deno.AtomicOperation,
    userId: string,
    except: string | null,
  ): Promise<SessionsEnded> {
    for (const session of await store.sessions.list(userId)) {
      if (session.id !== except) store.sessions.end(operation, session);
    }
    return { at: world.now(), except };
  }

  return {
    /**
     * Begins a session in `operation`.
     *
     * @param provenAt where another session of the person lets it in: when that was proven
     */
    async begin(
      operation: Deno.AtomicOperation,
      userId: string,
      id: string = newId(world),
      provenAt: number = world.now(),
    ): Promise<NewSession> {
      const now = world.now();
      const session: Session = { id, userId, createdAt: now, provenAt, seenAt: now };
      store.sessions.put(operation, session, leftOf(session));
      const token = await new SignJWT()
        .setProtectedHeader({ alg: "HS256", kid: keys[0].kid })
        .setSubject(userId)
        .setJti(session.id)
        .setIssuedAt(Math.floor(now / 1000))
        .setExpirationTime(Math.floor((provenAt + ABSOLUTE_MS) / 1000))
        .sign(keys[0].secret);
      return { session, token, maxAge: Math.floor(leftOf(session) / 1000) };
    },

    /**
     * A browser has a new session: the one that it had before is ended, and so are the person's
     * oldest where they have more than fifty.
     *
     * @param device the browser, as `deviceName` gives it
     */
    async settle(
      { session }: NewSession,
      device: string,
      before: SignedIn | null,
    ): Promise<void> {
      await store.sessions.note(session, { device }, leftOf(session));
      const operation = store.begin();
      if (before) store.sessions.end(operation, before.session);
      const others = (await store.sessions.list(session.userId))
        .filter(({ id }) => id !== before?.session.id);
      for (const old of others.slice(0, -MOST)) store.sessions.end(operation, old);
      await store.commit(operation);
    },

    /** Who holds this token; null where it is not, or no longer, good. */
    async check(token: string): Promise<SignedIn | null> {
      const claimed = await claims(token);
      if (claimed === null) return null;
      const found = await store.sessions.withUser(claimed.userId, claimed.id);
      if (found === null || isOver(found.session, found.user)) return null;
      const now = world.now();
      const { session } = found;
      if (now > session.seenAt + SEEN_STEP_MS) {
        await store.sessions.note(session, { seenAt: now }, leftOf(session));
      }
      return found;
    },

    /**
     * The session must still be good when `operation` is committed: it may have been ended since
     * the request came, whose body can take its time (ASVS 5.0 7.4.1).
     *
     * @returns whether it is good now
     */
    async hold(
      operation: Deno.AtomicOperation,
      { userId, id }: Pick<Session, "userId" | "id">,
    ): Promise<boolean> {
      const [session, user] = await store.sessions.entries(userId, id);
      operation.check(session);
      return session.value !== null && user.value !== null && !isOver(session.value, user.value);
    },

    /** Whether the person has signed in, by mail or Google, within the last ten minutes. */
    isFresh: ({ session }: SignedIn): boolean => world.now() <= session.provenAt + FRESH_MS,

    /** Where a person is signed in: this session first, then the newest. */
    async list({ user, session: { id } }: SignedIn): Promise<Listed[]> {
      const all = (await store.sessions.list(user.id))
        .filter((session) => !isOver(session, user))
        .map((session) => ({ ...session, isThis: session.id === id }));
      return [
        ...all.filter(({ isThis }) => isThis),
        ...all.filter(({ isThis }) => !isThis).reverse(),
      ];
    },

    /** In how many browsers a person is signed in. */
    async count(user: User): Promise<number> {
      return (await store.sessions.list(user.id)).filter((one) => !isOver(one, user)).length;
    },

    /** Ends one session of a person's. */
    async end({ userId, id }: Pick<Session, "userId" | "id">): Promise<void> {
      const operation = store.begin();
      store.sessions.end(operation, { userId, id });
      await store.commit(operation);
    },

    endAll,

    /** Ends all sessions of the person but this one. @throws {Problem} `signed_out` */
    async endOthers({ user: { id }, session }: SignedIn): Promise<void> {
      while (true) {
        const user = await store.users.entry(id);
        const operation = store.begin();
        if (!await this.hold(operation, session) || user === null) throw new Problem("signed_out");
        const sessionsEnded = await endAll(operation, id, session.id);
        store.users.change(operation, user, { ...user.value, sessionsEnded });
        if (await store.commit(operation)) return;
      }
    },
  };
}
