/**
 * Doing one thing to many scores.
 *
 * @module
 */
import { z } from "zod";
import type { Store } from "../../store/store.ts";
import type { JobHandler, Jobs } from "../jobs.ts";
import { limits, Problem } from "../problem.ts";
import { isId, type World } from "../world.ts";
import { type ActName, actNamed } from "./acts.ts";
import type { LibraryQuery } from "./query.ts";
import type { Shelf } from "./shelf.ts";
import { AT_ONCE, type Fate, fateOf, leaveToJobs } from "./work.ts";

/** The kind of the job. */
export const BULK = "change-scores";

const Payload = z.object({
  userId: z.string(),
  act: z.string(),
  value: z.string(),
  ids: z.array(z.string()),
  at: z.number(),
});
type Payload = z.infer<typeof Payload>;

/** What an act needs. */
interface Needs {
  readonly store: Store;
  readonly world: World;
}

/** What is to be done, and to which scores. */
interface Wish {
  readonly act: string;
  readonly value: (field: string) => string;
  /** The scores by their ids, or all that a query finds. */
  readonly scores: readonly string[] | LibraryQuery;
}

/** What came of it. */
export interface Done {
  readonly act: ActName;
  /** How many it was done to, or will be. */
  readonly count: number;
  /** How many it could not be done to. */
  readonly left: number;
  /** Those that do it, where it takes too long to wait for. */
  readonly jobs: readonly string[];
  /** Which act it was, among those of this person (milliseconds since 1970). */
  readonly at: number;
}

async function apply(needs: Needs, { userId, act, value, ids, at }: Payload): Promise<number> {
  return await actNamed(act)!.apply({ ...needs, userId, ids, at }, value);
}

/** The handler of `change-scores`. */
export function createBulkJob({ store, world }: Needs): JobHandler {
  return {
    again: true,
    async run(payload) {
      await apply({ store, world }, Payload.parse(payload));
    },
  };
}

/** Does one thing to many scores. */
export function createBulk({ store, shelf, jobs, world }: {
  readonly store: Store;
  readonly shelf: Shelf;
  readonly jobs: Pick<Jobs, "add" | "kick">;
  readonly world: World;
}) {
  async function idsOf(userId: string, scores: Wish["scores"]): Promise<readonly string[]> {
    const ids = "words" in scores
      ? (await shelf.all(userId, scores)).map(({ id }) => id)
      : scores.filter(isId);
    if (ids.length === 0) throw new Problem("none_chosen");
    if (ids.length > limits.scoresAtOnce) throw new Problem("bulk_too_many");
    return ids;
  }

  return {
    /** The scores that are meant. @throws {Problem} `none_chosen`, `bulk_too_many` */
    ids: idsOf,

    /**
     * Does it at once where the scores are few, else by jobs.
     *
     * @throws {Problem} `form_invalid` for no such act, `none_chosen`, `bulk_too_many`, and what the act refuses
     */
    async run(userId: string, wish: Wish): Promise<Done> {
      const act = actNamed(wish.act);
      if (act === null) throw new Problem("form_invalid");
      const value = act.field === undefined ? "" : wish.value(act.field).trim();
      act.check?.(value);
      const ids = await idsOf(userId, wish.scores);
      const at = world.now();
      const payload = { userId, act: act.name, value, ids: [...ids], at };
      if (ids.length <= AT_ONCE) {
        const count = await apply({ store, world }, payload);
        return { act: act.name, count, left: ids.length - count, jobs: [], at };
      }
      const added = await leaveToJobs({ store, jobs }, BULK, payload);
      return { act: act.name, count: ids.length, left: 0, jobs: added, at };
    },

    /** How far the jobs are that do it, or that change the bin. */
    fate: (userId: string, jobs: readonly string[]): Promise<Fate> => fateOf(store, userId, jobs),
  };
}
