/**
 * The integrations at a glance, for whoever runs the house.
 *
 * @module
 */
import type { Incident } from "../../store/incidents.ts";
import type { Store } from "../../store/store.ts";
import type { Budget, BudgetUse } from "../costs/budget.ts";
import { type Measure, measure } from "../health/measure.ts";
import { HOUSE, type Incidents } from "../incidents.ts";
import type { IntegrationName } from "../integration/definition.ts";
import type { Flags } from "../integration/flags.ts";
import type { Meters } from "../integration/meters.ts";
import type { Integrations } from "../integrations.ts";
import { isOwed } from "../queue/kinds.ts";
import type { createStatus, IntegrationStatus } from "../status.ts";
import type { World } from "../world.ts";
import { readSeries, SERIES, type Slot } from "./series.ts";

/** What waits for an integration to answer. */
const WAITS_FOR: Readonly<Record<string, IntegrationName>> = {
  "send-mail": "resend",
  "ask-gemini": "gemini",
  "explain-score": "gemini",
};

/** One integration. */
export interface Glance extends Omit<IntegrationStatus, "days" | "vendor"> {
  /** Null where it is not set up. */
  readonly figures: Figures | null;
  /** The newest, open or over; null where there was none in ninety days. */
  readonly incident: Incident | null;
}

/** What is measured of one. */
export interface Figures
  extends Pick<Measure, "breaker" | "calls" | "failures" | "latency" | "quotas"> {
  /** Until when this instance lets no call through (milliseconds since 1970), or null. */
  readonly shutUntil: number | null;
  readonly flag: ReturnType<Flags["state"]>;
  /** How many jobs wait for it; null where none ever do. */
  readonly queue: number | null;
  readonly day: readonly Slot[];
  readonly month: readonly Slot[];
}

/** The page. */
export interface GlancePage {
  readonly now: number;
  readonly overall: string;
  readonly integrations: readonly Glance[];
  /** What is not over and is about none of them. */
  readonly house: readonly Incident[];
  readonly waiting: number;
  /** How much of what is owed to somebody was given up. */
  readonly owed: number;
  readonly budget: BudgetUse;
}

interface Needs {
  readonly store: Store;
  readonly status: ReturnType<typeof createStatus>;
  readonly incidents: Pick<Incidents, "current" | "past">;
  readonly integrations: Integrations;
  readonly flags: Flags;
  readonly meters: Meters;
  readonly budget: Budget;
  readonly world: World;
}

/** Puts together what is known of all of them. */
export function createGlance(needs: Needs) {
  const { store, status, incidents, integrations, flags, budget, world } = needs;

  async function figures(
    name: IntegrationName,
    waiting: ReadonlyMap<IntegrationName, number>,
  ): Promise<Figures | null> {
    const door = integrations[name];
    if (door === null) return null;
    const now = world.now();
    const [{ breaker, calls, failures, latency, quotas }, day, month] = await Promise.all([
      measure(door, needs),
      readSeries(store, name, SERIES.day, now),
      readSeries(store, name, SERIES.month, now),
    ]);
    return {
      breaker,
      shutUntil: door.shutUntil(),
      calls,
      failures,
      latency,
      quotas,
      flag: flags.state(name),
      queue: Object.values(WAITS_FOR).includes(name) ? waiting.get(name) ?? 0 : null,
      day,
      month,
    };
  }

  return {
    /** All of them as they stand; what is said of their state is a few seconds old at the most. */
    async page(): Promise<GlancePage> {
      const waiting = new Map<IntegrationName, number>();
      let all = 0;
      for await (const { value: { kind } } of store.jobs.all()) {
        all++;
        const name = WAITS_FOR[kind];
        if (name !== undefined) waiting.set(name, (waiting.get(name) ?? 0) + 1);
      }
      let owed = 0;
      for await (const { value: { kind } } of store.jobs.allDead()) if (isOwed(kind)) owed++;
      const page = await status.page();
      // Those too that the status page does not tell.
      const [current, past] = await Promise.all([incidents.current(), incidents.past(0)]);
      await flags.refresh();
      const found = page.integrations.map(async ({ days: _, vendor: __, ...one }) => ({
        ...one,
        figures: await figures(one.name, waiting),
        incident: [...current, ...past].find(({ integration }) => integration === one.name) ?? null,
      }));
      return {
        now: world.now(),
        overall: page.overall,
        integrations: await Promise.all(found),
        house: current.filter(({ integration }) => integration === HOUSE),
        waiting: all,
        owed,
        budget: await budget.use(),
      };
    },
  };
}
