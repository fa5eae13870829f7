/**
 * Sessions: a signed token in a cookie, good as long as its row is there.
 *
 * @module
 */
import { jwtVerify, SignJWT } from "jose";
import type { SessionKey } from "../config.ts";
import type { Store } from "../../store/store.ts";
import type { Session } from "../../store/sessions.ts";
import type { User } from "../../store/users.ts";
import { newId, type World } from "../world.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** OWASP ASVS 5.0 7.3: a session ends when unused for long, and ends at last however much it is used. */
const IDLE_MS = 30 * DAY_MS;
const ABSOLUTE_MS = 90 * DAY_MS;
/** How stale `seenAt` may be: a write for every request would cost more than the request. */
const SEEN_STEP_MS = 60 * 60 * 1000;

/** Who is signed in, and by which session. */
export interface SignedIn {
  readonly user: User;
  readonly session: Session;
}

/** A session begun in `operation`, good once that is committed. */
export interface NewSession {
  /** For the cookie. */
  readonly token: string;
  /** Seconds. */
  readonly maxAge: number;
}

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

  return {
    /** Begins a session in `operation`. */
    async begin(operation: Deno.AtomicOperation, userId: string): Promise<NewSession> {
      const now = world.now();
      const session: Session = { id: newId(world), userId, createdAt: now, seenAt: now };
      store.sessions.put(operation, session, ABSOLUTE_MS);
      const token = await new SignJWT()
        .setProtectedHeader({ alg: "HS256", kid: keys[0].kid })
        .setSubject(userId)
        .setJti(session.id)
        .setIssuedAt(Math.floor(now / 1000))
        .setExpirationTime(Math.floor((now + ABSOLUTE_MS) / 1000))
        .sign(keys[0].secret);
      return { token, maxAge: ABSOLUTE_MS / 1000 };
    },

    /** Who holds this token; null where it is not, or no longer, good. */
    async check(token: string): Promise<SignedIn | null> {
      const claimed = await claims(token);
      if (claimed === null) return null;
      const found = await store.sessions.withUser(claimed.userId, claimed.id);
      if (found === null) return null;
      const now = world.now();
      const { session } = found;
      const end = session.createdAt + ABSOLUTE_MS;
      if (now > end || now > session.seenAt + IDLE_MS) return null;
      if (now > session.seenAt + SEEN_STEP_MS) await store.sessions.touch(session, now, end - now);
      return found;
    },

    async end({ session }: SignedIn): Promise<void> {
      await store.sessions.end(session.userId, session.id);
    },
  };
}
