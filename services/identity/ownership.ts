/**
 * Whose account a sign-in gets into, and what becomes of that account when its owner comes.
 *
 * @module
 */
import { foldAddress } from "../../store/address.ts";
import type { Attempt } from "../../store/attempts.ts";
import type { Store } from "../../store/store.ts";
import { ownsAddress, type User, type UserEntry } from "../../store/users.ts";
import type { Post } from "../mail/post.ts";
import { Problem } from "../problem.ts";
import { newId, type World } from "../world.ts";
import type { Sessions } from "./session.ts";

interface Needs {
  readonly store: Store;
  readonly sessions: Pick<Sessions, "endAll" | "hold">;
  readonly post: Post;
  readonly world: World;
}

export type Ownership = ReturnType<typeof createOwnership>;

/** Lets people into accounts. */
export function createOwnership({ store, sessions, post, world }: Needs) {
  /**
   * A mail shows for the first time that the address of an account that Google made is somebody's
   * own. Who made it may be somebody else, so everybody else is out, and so is the Google account,
   * unless Google itself keeps that mailbox.
   */
  async function prove(
    operation: Deno.AtomicOperation,
    user: UserEntry,
    sessionId: string,
  ): Promise<void> {
    const { google, ...rest } = user.value;
    const keeps = google?.authoritative && google.email === rest.email;
    const sessionsEnded = await sessions.endAll(operation, rest.id, sessionId);
    const owned = { ...rest, emailVerifiedAt: world.now(), sessionsEnded };
    store.users.change(operation, user, keeps ? { ...owned, google } : owned);
    if (google && !keeps) post.googleChanged(operation, rest.email, google, "dropped");
  }

  return {
    /**
     * The id of the person whom an attempt signs in, made at the first time, with what must be
     * written, or still hold, in `operation`.
     *
     * @param by what let it in: a mail shows that the address is the person's own
     * @param sessionId of the session that begins with it
     * @returns null where the address went from one account to another meanwhile: look again
     * @throws {Problem} `address_respelt` where the mail went to another spelling than the account
     *   has that was made since (CVE-2019-19844); `attempt_outdated` where the account has another address by now
     *   (GHSA-hc7v-rggr-4hvx), or the session that had approved it, or all of them, were ended
     *   since, or the account was deleted; `account_closed` where an operator has disabled it
     */
    async admit(
      operation: Deno.AtomicOperation,
      { email, askedAt, approvedAt, approvedBy }: Attempt,
      by: "mail" | "device",
      sessionId: string,
    ): Promise<string | null> {
      const user = await store.users.entryByEmail(email);
      if (user === null) {
        const left = await store.leftAddresses.get(email);
        const outdated = left.value !== null && askedAt <= left.value;
        // Without a mail nobody has shown that the address is theirs: whoever approved is gone.
        if (outdated || by === "device") throw new Problem("attempt_outdated");
        const id = newId(world);
        const now = world.now();
        operation.check(left);
        store.users.add(operation, { id, email, createdAt: now, emailVerifiedAt: now });
        return id;
      }
      const { id, email: kept, sessionsEnded, disabledAt } = user.value;
      if (foldAddress(kept) !== foldAddress(email)) return null;
      // Whoever is here has the mailbox, or was let in by somebody who had it: they may know.
      if (disabledAt !== undefined) throw new Problem("account_closed");
      if (by === "mail" && kept !== email && since(user.value) >= askedAt) {
        throw new Problem("address_respelt");
      }
      if (by === "device") {
        const lives = await sessions.hold(operation, { userId: id, id: approvedBy ?? "" });
        const ended = sessionsEnded !== undefined && (approvedAt ?? 0) <= sessionsEnded.at;
        if (!lives || ended) throw new Problem("attempt_outdated");
      }
      if (by === "mail" && !ownsAddress(user.value)) await prove(operation, user, sessionId);
      else operation.check(user);
      return id;
    },
  };
}

/** Since when at the latest the account has had its address. */
const since = ({ createdAt, emailVerifiedAt }: User) => Math.max(createdAt, emailVerifiedAt ?? 0);
