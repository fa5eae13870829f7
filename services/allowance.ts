/**
 * How much of something somebody may do in a minute, an hour, a day or a month.
 *
 * @module
 */
import type { Store } from "../store/store.ts";
import type { World } from "./world.ts";

const HOUR_MS = 3_600_000;
const SPAN_MS = { minute: 60_000, hour: HOUR_MS, day: 24 * HOUR_MS, month: 30 * 24 * HOUR_MS };

/**
 * So many, a hundred at most, in any minute, hour, day or thirty days: each counts until it is that
 * old, so there is no turn of the hour at which there are twice as many.
 */
export interface Limit {
  readonly times: number;
  readonly per: keyof typeof SPAN_MS;
}

export type Allowance = ReturnType<typeof createAllowance>;

/**
 * Counts in the store, so that all instances together keep to one limit.
 *
 * `what` is what is counted; `who` is whose it is, an id or a hash: no address is kept.
 */
export function createAllowance({ allowances }: Pick<Store, "allowances">, world: World) {
  const counted = (what: string, who: string, { per }: Limit) => ({
    who,
    what,
    spanMs: SPAN_MS[per],
  });
  return {
    /**
     * Takes one of what `who` has for `what`. Where none is left nothing is counted, and what was
     * taken counts no longer than it would have.
     *
     * @param quiet the row is written where none is left as well, so that the time it takes does
     *   not tell; it costs more
     * @returns null, or when there is one more (milliseconds since 1970) where none is left
     */
    async take(what: string, who: string, limit: Limit, quiet = false): Promise<number | null> {
      const now = world.now();
      const taken = await allowances.change(
        counted(what, who, limit),
        now,
        (times) => times.length < limit.times ? [...times, now] : quiet ? times : null,
      );
      // Of more than the limit, which may have been larger, the oldest must go first.
      const oldest = taken.at(-limit.times);
      return oldest === undefined ? null : oldest + SPAN_MS[limit.per];
    },

    /** Takes back one that was taken. */
    async giveBack(what: string, who: string, limit: Limit): Promise<void> {
      await allowances.change(
        counted(what, who, limit),
        world.now(),
        (times) => times.slice(0, -1),
      );
    },

    /** Whether none is left. */
    async isSpent(what: string, who: string, limit: Limit): Promise<boolean> {
      const taken = await allowances.get(counted(what, who, limit), world.now());
      return taken.length >= limit.times;
    },
  };
}
