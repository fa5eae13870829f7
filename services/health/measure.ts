/**
 * What is known of an integration: its breaker here, and what all instances wrote down.
 *
 * @module
 */
import type { Notice } from "../../store/notices.ts";
import type { Store } from "../../store/store.ts";
import type { Integration } from "../integration.ts";
import type { IntegrationName } from "../integration/definition.ts";
import { quotaWindow } from "../integration/window.ts";
import { type Meters, spanStart } from "../integration/meters.ts";
import type { QuotaUse } from "../integration/quotas.ts";
import type { World } from "../world.ts";
import { lastCalls } from "./last_calls.ts";
import { quantile } from "./quantile.ts";

/** How an integration was in the last ten minutes. */
export interface Measure {
  readonly name: IntegrationName;
  readonly breaker: "closed" | "open" | "trying";
  /** Calls since the last outage, and how many of them failed. */
  readonly calls: number;
  readonly failures: number;
  /** Attempts that failed in a row up to now, by whatever instance, and when that began. */
  readonly row: number;
  readonly rowSince: number | null;
  /** The class of milliseconds below which half, and 95 of 100, of the calls lay. */
  readonly latency: { readonly p50: number | null; readonly p95: number | null };
  readonly quotas: readonly (QuotaUse & { readonly remaining: number })[];
  /** The vendor said that the allowance is used up, whatever our own count says. */
  readonly saidUsedUp: boolean;
  /** The month's budget is spent, so it is not called. */
  readonly overBudget: boolean;
  /** The vendor said that what we call is gone. */
  readonly retired: boolean;
  readonly notices: readonly Notice[];
  /** Letters that were given up in the last hour; of mail only. */
  readonly deadLetters: number;
}

interface Needs {
  readonly store: Store;
  readonly meters: Pick<Meters, "flush">;
  readonly world: World;
}

const TEN_MINUTES = 10 * 60_000;
const HOUR = 60 * 60_000;
/** Enough to find the last calls of one integration among those of all. */
const ENTRIES = 500;

/** Reads what is known of one integration that is set up; calls no vendor. */
export async function measure(
  integration: Integration,
  { store, meters, world }: Needs,
): Promise<Measure> {
  const { name, models } = integration.definition;
  const now = world.now();
  // What this instance has counted and not written is missed by a few seconds at most.
  await meters.flush().catch(() => {});
  const [sums, quotas, entries, summary, notices, deadLetters, overBudget] = await Promise.all([
    recent(store, name, now),
    integration.quotas(),
    store.audit.since(now - TEN_MINUTES, ENTRIES),
    store.summary.get(),
    store.notices.list(name, now),
    name === "resend" ? store.jobs.givenUp("send-mail", now - HOUR) : 0,
    integration.overBudget(),
  ]);
  const last = lastCalls(entries.filter((entry) => entry.integration === name));
  return {
    name,
    breaker: integration.breaker(),
    ...last.since,
    row: last.row,
    rowSince: last.rowSince,
    latency: { p50: quantile(sums, 0.5), p95: quantile(sums, 0.95) },
    quotas: quotas.map((use) => ({ ...use, remaining: Math.max(0, use.limit - use.used) })),
    saidUsedUp: last.usedUp || (!last.taken && stillUsedUp(summary?.signs[name]?.used_up, now)),
    overBudget: overBudget !== null,
    retired: sums.has("code:retired"),
    notices: notices.filter(({ key }) => models === undefined || models.includes(key)),
    deadLetters,
  };
}

/** The sums of this and the last five minutes. */
async function recent(
  store: Store,
  name: IntegrationName,
  now: number,
): Promise<Map<string, number>> {
  const from = spanStart("five", now) - 300_000;
  const sums = new Map<string, number>();
  for (const [[, metric], sum] of await store.counters.list(["meter", name, "five"], from)) {
    sums.set(String(metric), (sums.get(String(metric)) ?? 0) + sum);
  }
  return sums;
}

/** Nobody has asked since the vendor said so: it holds until the day is over. */
function stillUsedUp(since: number | undefined, now: number): boolean {
  return since !== undefined && now < quotaWindow("day", since).end;
}
