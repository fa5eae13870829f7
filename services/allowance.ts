/**
 * How much of something somebody may do in a minute or an hour.
 *
 * @module
 */
import type { Store } from "../store/store.ts";
import type { World } from "./world.ts";

const WINDOW_MS = { minute: 60_000, hour: 3_600_000 } as const;

/** So many in each minute or hour of the clock. */
export interface Limit {
  readonly times: number;
  readonly per: keyof typeof WINDOW_MS;
}

export type Allowance = ReturnType<typeof createAllowance>;

/** Counts in the store, so that all instances together keep to one limit. */
export function createAllowance(store: Pick<Store, "counters">, world: World) {
  const start = (per: Limit["per"]) => Math.floor(world.now() / WINDOW_MS[per]) * WINDOW_MS[per];
  return {
    /**
     * Takes one of what `who` has for `what`.
     *
     * @param who an id or a hash: no address is kept
     * @returns null, or when there is more (milliseconds since 1970) where none is left
     */
    async take(what: string, who: string, { times, per }: Limit): Promise<number | null> {
      const path = ["allowance", per, start(per), what, who];
      const taken = await store.counters.take(path, times);
      return taken === null ? start(per) + WINDOW_MS[per] : null;
    },

    /** Removes the counts of minutes and hours gone by; for a timer. */
    async sweep(): Promise<void> {
      for (const per of Object.keys(WINDOW_MS) as Limit["per"][]) {
        await store.counters.trim(["allowance", per], start(per));
      }
    },
  };
}
