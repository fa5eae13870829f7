/**
 * The bin: scores that were deleted, for thirty days.
 *
 * @module
 */
import { z } from "zod";
import type { Binned } from "../../store/bin.ts";
import type { Store } from "../../store/store.ts";
import type { JobHandler, Jobs } from "../jobs.ts";
import type { Originals } from "../originals.ts";
import type { Readings } from "../scores/readings.ts";
import type { World } from "../world.ts";
import { AT_ONCE, leaveToJobs } from "./work.ts";

/** How long a score stays in the bin, in days. */
export const BIN_DAYS = 30;
/** The kind of the job that does to many what takes too long to wait for. */
export const BIN_WORK = "change-bin";
const KEPT_MS = BIN_DAYS * 24 * 60 * 60 * 1000;

const Payload = z.object({
  userId: z.string(),
  act: z.enum(["restore", "remove"]),
  ids: z.array(z.string()),
});
type Payload = z.infer<typeof Payload>;
type Act = Payload["act"];

/** Which scores of the bin: these, or what was deleted in one act (by its time), or until then. */
export type Which =
  | { readonly ids: readonly string[] }
  | { readonly at: number }
  | { readonly upto: number };

/** What came of it. */
export interface BinWork {
  readonly count: number;
  /** Those that do it, where it takes too long to wait for. */
  readonly jobs: readonly string[];
}

/** The bin of each person. */
export type Bin = ReturnType<typeof createBin>;

/** Keeps the bins. */
export function createBin({ store, originals, jobs, readings, world }: {
  readonly store: Store;
  readonly originals: Pick<Originals, "sweep">;
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
  async function remove(userId: string, id: string): Promise<boolean> {
    const removed = await store.bin.remove(userId, id, (operation) => {
      for (const kind of ["original", "image"]) store.blobs.disown(operation, [kind, id]);
    });
    if (removed === null) return false;
    await store.answers.release(removed, userId);
    for (const kind of ["explanations", "places", "practice"] as const) {
      await store[kind].remove(userId, id);
    }
    await store.collections.forget(userId, id);
    await store.shares.endOf(userId, id);
    return true;
  }

  async function work(userId: string, act: Act, ids: readonly string[]): Promise<number> {
    let done = 0;
    for (const id of ids) {
      if (await (act === "remove" ? remove : restore)(userId, id)) done++;
    }
    if (act === "remove") await originals.sweep(1);
    return done;
  }

  async function those(userId: string, which: Which): Promise<Binned[]> {
    const ids = new Set("ids" in which ? which.ids : []);
    const isMeant = ({ id, deletedAt }: Binned) =>
      "ids" in which
        ? ids.has(id)
        : "at" in which
        ? deletedAt === which.at
        : deletedAt <= which.upto;
    return (await store.bin.list(userId)).filter(isMeant);
  }

  async function begin(userId: string, act: Act, which: Which): Promise<BinWork> {
    const ids = (await those(userId, which)).map(({ id }) => id);
    if (ids.length <= AT_ONCE) return { count: await work(userId, act, ids), jobs: [] };
    const added = await leaveToJobs(
      { store, jobs },
      BIN_WORK,
      { userId, act, ids } satisfies Payload,
    );
    return { count: ids.length, jobs: added };
  }

  return {
    /** What is in the bin, what was deleted last first. */
    async list(userId: string): Promise<Binned[]> {
      const rows = await store.bin.list(userId);
      return rows.sort((a, b) => b.deletedAt - a.deletedAt || (a.title < b.title ? -1 : 1));
    },

    /** Those of the bin that are meant. */
    those,

    /**
     * The score is in the library again, if it is in the bin.
     *
     * @returns false where there is no such score any more
     */
    restore,

    /**
     * Brings back scores by their ids, or all that were deleted in the act `at`, or until then; many
     * of them by a job.
     *
     * @returns how many, and what does it
     */
    bringBack: (userId: string, which: Which): Promise<BinWork> => begin(userId, "restore", which),

    /** Removes scores that are in the bin for good, in the same way. */
    removeForGood: (userId: string, which: Which): Promise<BinWork> =>
      begin(userId, "remove", which),

    /** The handler of `change-bin`. */
    job: {
      again: true,
      async run(payload) {
        const { userId, act, ids } = Payload.parse(payload);
        await work(userId, act, ids);
      },
    } satisfies JobHandler,

    /** Removes for good what has been in anybody's bin for thirty days; for a timer. */
    async sweep(): Promise<void> {
      for await (const { userId, id } of store.bin.before(world.now() - KEPT_MS)) {
        await remove(userId, id);
      }
    },
  };
}
