import type { Store } from "../../store/store.ts";
import type { World } from "../world.ts";

const HOUR_MS = 60 * 60 * 1000;

/** How much of something somebody may do in an hour. */
export type Allowance = ReturnType<typeof createAllowance>;

/** Counts in the store, so that all instances together keep to one limit. */
export function createAllowance(store: Pick<Store, "counters">, world: World) {
  const hour = () => Math.floor(world.now() / HOUR_MS) * HOUR_MS;
  return {
    /**
     * Takes one of `limit` that `who` has for `what` in this hour; false where none is left.
     *
     * @param who an id or a hash: no address is kept
     */
    async take(what: string, who: string, limit: number): Promise<boolean> {
      return await store.counters.take(["hourly", hour(), what, who], limit) !== null;
    },

    /** Removes the counts of hours gone by. */
    sweep: (): Promise<number> => store.counters.trim(["hourly"], hour()),
  };
}
