/**
 * The bin: scores that were deleted, for thirty days.
 *
 * @module
 */
import type { Binned } from "../../store/bin.ts";
import type { Store } from "../../store/store.ts";
import type { Jobs } from "../jobs.ts";
import type { Readings } from "../scores/readings.ts";
import { isId, type World } from "../world.ts";

/** How long a score stays in the bin, in days. */
export const BIN_DAYS = 30;
const KEPT_MS = BIN_DAYS * 24 * 60 * 60 * 1000;

/** The bin of each person. */
export type Bin = ReturnType<typeof createBin>;

/** Keeps the bins. */
export function createBin({ store, jobs, readings, world }: {
  readonly store: Store;
  readonly jobs: Pick<Jobs, "add" | "kick">;
  readonly readings: Pick<Readings, "add">;
  readonly world: World;
}) {
  /** Work on it that found it gone meanwhile is taken up again. */
  async function restore(userId: string, id: string): Promise<boolean> {
    const score = await store.bin.restore(userId, id, (operation, { chain, gemini }) => {
      if (chain.length === 0) jobs.add(operation, "read-score", { userId, id });
      if (gemini !== undefined) readings.add(operation, userId, id);
    });
    jobs.kick();
    return score !== null;
  }

  /** Its file and its pictures belong to nobody then: the sweep takes them away. */
  async function remove(userId: string, id: string): Promise<void> {
    const removed = await store.bin.remove(userId, id, (operation) => {
      for (const kind of ["original", "image"]) store.blobs.disown(operation, [kind, id]);
    });
    if (removed) await store.explanations.remove(userId, id);
  }

  return {
    /** What is in the bin, what was deleted last first. */
    async list(userId: string): Promise<Binned[]> {
      const rows = await store.bin.list(userId);
      return rows.sort((a, b) => b.deletedAt - a.deletedAt || (a.title < b.title ? -1 : 1));
    },

    /**
     * The score is in the library again, if it is in the bin.
     *
     * @returns false where there is no such score any more
     */
    restore,

    /** Brings back scores by their ids, or all that were deleted in one act; says how many. */
    async restoreAll(userId: string, which: readonly string[] | number): Promise<number> {
      const ids = typeof which === "number"
        ? (await store.bin.list(userId)).filter(({ deletedAt }) => deletedAt === which)
          .map(({ id }) => id)
        : which.filter(isId);
      let restored = 0;
      for (const id of ids) if (await restore(userId, id)) restored++;
      return restored;
    },

    /** Removes scores that are in the bin for good. */
    async empty(userId: string, ids: readonly string[]): Promise<void> {
      for (const id of ids.filter(isId)) await remove(userId, id);
      await store.blobs.sweep(1);
    },

    /** Removes for good what has been in anybody's bin for thirty days; for a timer. */
    async sweep(): Promise<void> {
      for await (const { userId, id } of store.bin.before(world.now() - KEPT_MS)) {
        await remove(userId, id);
      }
    },
  };
}
