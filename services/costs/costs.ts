/**
 * What the calls of this month have cost.
 *
 * @module
 */
import type { Store } from "../../store/store.ts";
import type { Config } from "../config.ts";
import { geminiDefinition } from "../gemini/definition.ts";
import { WORDS } from "../health/words.ts";
import { googleDefinition } from "../identity/google_definition.ts";
import { type IntegrationName, INTEGRATIONS, type Price } from "../integration/definition.ts";
import type { Meters } from "../integration/meters.ts";
import { spentPath } from "../integration/spent.ts";
import { quotaWindow } from "../integration/window.ts";
import { resendDefinition } from "../mail/resend.ts";
import { storageDefinition } from "../storage/definition.ts";
import type { World } from "../world.ts";
import type { Budget, BudgetUse } from "./budget.ts";
import { project, type Projected } from "./projection.ts";

/** What one service cost. */
export interface ServiceCost {
  readonly name: IntegrationName;
  readonly title: string;
  readonly price: Price;
  /** Whether the price is one of the configuration. */
  readonly ownPrice: boolean;
  readonly calls: number;
  readonly tokens: number;
  /** Millionths of a US dollar. */
  readonly cost: number;
}

/** The month. */
export interface CostsView {
  readonly now: number;
  /** Its beginning, in milliseconds since 1970. */
  readonly from: number;
  readonly budget: BudgetUse;
  readonly services: readonly ServiceCost[];
  /** What the month will have cost if it goes on like this; null on its first day. */
  readonly atThisPace: number | null;
}

const DAY_MS = 24 * 60 * 60_000;
const DEFINITIONS = [googleDefinition, resendDefinition, geminiDefinition, storageDefinition];

/** Sums up what was metered. */
export function createCosts({ config, store, meters, budget, world }: {
  readonly config: Pick<Config, "prices">;
  readonly store: Pick<Store, "counters">;
  readonly meters: Pick<Meters, "flush">;
  readonly budget: Budget;
  readonly world: World;
}) {
  const prices = Object.fromEntries(
    DEFINITIONS.map(({ name, price }) => [name, { ...price, ...config.prices[name] }]),
  ) as Record<IntegrationName, Price>;

  async function service(name: IntegrationName, now: number): Promise<ServiceCost> {
    const { start } = quotaWindow("month", now);
    const sums = { calls: 0, tokens: 0 };
    for (const [[, metric], sum] of await store.counters.list(["meter", name, "day"], start)) {
      if (metric === "calls" || metric === "tokens") sums[metric] += sum;
    }
    return {
      name,
      title: WORDS[name].title,
      price: prices[name],
      ownPrice: config.prices[name] !== undefined,
      ...sums,
      cost: await store.counters.get(spentPath(now, name)),
    };
  }

  return {
    /** This month as it stands, all instances together. */
    async month(): Promise<CostsView> {
      const now = world.now();
      await meters.flush();
      const [use, services] = await Promise.all([
        budget.use(),
        Promise.all(INTEGRATIONS.map((name) => service(name, now))),
      ]);
      const { start, end } = quotaWindow("month", now);
      const cost = services.reduce((sum, one) => sum + one.cost, 0);
      const pace = cost * (end - start) / (now - start);
      return {
        now,
        from: start,
        budget: use,
        services,
        atThisPace: now - start < DAY_MS ? null : Math.round(pace),
      };
    },

    /** What the specification's use by so many people would cost here. */
    project: (users: number): Projected[] => project(users, prices),
  };
}
