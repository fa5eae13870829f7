/**
 * Deleting an account: everybody is signed out at once, and a job takes away the rest.
 *
 * @module
 */
import { z } from "zod";
import { foldAddress } from "../../store/address.ts";
import type { Store } from "../../store/store.ts";
import { type JobHandler, type Jobs, Later } from "../jobs.ts";
import type { Letter } from "../mail/mailer.ts";
import type { Post } from "../mail/post.ts";
import type { Originals } from "../originals.ts";
import { Problem } from "../problem.ts";
import type { World } from "../world.ts";
import type { AddressChanges } from "./address_change.ts";
import type { Sessions, SignedIn } from "./session.ts";

/** The kind of the job. */
export const DELETION = "delete-account";

/** What was under way when the account went may still have written something: it is looked for again. */
const ONCE_MORE_MS = 5 * 60 * 1000;
const WAIT_MS = 10 * 60 * 1000;

const Payload = z.object({
  userId: z.string(),
  email: z.string(),
  deletedAt: z.number(),
  /** The receipt. */
  letter: z.custom<Letter>(),
});

/** The handler of `delete-account`. It may run twice, and is never given up. */
export function createDeletionJob({ store, originals, post, world }: {
  readonly store: Store;
  readonly originals: Pick<Originals, "sweep">;
  readonly post: Post;
  readonly world: World;
}): JobHandler {
  async function run(payload: unknown): Promise<void> {
    const { letter, ...erased } = Payload.parse(payload);
    try {
      await store.erasure.erase(erased, DELETION);
      const left = await originals.sweep(1);
      if (left > 0) throw new Error("Cannot take away all files: their store is away");
    } catch (error) {
      throw new Later(world.now() + WAIT_MS, error instanceof Error ? error.name : "an error");
    }
    const last = erased.deletedAt + ONCE_MORE_MS;
    if (world.now() < last) throw new Later(last, "once more, for what was still under way");
    const operation = store.begin();
    post.send(operation, letter);
    await store.commit(operation);
    post.hurry();
  }

  // An instance that died of it eight times leaves it undone, and it is owed.
  return { run, again: true };
}

/** Deletes accounts. */
export function createDeletions({ store, sessions, addressChanges, jobs, post, world }: {
  readonly store: Store;
  readonly sessions: Pick<Sessions, "isFresh" | "hold">;
  readonly addressChanges: Pick<AddressChanges, "canBeTakenBack">;
  readonly jobs: Jobs;
  readonly post: Post;
  readonly world: World;
}) {
  return {
    /**
     * Deletes the account: it is gone when this returns, and all that was in it soon after.
     *
     * @param typed the account's address, so that nobody does it by a slip
     * @throws {Problem} `delete_again` where the person has not signed in within the last ten
     *   minutes (ASVS 5.0 7.5.3), `address_other`, `delete_waits` where the address was changed so
     *   lately that the one before can take it back, `signed_out`
     */
    async begin(signedIn: SignedIn, typed: string): Promise<void> {
      const { id } = signedIn.user;
      if (!sessions.isFresh(signedIn)) throw new Problem("delete_again");
      if (foldAddress(typed.trim()) !== foldAddress(signedIn.user.email)) {
        throw new Problem("address_other");
      }
      if (await addressChanges.canBeTakenBack(signedIn.user)) throw new Problem("delete_waits");
      while (true) {
        const user = await store.users.entry(id);
        if (user === null) return;
        const { email } = user.value;
        const scores = await store.scores.count(id);
        const deletedAt = world.now();
        const letter = post.letter(email, "account-deleted", {
          host: post.host,
          scores,
          deletedAt: new Date(deletedAt).toISOString(),
        });
        const operation = store.begin();
        if (!await sessions.hold(operation, signedIn.session)) throw new Problem("signed_out");
        store.users.remove(operation, user);
        await store.leftAddresses.add(operation, email, deletedAt);
        jobs.add(operation, DELETION, { userId: id, email, deletedAt, letter });
        if (!(await store.commit(operation))) continue;
        return jobs.kick();
      }
    },
  };
}
