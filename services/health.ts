/**
 * How the integrations are, for people and monitors, after draft-inadarei-api-health-check.
 * Nothing in it is a secret, an address, or a stack.
 *
 * @module
 */
import type { Store } from "../store/store.ts";
import type { Config } from "./config.ts";
import type { Integration } from "./integration.ts";
import type { Integrations } from "./integrations.ts";
import { type IntegrationName, INTEGRATIONS } from "./integration/definition.ts";
import { LATENCY_BOUNDS, spanStart } from "./integration/meters.ts";
import type { QuotaUse } from "./integration/quotas.ts";
import type { World } from "./world.ts";

/** `warn`: a stand-in plays, or an end is near. `fail`: what it does cannot be done at all. */
export type HealthStatus = "pass" | "warn" | "fail";

/** One integration as it stands. */
export interface IntegrationHealth {
  readonly status: HealthStatus;
  /** In plain words. */
  readonly output: string;
  readonly breaker?: string;
  /** Half of the last calls were quicker than this class of milliseconds. */
  readonly latency?: { readonly p50: number | null; readonly p95: number | null };
  readonly queue?: { readonly depth: number };
  readonly quotas?: readonly (QuotaUse & { readonly remaining: number })[];
}

/** All of them. */
export interface HealthReport {
  readonly status: HealthStatus;
  readonly time: string;
  readonly checks: Record<IntegrationName, IntegrationHealth>;
}

interface Needs {
  readonly config: Config;
  readonly store: Store;
  readonly world: World;
  readonly integrations: Integrations;
}

/** A call slower than this is a failure of the vendor to whoever waits (spec: response time > 5 s). */
const SLOW_MS = 5_000;
/** More errors than this share are too many, once there are enough calls to tell (spec: error rate > 1 %). */
const ERRORS = 0.01;
const ENOUGH_CALLS = 20;
/** From this share on a quota is near its end. */
const NEAR = 0.8;

/** Says how the integrations are. */
export function createHealth({ config, store, world, integrations }: Needs) {
  async function mail(): Promise<IntegrationHealth> {
    const queue = { depth: await store.jobs.count("send-mail") };
    if (integrations.resend === null) {
      return config.env === "development"
        ? { status: "warn", output: "not set up: mail is shown on the mailbox page", queue }
        : { status: "fail", output: "not set up: no mail can be sent", queue };
    }
    return { ...await measured(integrations.resend, "mail waits in the outbox"), queue };
  }

  /** What the last ten minutes, the breaker and the quotas say of an integration that is set up. */
  async function measured(integration: Integration, standIn: string): Promise<IntegrationHealth> {
    const { name } = integration.definition;
    await integration.flush();
    const sums = await recent(name);
    const quotas = (await integration.quotas())
      .map((quota) => ({ ...quota, remaining: Math.max(0, quota.limit - quota.used) }));
    const latency = { p50: quantile(sums, 0.5), p95: quantile(sums, 0.95) };
    const breaker = integration.breaker();
    const calls = sums.get("calls") ?? 0;
    const failures = sums.get("failures") ?? 0;
    const troubles = [
      breaker === "open" && `it fails, so ${standIn}`,
      quotas.some(({ remaining }) => remaining === 0) && `its allowance is used up, so ${standIn}`,
      quotas.some(({ used, limit }) => used >= limit * NEAR) && "its allowance is nearly used up",
      calls >= ENOUGH_CALLS && failures / calls > ERRORS && "it fails now and then",
      latency.p95 !== null && latency.p95 > SLOW_MS && "it is slow",
    ].filter((trouble) => trouble !== false);
    return {
      status: troubles.length > 0 ? "warn" : "pass",
      output: troubles[0] ?? "it works",
      breaker,
      latency,
      quotas,
    };
  }

  /** The sums of this and the last five minutes. */
  async function recent(name: IntegrationName): Promise<Map<string, number>> {
    const from = spanStart("five", world.now()) - 300_000;
    const sums = new Map<string, number>();
    for (const [[, metric], sum] of await store.counters.list(["meter", name, "five"], from)) {
      sums.set(String(metric), (sums.get(String(metric)) ?? 0) + sum);
    }
    return sums;
  }

  const checks: Record<IntegrationName, () => Promise<IntegrationHealth> | IntegrationHealth> = {
    "google-oauth": () => ({ status: "warn", output: "not set up: sign-in is by mail" }),
    resend: mail,
    gemini: () => ({ status: "warn", output: "not set up: scores are read on this server" }),
  };

  return {
    /** One integration. */
    check: async (name: IntegrationName): Promise<IntegrationHealth> => await checks[name](),

    /** All of them; the worst gives the status. */
    async report(): Promise<HealthReport> {
      const found = await Promise.all(
        INTEGRATIONS.map(async (name) => [name, await checks[name]()] as const),
      );
      const statuses = found.map(([, { status }]) => status);
      const worst = (["fail", "warn", "pass"] as const).find((status) => statuses.includes(status));
      return {
        status: worst ?? "pass",
        time: new Date(world.now()).toISOString(),
        checks: Object.fromEntries(found) as HealthReport["checks"],
      };
    },
  };
}

/** The class of latency below which a share of the calls lay; null where there were none. */
function quantile(sums: Map<string, number>, share: number): number | null {
  const classes = [...LATENCY_BOUNDS.map(String), "more"].map((name) =>
    sums.get(`under:${name}`) ?? 0
  );
  const all = classes.reduce((sum, count) => sum + count, 0);
  if (all === 0) return null;
  let seen = 0;
  const at = classes.findIndex((count) => (seen += count) >= all * share);
  return LATENCY_BOUNDS[at] ?? Infinity;
}
