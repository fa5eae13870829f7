/**
 * How much of a vendor's allowance is used, by all instances together.
 *
 * @module
 */
import type { CounterPath } from "../../store/counters.ts";
import type { Store } from "../../store/store.ts";
import type { World } from "../world.ts";
import type { Definition, Quota } from "./definition.ts";
import { quotaWindow } from "./window.ts";

/** From here on a quota is near its end. */
const NEAR = 0.8;
/** How old the other instances' share of a count may be while there is plenty. */
const FRESH_MS = 5_000;

/** A quota as it stands. */
export interface QuotaUse extends Quota {
  readonly used: number;
  /** Milliseconds since 1970. */
  readonly resetsAt: number;
}

interface Count {
  readonly quota: Quota;
  start: number;
  end: number;
  /** What the store had when last asked, this instance's written share included. */
  known: number;
  /** What this instance used since, and has not written. */
  pending: number;
  readAt: number;
}

/** The quotas of one integration. */
export type Quotas = ReturnType<typeof createQuotas>;

/** Far from a limit uses are counted in memory; near it each use is written at once, so that no two instances share the last one. */
export function createQuotas(
  { name, quotas }: Pick<Definition, "name" | "quotas">,
  store: Pick<Store, "counters">,
  world: World,
) {
  const counts = quotas.map((quota): Count => (
    { quota, start: 0, end: 0, known: 0, pending: 0, readAt: -Infinity }
  ));
  const path = (
    { quota, start }: Count,
  ): CounterPath => ["quota", name, quota.unit, quota.per, start];

  async function sync(count: Count): Promise<void> {
    const { pending } = count;
    count.pending = 0;
    if (pending > 0) await store.counters.add([[path(count), pending]]);
    count.known = await store.counters.get(path(count));
    count.readAt = world.now();
  }

  /** Moves to the window of now, with what was used of the old one written down. */
  async function turn(count: Count, now: number): Promise<void> {
    if (count.pending > 0) await sync(count);
    const { start, end } = quotaWindow(count.quota.per, now);
    Object.assign(count, { start, end, known: 0, readAt: -Infinity });
  }

  async function takeFromStore(): Promise<number | null> {
    for (const count of counts) {
      if (world.now() >= count.end) await turn(count, world.now());
      await sync(count);
      if (count.known >= count.quota.limit) return count.end;
    }
    for (const count of counts) {
      if (count.quota.unit !== "call") continue;
      const known = await store.counters.take(path(count), count.quota.limit);
      if (known === null) return count.end;
      count.known = known;
    }
    return null;
  }
  let turns: Promise<number | null> = Promise.resolve(null);

  return {
    /**
     * Takes one call out of the quotas, where all of them have one left.
     *
     * @returns null, or when the exhausted quota begins anew (milliseconds since 1970)
     */
    take(): number | null | Promise<number | null> {
      const now = world.now();
      for (const count of counts) {
        const used = count.known + count.pending;
        const calm = now < count.end && now - count.readAt < FRESH_MS &&
          used < count.quota.limit * NEAR;
        if (!calm) return this.takeWithCare();
      }
      for (const count of counts) if (count.quota.unit === "call") count.pending++;
      return null;
    },

    /** One at a time within this instance; the store keeps the instances apart. */
    takeWithCare(): Promise<number | null> {
      return turns = turns.catch(() => null).then(takeFromStore);
    },

    /** Adds tokens that a call turned out to have used. */
    spend(tokens: number): void {
      for (const count of counts) if (count.quota.unit === "token") count.pending += tokens;
    },

    /** The quotas as they stand in the store. */
    async use(): Promise<QuotaUse[]> {
      const now = world.now();
      return await Promise.all(counts.map(async (count) => {
        if (now >= count.end) await turn(count, now);
        await sync(count);
        return { ...count.quota, used: count.known, resetsAt: count.end };
      }));
    },

    /** Writes down what was used. */
    async flush(): Promise<void> {
      for (const count of counts) if (count.pending > 0) await sync(count);
    },
  };
}
