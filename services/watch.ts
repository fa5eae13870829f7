/**
 * The watch: once a minute it asks whether the third parties answer, tells from what signs they
 * are not well, opens and closes incidents, and reads the vendors' own status pages.
 *
 * @module
 */
import type { Store } from "../store/store.ts";
import type { Summary } from "../store/summary.ts";
import type { createBudgetNotices } from "./costs/budget_notices.ts";
import { measure } from "./health/measure.ts";
import { type SignName, signsOf } from "./health/signs.ts";
import type { Incidents, Showing } from "./incidents.ts";
import type { Keys } from "./keys.ts";
import { type IntegrationName, INTEGRATIONS } from "./integration/definition.ts";
import type { Flags } from "./integration/flags.ts";
import { type Meters, type Span, SPANS, spanStart } from "./integration/meters.ts";
import { type Integrations, setUp } from "./integrations.ts";
import { logError } from "./log.ts";
import type { createVendorStatus } from "./vendor_status.ts";
import { within } from "./within.ts";
import type { World } from "./world.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** How long the watch waits for probes; one that takes longer is seen in the next minute. */
const PROBES_MS = 10_000;
/** How long counts are kept: what the status page shows, and a month more. */
const KEPT: Readonly<Record<Span, number>> = { five: 2 * DAY_MS, day: 90 * DAY_MS };
const KEPT_QUOTAS = { minute: HOUR_MS, day: 90 * DAY_MS } as const;

interface Needs {
  readonly store: Store;
  readonly flags: Flags;
  readonly meters: Meters;
  readonly integrations: Integrations;
  readonly incidents: Incidents;
  readonly keys: Pick<Keys, "remind">;
  readonly budgetNotices: ReturnType<typeof createBudgetNotices>;
  readonly vendorStatus: ReturnType<typeof createVendorStatus>;
  readonly world: World;
}

/** Watches over the integrations. */
export function createWatch(needs: Needs) {
  const {
    store,
    flags,
    meters,
    integrations,
    incidents,
    keys,
    budgetNotices,
    vendorStatus,
    world,
  } = needs;
  let timer: ReturnType<typeof setInterval> | undefined;
  let looking: Promise<void> | null = null;

  /** Each instance heals its own breakers; the rest is done by one of them, each minute. */
  async function look(): Promise<void> {
    const minute = Math.floor(world.now() / MINUTE_MS);
    const mine = await store.turns.take("watch", minute);
    const troubled = new Set(
      (await store.incidents.current()).map(({ value }) => value.integration),
    );
    const asked = setUp(integrations)
      .filter((one) => mine || one.breaker() !== "closed")
      // What is in trouble is asked each minute, or an incident would close for want of news.
      .map((one) => troubled.has(one.definition.name) ? one.probe(MINUTE_MS / 2) : one.probe());
    await within(PROBES_MS, Promise.all(asked));
    if (!mine) return;
    await Promise.all([
      attempt("signs", takeIn),
      attempt("budget", budgetNotices.tell),
      attempt("vendors", vendorStatus.poll),
      attempt("counters", trim),
      attempt("keys", keys.remind),
    ]);
  }

  async function takeIn(): Promise<void> {
    await flags.refresh();
    const before = await store.summary.get();
    const now = world.now();
    const signs: Record<string, Record<string, number>> = {};
    for (const name of INTEGRATIONS) {
      const showing = await shownBy(name, before, now);
      signs[name] = Object.fromEntries(showing);
      await incidents.takeIn(name, showing);
    }
    await store.summary.put({ at: now, signs });
  }

  /** What is switched off, or not set up, is no trouble of the vendor's. */
  async function shownBy(
    name: IntegrationName,
    before: Summary | null,
    now: number,
  ): Promise<Showing> {
    const integration = integrations[name];
    if (integration === null || flags.state(name) === "off") return new Map();
    const measured = await measure(integration, { store, meters, world });
    const shown = signsOf(measured);
    const since = (sign: SignName) =>
      before?.signs[name]?.[sign] ?? (sign === "failing" ? measured.rowSince : null) ?? now;
    return new Map(shown.map(({ name: sign }) => [sign, since(sign)]));
  }

  /** Once an hour. */
  async function trim(): Promise<void> {
    if (!await store.turns.take("trim", Math.floor(world.now() / HOUR_MS))) return;
    for (const name of INTEGRATIONS) {
      for (const span of Object.keys(SPANS) as Span[]) {
        const before = spanStart(span, world.now() - KEPT[span]);
        await store.counters.trim(["meter", name, span], before);
      }
    }
    for (const { definition: { name, quotas } } of setUp(integrations)) {
      for (const { unit, per } of quotas) {
        if (per === "month") continue; // Twelve rows a year.
        await store.counters.trim(["quota", name, unit, per], world.now() - KEPT_QUOTAS[per]);
      }
    }
  }

  return {
    /** Looks once, now; one look at a time. Never throws. */
    look(): Promise<void> {
      return looking ??= attempt("watch", look).finally(() => looking = null);
    },

    /** Looks now and once a minute, until `stop`. */
    start(): void {
      this.look();
      timer = setInterval(() => this.look(), MINUTE_MS);
    },

    /** Looks no more, and waits for a look under way, up to `graceMs`. */
    async stop(graceMs = 4_000): Promise<void> {
      clearInterval(timer);
      if (looking !== null) await within(graceMs, looking);
    },
  };
}

/** What goes wrong in one part of the watch must not end the others. */
async function attempt(part: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    logError("watch_failed", error, { part });
  }
}
