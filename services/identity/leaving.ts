/**
 * Asking for an account to be deleted, and changing one's mind while it waits.
 *
 * @module
 */
import { z } from "zod";
import { foldAddress } from "../../store/address.ts";
import type { Store } from "../../store/store.ts";
import type { Leaving } from "../../store/users.ts";
import { type JobHandler, type Jobs, Later } from "../jobs.ts";
import type { Post } from "../mail/post.ts";
import { Problem } from "../problem.ts";
import type { World } from "../world.ts";
import type { AddressChanges } from "./address_change.ts";
import type { Removal } from "./deletion.ts";
import type { Sessions, SignedIn } from "./session.ts";

/** The kind of the job that waits for the day. */
export const LEAVING = "leave-account";

const DAY_MS = 24 * 60 * 60 * 1000;
const WAIT_MS = 10 * 60 * 1000;

/** `askedAt` tells it from one that was asked for before, when they changed their mind. */
const Payload = z.object({ userId: z.string(), askedAt: z.number() });

interface Needs {
  readonly store: Store;
  readonly removal: Removal;
  readonly addressChanges: Pick<AddressChanges, "canBeTakenBack">;
  readonly world: World;
}

/**
 * The handler of `leave-account`: takes the account away, unless its person has kept it. Both
 * write the person's row at the version they read, so exactly one of them does it.
 */
export function createLeavingJob({ store, removal, addressChanges, jobs, world }: Needs & {
  readonly jobs: Pick<Jobs, "kick">;
}): JobHandler {
  async function leave(userId: string, askedAt: number): Promise<void> {
    while (true) {
      const user = await store.users.entry(userId);
      const leaving = user?.value.leaving;
      if (user === null || leaving?.askedAt !== askedAt) return;
      if (world.now() < leaving.due) throw new Later(leaving.due, "its day is yet to come");
      if (await addressChanges.canBeTakenBack(user.value)) {
        throw new Later(world.now() + WAIT_MS, "the address before can still take it back");
      }
      const operation = store.begin();
      await removal.remove(operation, user);
      if (await store.commit(operation)) return jobs.kick();
    }
  }

  return {
    async run(payload) {
      const { userId, askedAt } = Payload.parse(payload);
      try {
        await leave(userId, askedAt);
      } catch (error) {
        if (error instanceof Later) throw error;
        // Never given up: somebody was promised that it goes.
        throw new Later(world.now() + WAIT_MS, error instanceof Error ? error.name : "an error");
      }
    },
    again: true,
  };
}

export type Deletions = ReturnType<typeof createDeletions>;

/**
 * Takes the wish, and takes it back.
 *
 * @param days for how long it can be taken back; with 0 the account goes at once
 */
export function createDeletions(
  { store, sessions, addressChanges, removal, jobs, post, days, world }: Needs & {
    readonly sessions: Pick<Sessions, "isFresh" | "hold" | "endAll">;
    readonly jobs: Pick<Jobs, "add" | "kick">;
    readonly post: Post;
    readonly days: number;
  },
) {
  /** @throws {Problem} `delete_again` (ASVS 5.0 7.5.3) */
  function freshly(signedIn: SignedIn): void {
    if (!sessions.isFresh(signedIn)) throw new Problem("delete_again");
  }

  /** @throws {Problem} `signed_out` */
  async function hold(operation: Deno.AtomicOperation, { session }: SignedIn): Promise<void> {
    if (!await sessions.hold(operation, session)) throw new Problem("signed_out");
  }

  return {
    /** For how many days one can change one's mind. */
    days,

    /**
     * Whether the person means it, and may.
     *
     * @param typed the account's address, so that nobody does it by a slip
     * @throws {Problem} `address_other`, `delete_waits` where the address was changed so lately that
     *   the one before can take it back
     */
    async check({ user }: SignedIn, typed: string): Promise<void> {
      if (foldAddress(typed.trim()) !== foldAddress(user.email)) throw new Problem("address_other");
      if (await addressChanges.canBeTakenBack(user)) throw new Problem("delete_waits");
    },

    /**
     * Does as `confirmed` for somebody who has signed in within the last ten minutes.
     *
     * @throws {Problem} `delete_again`, and what `check` and `confirmed` throw
     */
    async ask(signedIn: SignedIn, typed: string): Promise<Leaving | null> {
      freshly(signedIn);
      await this.check(signedIn, typed);
      return await this.confirmed(signedIn);
    },

    /**
     * The account is to be deleted: everybody is signed out and all that was allowed is taken back,
     * at once; the rest when its time has come.
     *
     * @returns when; null where it is gone already
     * @throws {Problem} `delete_waits`, `signed_out`
     */
    async confirmed(signedIn: SignedIn): Promise<Leaving | null> {
      const { id } = signedIn.user;
      while (true) {
        const operation = store.begin();
        await hold(operation, signedIn);
        const user = await store.users.entry(id);
        if (user === null) return null;
        if (user.value.leaving) return user.value.leaving;
        if (await addressChanges.canBeTakenBack(user.value)) throw new Problem("delete_waits");
        if (days === 0) {
          await removal.remove(operation, user);
          if (!await store.commit(operation)) continue;
          jobs.kick();
          return null;
        }
        const askedAt = world.now();
        const leaving = { askedAt, due: askedAt + days * DAY_MS };
        const sessionsEnded = await sessions.endAll(operation, id, null);
        const next = { ...user.value, sessionsEnded, leaving };
        await store.consents.withdraw(operation, id);
        store.users.change(operation, user, next);
        jobs.add(operation, LEAVING, { userId: id, askedAt }, leaving.due);
        post.accountLeaving(operation, next);
        if (!await store.commit(operation)) continue;
        post.hurry();
        return leaving;
      }
    },

    /** The person has changed their mind. @throws {Problem} `signed_out`, also where it is too late */
    async keep(signedIn: SignedIn): Promise<void> {
      while (true) {
        const operation = store.begin();
        await hold(operation, signedIn);
        const user = await store.users.entry(signedIn.user.id);
        if (user === null) throw new Problem("signed_out");
        const { leaving, ...kept } = user.value;
        if (leaving === undefined) return;
        store.users.change(operation, user, kept);
        if (await store.commit(operation)) return;
      }
    },

    /**
     * The person does not want to wait: the account is gone when this returns, where it was to go.
     *
     * @throws {Problem} `delete_again`, `delete_waits`, `signed_out`
     */
    async now(signedIn: SignedIn): Promise<void> {
      freshly(signedIn);
      while (true) {
        const operation = store.begin();
        await hold(operation, signedIn);
        const user = await store.users.entry(signedIn.user.id);
        if (!user?.value.leaving) return;
        if (await addressChanges.canBeTakenBack(user.value)) throw new Problem("delete_waits");
        await removal.remove(operation, user);
        if (await store.commit(operation)) return jobs.kick();
      }
    },
  };
}
