/**
 * An attempt to sign in: begun by a browser, which keeps a secret, and ended by the mailed link,
 * by the code in the same mail, or by a device where the person is signed in. Whichever comes
 * first ends the others.
 *
 * @module
 */
import { type Attempt, type AttemptEntry, keptUntil } from "../../store/attempts.ts";
import type { Store } from "../../store/store.ts";
import { newId, type World } from "../world.ts";
import { newApprovalCode } from "./approval_code.ts";
import { CODE_MINUTES, CODE_TRIES, sealCode } from "./code.ts";
import type { Ownership } from "./ownership.ts";
import type { NewSession, Sessions } from "./session.ts";
import { hashToken, newToken } from "./token.ts";

export const ATTEMPT_MINUTES = 15;

/** Who asks: not checked, only asked. */
export interface Asker {
  readonly email: string;
  /** A path of this app, as `returnPath` gives it. */
  readonly returnTo: string;
  /** The browser, as `deviceName` gives it. */
  readonly device: string;
  /** The secret that this browser holds of an attempt before; null where it holds none. */
  readonly secret: string | null;
}

/** What the asking browser is given to keep. */
export interface Asked {
  readonly secret: string;
  /** Seconds. */
  readonly maxAge: number;
}

/** A new session, and the page to go on to. */
export type Entered = NewSession & { readonly returnTo: string };

/** How an attempt stands. */
export type Standing = "open" | "approved" | "used" | "denied" | "replaced" | "expired";

/** @param now milliseconds since 1970 */
export function standing(attempt: Attempt, now: number): Standing {
  if (attempt.usedAt !== null) return "used";
  if (attempt.deniedAt !== null) return "denied";
  if (attempt.replacedAt !== undefined) return "replaced";
  if (now > attempt.expiresAt) return "expired";
  return attempt.approvedAt !== null ? "approved" : "open";
}

export type Attempts = ReturnType<typeof createAttempts>;

/** Begins attempts and ends them. */
export function createAttempts({ store, sessions, ownership, world }: {
  readonly store: Store;
  readonly sessions: Sessions;
  readonly ownership: Ownership;
  readonly world: World;
}) {
  /** Deleted late is deleted. */
  const kept = (entry: AttemptEntry | null) =>
    entry !== null && world.now() < keptUntil(entry.value) ? entry : null;

  async function find(secret: string | null): Promise<AttemptEntry | null> {
    return secret === null ? null : kept(await store.attempts.get(await hashToken(secret)));
  }

  /** What a browser asked for before ends when it asks anew; what others asked for does not. */
  async function retire(operation: Deno.AtomicOperation, secret: string | null): Promise<void> {
    const before = await find(secret);
    if (before === null || !["open", "approved"].includes(standing(before.value, world.now()))) {
      return;
    }
    store.attempts.change(operation, before, { replacedAt: world.now() });
  }

  return {
    /**
     * Begins an attempt in `operation`, and retires the one that this browser began before.
     *
     * @param mail what goes out in the letter; null where there is none
     */
    async begin(
      operation: Deno.AtomicOperation,
      { email, returnTo, device, secret: before }: Asker,
      mail: { letterId: string; token: string; code: string } | null,
    ): Promise<Asked> {
      const secret = newToken(world);
      const askedAt = world.now();
      const attempt: Attempt = {
        email,
        returnTo,
        device,
        askedAt,
        expiresAt: askedAt + ATTEMPT_MINUTES * 60_000,
        letterId: mail?.letterId ?? null,
        code: mail && {
          seal: await sealCode(secret, mail.code),
          expiresAt: askedAt + CODE_MINUTES * 60_000,
          triesLeft: CODE_TRIES,
        },
        approvalCode: newApprovalCode(world),
        approvedAt: null,
        deniedAt: null,
        usedAt: null,
      };
      await retire(operation, before);
      const linkHash = mail && await hashToken(mail.token);
      store.attempts.add(operation, await hashToken(secret), attempt, linkHash);
      return { secret, maxAge: ATTEMPT_MINUTES * 60 };
    },

    /** The attempt of the browser that holds `secret`. */
    find,

    /** The attempt whose mail has the link with this token. */
    async byLink(token: string): Promise<AttemptEntry | null> {
      return kept(await store.attempts.byLink(await hashToken(token)));
    },

    /**
     * Signs in, and makes the account at the first time; whoever calls has checked that the
     * attempt may.
     *
     * @param by what let it in: a mail shows that the address is the person's own
     * @returns null where the attempt, or the account, has changed meanwhile: look again
     * @throws {Problem} `attempt_outdated`, `address_respelt`, `account_closed`
     */
    async enter(entry: AttemptEntry, by: "mail" | "device"): Promise<Entered | null> {
      const operation = store.begin();
      store.attempts.change(operation, entry, { usedAt: world.now() });
      const sessionId = newId(world);
      const userId = await ownership.admit(operation, entry.value, by, sessionId);
      if (userId === null) return null;
      const provenAt = by === "device" ? entry.value.provenAt : undefined;
      const session = await sessions.begin(operation, userId, sessionId, provenAt);
      return await store.commit(operation) ? { ...session, returnTo: entry.value.returnTo } : null;
    },
  };
}
