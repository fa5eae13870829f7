/**
 * How much of something somebody may do in a minute, an hour, a day or a month.
 *
 * @module
 */
import type { Store } from "../store/store.ts";
import type { World } from "./world.ts";

const HOUR_MS = 3_600_000;
const WINDOW_MS = { minute: 60_000, hour: HOUR_MS, day: 24 * HOUR_MS, month: 30 * 24 * HOUR_MS };

/** So many in each minute, hour or day of the clock (UTC); a month is thirty days. */
export interface Limit {
  readonly times: number;
  readonly per: keyof typeof WINDOW_MS;
}

export type Allowance = ReturnType<typeof createAllowance>;

/**
 * Counts in the store, so that all instances together keep to one limit.
 *
 * `what` is what is counted; `who` is whose it is, an id or a hash: no address is kept.
 */
export function createAllowance(store: Pick<Store, "counters">, world: World) {
  const { counters } = store;
  const start = (per: Limit["per"]) => Math.floor(world.now() / WINDOW_MS[per]) * WINDOW_MS[per];
  const path = (what: string, who: string, { per }: Limit) => [
    "allowance",
    per,
    start(per),
    what,
    who,
  ];
  return {
    /**
     * Takes one of what `who` has for `what`.
     *
     * @returns null, or when there is more (milliseconds since 1970) where none is left
     */
    async take(what: string, who: string, limit: Limit): Promise<number | null> {
      const taken = await counters.take(path(what, who, limit), limit.times);
      return taken === null ? start(limit.per) + WINDOW_MS[limit.per] : null;
    },

    /** Whether this one is within the limit. It is written down either way, so its time does not tell. */
    async count(what: string, who: string, limit: Limit): Promise<boolean> {
      return (await counters.take(path(what, who, limit), Infinity))! <= limit.times;
    },

    /** Takes back one that was taken. */
    async giveBack(what: string, who: string, limit: Limit): Promise<void> {
      await counters.giveBack(path(what, who, limit));
    },

    /** Whether none is left. */
    async isSpent(what: string, who: string, limit: Limit): Promise<boolean> {
      return await counters.get(path(what, who, limit)) >= limit.times;
    },

    /** Removes the counts of times gone by; for a timer. */
    async sweep(): Promise<void> {
      for (const per of Object.keys(WINDOW_MS) as Limit["per"][]) {
        await counters.trim(["allowance", per], start(per));
      }
    },
  };
}
