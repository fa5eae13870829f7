/**
 * How the integrations are, for people and monitors, after draft-inadarei-api-health-check.
 * Nothing in it is a secret, an address, or a stack, and no vendor is called for it.
 *
 * @module
 */
import type { Store } from "../store/store.ts";
import type { Config } from "./config.ts";
import type { Budget, BudgetState } from "./costs/budget.ts";
import { type Measure, measure } from "./health/measure.ts";
import { type SignName, signsOf } from "./health/signs.ts";
import { halfSetUp, WORDS } from "./health/words.ts";
import { type IntegrationName, INTEGRATIONS } from "./integration/definition.ts";
import type { Flags } from "./integration/flags.ts";
import type { Meters } from "./integration/meters.ts";
import type { Integrations } from "./integrations.ts";
import { logError } from "./log.ts";
import { within } from "./within.ts";
import type { World } from "./world.ts";

/** `warn`: a stand-in plays, or an end is near. `fail`: what it does cannot be done at all. */
export type HealthStatus = "pass" | "warn" | "fail";

/** One integration as it stands. */
export interface IntegrationHealth {
  readonly status: HealthStatus;
  /** When it was looked at. */
  readonly time: string;
  /** In plain words. */
  readonly output: string;
  /** Whether it is used: not where it is not set up, or switched off. */
  readonly use: "on" | "off" | "unset";
  /** Why it is not set up, where it is half set up. */
  readonly reason?: string;
  /** By what signs it shows that it is not well, the worst first. */
  readonly signs?: readonly SignName[];
  readonly breaker?: Measure["breaker"];
  readonly latency?: Measure["latency"];
  readonly queue?: { readonly depth: number };
  readonly quotas?: Measure["quotas"];
  /** What the vendor says is going away. */
  readonly notices?: readonly string[];
}

/** All of them. */
interface HealthReport {
  readonly status: HealthStatus;
  readonly time: string;
  readonly checks: Record<IntegrationName, IntegrationHealth>;
}

interface Needs {
  readonly config: Config;
  readonly store: Store;
  readonly world: World;
  readonly flags: Flags;
  readonly meters: Meters;
  readonly budget: Budget;
  readonly integrations: Integrations;
}

/** After the sentence on the service itself: no amounts, which concern nobody else. */
const BUDGET_WORDS: Partial<Record<BudgetState, string>> = {
  near: "it works, and this month’s budget is nearly spent",
  spent: "it works, and this month’s budget is spent",
};

/** A monitor gets an answer within this time, however slow the database is. */
const PATIENCE_MS = 200;

/** Says how the integrations are. */
export function createHealth(needs: Needs) {
  const { config, store, world, flags, meters, budget, integrations } = needs;
  const seen = new Map<IntegrationName, IntegrationHealth>();
  const looking = new Map<IntegrationName, Promise<IntegrationHealth>>();
  const time = () => new Date(world.now()).toISOString();

  /** Where mail is not set up in production, nobody can be reached. */
  function notSetUp(name: IntegrationName): Omit<IntegrationHealth, "time"> {
    const reason = halfSetUp(config, name);
    const rest = { use: "unset", ...(reason === null ? {} : { reason }) } as const;
    if (name === "google-oauth" && integrations.resend === null && config.env === "production") {
      return { status: "warn", output: "not set up, and neither is mail", ...rest };
    }
    if (name === "storage") {
      return { status: "pass", output: "not set up: files are kept in the database", ...rest };
    }
    if (name !== "resend") {
      return { status: "warn", output: `not set up, so ${WORDS[name].standIn}`, ...rest };
    }
    return config.env === "development"
      ? { status: "warn", output: "not set up: mail is shown on the mailbox page", ...rest }
      : { status: "fail", output: "not set up: no mail can be sent", ...rest };
  }

  async function look(name: IntegrationName): Promise<Omit<IntegrationHealth, "time">> {
    const integration = integrations[name];
    if (integration === null) return notSetUp(name);
    await flags.refresh();
    const measured = await measure(integration, { store, meters, world });
    const { breaker, latency, quotas, notices } = measured;
    const figures = {
      breaker,
      notices: notices.map(({ text }) => text),
      // Of mail these would tell, of an address that somebody asked for, whether it gets any.
      ...(name === "resend" ? {} : { latency, quotas }),
    };
    const { standIn } = WORDS[name];
    if (flags.state(name) === "off") {
      return {
        status: "warn",
        output: `it is switched off, so ${standIn}`,
        use: "off",
        ...figures,
      };
    }
    const signs = signsOf(measured);
    const outputs = signs.map((sign) => `it ${sign.says}${sign.standIn ? `, so ${standIn}` : ""}`);
    const { perCall, perThousandTokens } = integration.definition.price;
    if (perCall > 0 || perThousandTokens > 0) {
      const words = BUDGET_WORDS[(await budget.use()).state];
      if (words !== undefined && !measured.overBudget) outputs.push(words);
    }
    if (flags.state(name) === "partly") outputs.push("it is switched on for some people only");
    return {
      status: outputs.length > 0 ? "warn" : "pass",
      output: outputs[0] ?? "it works",
      use: "on",
      signs: signs.map(({ name }) => name),
      ...figures,
    };
  }

  async function lookAgain(name: IntegrationName): Promise<IntegrationHealth> {
    const queue = name === "resend"
      ? { queue: { depth: await store.jobs.count("send-mail") } }
      : {};
    const health = { ...await look(name), ...queue, time: time() };
    seen.set(name, health);
    return health;
  }

  /** One look at a time, however many ask. */
  function shared(name: IntegrationName): Promise<IntegrationHealth> {
    let under = looking.get(name);
    if (under === undefined) {
      under = lookAgain(name).finally(() => looking.delete(name));
      looking.set(name, under);
    }
    return under;
  }

  /** What was last seen, where looking takes too long or cannot be done. */
  function remembered(name: IntegrationName): IntegrationHealth {
    return seen.get(name) ?? {
      status: "warn",
      time: time(),
      output: "not known just now: the database does not answer",
      use: integrations[name] === null ? "unset" : "on",
    };
  }

  async function check(name: IntegrationName): Promise<IntegrationHealth> {
    try {
      return await within(PATIENCE_MS, shared(name)) ?? remembered(name);
    } catch (error) {
      logError("health_unknown", error, { integration: name });
      return remembered(name);
    }
  }

  return {
    /** One integration. */
    check,

    /** All of them; the worst gives the status. */
    async report(): Promise<HealthReport> {
      const found = await Promise.all(
        INTEGRATIONS.map(async (name) => [name, await check(name)] as const),
      );
      const statuses = found.map(([, { status }]) => status);
      const worst = (["fail", "warn", "pass"] as const).find((status) => statuses.includes(status));
      return {
        status: worst ?? "pass",
        time: time(),
        checks: Object.fromEntries(found) as HealthReport["checks"],
      };
    },
  };
}
