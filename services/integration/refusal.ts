import type { Store } from "../../store/store.ts";
import type { Budget } from "../costs/budget.ts";
import { logError } from "../log.ts";
import type { World } from "../world.ts";
import type { Breaker } from "./breaker.ts";
import type { Consent, Definition } from "./definition.ts";
import { IntegrationError } from "./error.ts";
import type { Flags } from "./flags.ts";
import type { createQuotas } from "./quotas.ts";

/** What a call is asked before it is made. */
interface Asked {
  readonly subject: string | null;
  readonly consent?: Consent;
  readonly free?: boolean;
}

interface Needs {
  readonly store: Pick<Store, "consents">;
  readonly flags: Flags;
  readonly budget?: Budget;
  readonly breaker: Breaker;
  readonly quotas: ReturnType<typeof createQuotas>;
  readonly world: World;
  /** Finds out whether a vendor whose breaker has rested is back. */
  readonly tryAgain: () => Promise<void>;
}

/**
 * Says why a call is not made: flag, consent, budget, breaker, quota, in this order. The breaker comes
 * before the quota, which a vendor that is away must not use up.
 */
export function createRefusals({ name, price, spared }: Definition, needs: Needs) {
  const { store, flags, breaker, quotas } = needs;
  const costs = price.perCall > 0 || price.perThousandTokens > 0;
  /** What stops it; none where its calls cost nothing, or are made all the same. */
  const budget = costs && !spared ? needs.budget : undefined;

  /** One for as long as the breaker is shut: a busy page must not pay for a stack at each call. */
  let shut: { until: number; error: IntegrationError } | null = null;

  function byBreaker(): IntegrationError | null {
    const until = breaker.shutUntil();
    if (until === null) return null;
    if (shut?.until !== until) {
      const reason = "it failed too often just now";
      const retryAt = until === Infinity ? null : until;
      shut = { until, error: new IntegrationError(name, "circuit_open", reason, retryAt) };
    }
    return shut.error;
  }

  async function overBudget(): Promise<IntegrationError | null> {
    const retryAt = await budget?.stopsUntil() ?? null;
    return retryAt === null
      ? null
      : new IntegrationError(name, "quota_exhausted", "the month's budget is spent", retryAt);
  }

  const isOn = (operation: string, subject: string | null) =>
    flags.isOn(name, subject) && flags.isOn(`${name}/${operation}`, subject);

  async function look(operation: string, asked: Asked): Promise<IntegrationError | null> {
    await flags.refresh();
    const { subject, consent, free } = asked;
    if (!isOn(operation, subject)) {
      return new IntegrationError(name, "disabled", "it is switched off");
    }
    if (consent && !(subject && await store.consents.has(subject, consent))) {
      const reason = "the person has not allowed it";
      return new IntegrationError(name, "consent_required", reason);
    }
    const spent = free ? null : await overBudget();
    if (spent !== null) return spent;
    if (!free) await needs.tryAgain();
    const open = byBreaker();
    if (open !== null) return open;
    const resetsAt = free ? null : await quotas.take();
    return resetsAt === null
      ? null
      : new IntegrationError(name, "quota_exhausted", "its allowance is used up", resetsAt);
  }

  return {
    overBudget,

    /** What is known without waiting: nothing to wait for at a door that is known to be shut. */
    atOnce(operation: string, { subject, consent }: Asked): IntegrationError | null {
      return !consent && flags.fresh() && isOn(operation, subject) ? byBreaker() : null;
    },

    /** Why the call is not made, or null, and then it is taken out of the quotas. Never throws. */
    async look(operation: string, asked: Asked): Promise<IntegrationError | null> {
      try {
        return await look(operation, asked);
      } catch (error) {
        logError("door_failed", error, { integration: name, operation });
        return new IntegrationError(name, "unavailable", "our own database did not answer");
      }
    },
  };
}
