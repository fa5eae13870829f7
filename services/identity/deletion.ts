/**
 * Deleting an account: it is gone in one step, and a job takes away all that was in it.
 *
 * @module
 */
import { z } from "zod";
import type { Store } from "../../store/store.ts";
import type { UserEntry } from "../../store/users.ts";
import { type JobHandler, type Jobs, Later } from "../jobs.ts";
import type { Letter } from "../mail/mailer.ts";
import type { Post } from "../mail/post.ts";
import type { Originals } from "../originals.ts";
import type { World } from "../world.ts";

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

/** Takes accounts away. */
export type Removal = ReturnType<typeof createRemoval>;

/** The first step of it, which nobody can go back on. */
export function createRemoval({ store, jobs, post, world }: {
  readonly store: Store;
  readonly jobs: Pick<Jobs, "add">;
  readonly post: Post;
  readonly world: World;
}) {
  return {
    /**
     * Takes the account away in `operation`, which fails where its person was changed meanwhile;
     * what was in it goes by a job, which is to be kicked. The receipt is counted now, while there
     * is something to count.
     */
    async remove(operation: Deno.AtomicOperation, user: UserEntry): Promise<void> {
      const { id, email, google } = user.value;
      const deletedAt = world.now();
      const letter = post.letter(email, "account-deleted", {
        host: post.host,
        deletedAt: new Date(deletedAt).toISOString(),
        scores: await store.scores.count(id),
        collections: (await store.collections.list(id)).length,
        links: (await store.shares.list(id, deletedAt)).length,
        bytes: await store.space.used(id),
        google: google !== undefined,
      });
      store.users.remove(operation, user);
      await store.leftAddresses.add(operation, email, deletedAt);
      jobs.add(operation, DELETION, { userId: id, email, deletedAt, letter });
    },
  };
}
