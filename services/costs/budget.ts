/**
 * What the calls of a month have cost, and whether more may be made.
 *
 * @module
 */
import type { Store } from "../../store/store.ts";
import type { Config } from "../config.ts";
import type { Meters } from "../integration/meters.ts";
import { spentIn } from "../integration/spent.ts";
import { quotaWindow } from "../integration/window.ts";
import { createRefreshed } from "../refreshed.ts";
import type { World } from "../world.ts";

/** From here on the budget is near its end. */
const NEAR = 0.8;
/** What other instances have spent is known within this time, and that it takes them to write it. */
const FRESH_MS = 2_000;
/** What was refused is tried again after so long at the most: the budget may have been raised. */
const AGAIN_MS = 60 * 60_000;

/** `none`: nobody has set one. */
export type BudgetState = "none" | "within" | "near" | "spent";

/** The budget as it stands; millionths of a US dollar. */
export interface BudgetUse {
  readonly state: BudgetState;
  readonly monthly: number | null;
  readonly spent: number;
  readonly hardStop: boolean;
  /** When the next month begins, in milliseconds since 1970. */
  readonly resetsAt: number;
}

export type Budget = ReturnType<typeof createBudget>;

/**
 * Sums up what all instances spend: what others wrote is read every few seconds, and what this one
 * spends counts at once. Instances together go over a budget by what they spend within seconds.
 */
export function createBudget({ config: { budget }, store, meters, world }: {
  readonly config: Pick<Config, "budget">;
  readonly store: Pick<Store, "counters">;
  readonly meters: Pick<Meters, "flush">;
  readonly world: World;
}) {
  const { monthly, hardStop } = budget;
  /** What this instance spent and `known` has not. */
  let ahead = 0;
  const known = createRefreshed("budget", read, FRESH_MS, world);

  async function read(): Promise<{ month: number; sum: number }> {
    const written = ahead;
    await meters.flush();
    const path = spentIn(world.now());
    const sums = await store.counters.list(path);
    ahead -= written;
    return { month: Number(path[1]), sum: sums.reduce((all, [, sum]) => all + sum, 0) };
  }

  function spent(): number {
    const last = known.known();
    const { start } = quotaWindow("month", world.now());
    return ahead + (last?.month === start ? last.sum : 0);
  }

  const stops = () => hardStop && monthly !== null && spent() >= monthly;

  return {
    /** Adds what a call cost. */
    spend(cost: number): void {
      ahead += cost;
    },

    /**
     * When it is worth asking again (milliseconds since 1970), where no call that costs is to be
     * made; null where it may be made. Reads the store every few seconds, and only where there is
     * something to stop.
     */
    async stopsUntil(): Promise<number | null> {
      if (!hardStop || monthly === null) return null;
      await known.refresh();
      const now = world.now();
      return stops() ? Math.min(quotaWindow("month", now).end, now + AGAIN_MS) : null;
    },

    /** As it stands, all instances together. */
    async use(): Promise<BudgetUse> {
      await known.refresh();
      const sum = spent();
      const state = monthly === null
        ? "none"
        : sum >= monthly
        ? "spent"
        : sum >= monthly * NEAR
        ? "near"
        : "within";
      const { end } = quotaWindow("month", world.now());
      return { state, monthly, spent: sum, hardStop, resetsAt: end };
    },
  };
}
