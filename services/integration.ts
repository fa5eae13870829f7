/**
 * The only door to a third party. A call passes, in this order: flag, consent, budget,
 * breaker, quota, timeout, retry with exponential backoff and full jitter; on its
 * way back meters, the audit, and a trace. It gives a value, never a throw.
 *
 * @module
 */
import type { Store } from "../store/store.ts";
import type { Budget } from "./costs/budget.ts";
import { createAttempts } from "./integration/attempts.ts";
import { createBreaker } from "./integration/breaker.ts";
import type { Consent, Definition } from "./integration/definition.ts";
import { IntegrationError, type Outcome } from "./integration/error.ts";
import type { Flags } from "./integration/flags.ts";
import type { Meters } from "./integration/meters.ts";
import { createQuotas } from "./integration/quotas.ts";
import { createRefusals } from "./integration/refusal.ts";
import { startSpan, tellCall, tellRefusal } from "./integration/telemetry.ts";
import { logError } from "./log.ts";
import { requestId, withRequestId } from "./request_id.ts";
import { newId, type World } from "./world.ts";

/** What a call is told of itself. */
export interface Attempt {
  /** Ends when the attempt has taken too long. */
  readonly signal: AbortSignal;
  /** The same for every attempt of the call: a vendor that remembers it does nothing twice. */
  readonly idempotencyKey: string;
  /** The id of the request that it is made for: sent along, so that both sides' logs can be joined. */
  readonly requestId: string;
  /** Says how many tokens the vendor counted. */
  readonly spend: (tokens: number) => void;
  /** Says how many bytes of a person's left the house in this attempt. */
  readonly sent: (bytes: number) => void;
}

/** Whom and what a call is for. */
export interface CallOptions {
  /** The id of the person it is about; null for nobody in particular. */
  readonly subject: string | null;
  /**
   * Whose data goes along where the call is made for nobody in particular: for the audit alone, so
   * that a switch by person cannot tell who has an account.
   */
  readonly owner?: string | null;
  /** What of theirs it is about, for their own list: a score's id, a letter's template. */
  readonly about?: string;
  /** What the person must have allowed. */
  readonly consent?: Consent;
  readonly idempotencyKey?: string;
  /** It takes nothing out of the quotas and costs nothing: a probe. A letter to operators passes so too. */
  readonly free?: boolean;
  /** One attempt alone: what it brings works once, or somebody waits for it. */
  readonly once?: boolean;
}

interface Needs {
  readonly store: Pick<Store, "consents" | "counters">;
  readonly flags: Flags;
  readonly meters: Meters;
  /** What calls may cost; where it is missing, anything. */
  readonly budget?: Budget;
  readonly world: World;
}

/** A third party, behind the door. */
export type Integration = ReturnType<typeof createIntegration>;

/**
 * Puts a third party behind the door.
 *
 * @param probe a harmless call that tells whether the vendor answers
 */
export function createIntegration(
  definition: Definition,
  needs: Needs,
  probe: ((attempt: Attempt) => Promise<unknown>) | null = null,
) {
  const { name, price } = definition;
  const { store, flags, meters, budget, world } = needs;
  const quotas = createQuotas(definition, store, world);
  const breaker = createBreaker(definition.breaker, world);
  const attempts = createAttempts(definition, breaker, world);
  const refusals = createRefusals(definition, {
    store,
    flags,
    budget,
    breaker,
    quotas,
    world,
    tryAgain,
  });

  let trial: Promise<unknown> | null = null;

  /** A breaker that has rested is tried by the probe, which uses up no allowance; all wait for the same one. */
  async function tryAgain(): Promise<void> {
    if (probe === null) return;
    const rested = breaker.state() === "trying" && breaker.shutUntil() === null;
    if (rested && trial === null) {
      trial = door.call("probe", probe, { subject: null, free: true, once: true })
        .finally(() => trial = null);
    }
    await trial;
  }

  /** Notes a call that was not made; nothing left the house, so the audit has none of it. */
  function notMade<T>(error: IntegrationError): Outcome<T> {
    meters.refuse(name, error.code);
    tellRefusal(name, error.code);
    return { ok: false, error };
  }

  /** When a call was last made, by this instance. */
  let calledAt = -Infinity;
  let answeredAt = -Infinity;

  const door = {
    definition,

    /**
     * Calls the vendor by `run`, which throws where it fails; the definition's
     * `classify` makes sense of what was thrown.
     *
     * @param operation what is done, for flags, audit and traces: "send-mail"
     */
    async call<T>(
      operation: string,
      run: (attempt: Attempt) => Promise<T>,
      options: CallOptions,
    ): Promise<Outcome<T>> {
      const refused = refusals.atOnce(operation, options) ??
        await refusals.look(operation, options);
      if (refused !== null) return notMade(refused);

      const start = performance.now();
      calledAt = world.now();
      const id = newId(world);
      const used = { attempts: 0, tokens: 0, bytes: 0 };
      const attempt = {
        idempotencyKey: options.idempotencyKey ?? id,
        requestId: requestId() ?? id,
        spend: (tokens: number) => void (used.tokens += tokens),
        sent: (bytes: number) => void (used.bytes += bytes),
      };
      const perform = (signal: AbortSignal) => {
        used.attempts++;
        return run({ signal, ...attempt });
      };
      let outcome: Outcome<T>;
      let failed = false;
      const span = startSpan(name, operation);
      try {
        const value = await (options.once ? attempts.makeOnce(perform) : attempts.make(perform));
        outcome = { ok: true, value };
        answeredAt = world.now();
      } catch (thrown) {
        const { code, reason, healthy, retryAfterMs } = attempts.understand(thrown);
        const retryAt = retryAfterMs ? world.now() + retryAfterMs : null;
        const error = new IntegrationError(name, code, reason, retryAt);
        outcome = { ok: false, error };
        failed = healthy !== true;
        if (failed) calledAt = -Infinity; // Asked again by the next probe, not the one after.
        const details = { integration: name, operation, code };
        logError("integration_failed", error, { ...details, request: attempt.requestId });
      }
      const ms = performance.now() - start;
      const code = outcome.ok ? "ok" : outcome.error.code;
      const told = { integration: name, operation, outcome: code };
      tellCall(span, told, { ms, attempts: used.attempts, request: attempt.requestId });
      if (used.attempts === 0 && !outcome.ok) {
        // The breaker opened, or another call tries it, since this one was let in.
        if (!options.free) quotas.putBack();
        return notMade(outcome.error);
      }
      if (used.tokens > 0) quotas.spend(used.tokens);
      const perCall = options.free ? 0 : price.perCall;
      const cost = perCall + price.perThousandTokens * used.tokens / 1000;
      budget?.spend(cost);
      meters.count({
        integration: name,
        outcome: code,
        failed,
        ms,
        tokens: used.tokens,
        cost,
      });
      meters.note({
        ...told,
        id,
        at: world.now(),
        subject: options.subject ?? options.owner ?? null,
        about: options.about,
        ms: Math.round(ms),
        ...used,
      });
      return outcome;
    },

    /**
     * Asks whether the vendor answers, where nobody has called it for a while; null where
     * somebody has. It is also what finds out that a vendor is back.
     *
     * @param everyMs how long a while is, where it is another than the definition's
     */
    probe(everyMs: number = definition.probe.everyMs): Promise<Outcome<unknown>> | null {
      if (probe === null) return null;
      if (world.now() - calledAt < everyMs && breaker.state() === "closed") return null;
      const call = () => door.call("probe", probe, { subject: null, free: true });
      return withRequestId(newId(world), call);
    },

    /** When it last answered this instance, in milliseconds since 1970. */
    answeredAt: () => answeredAt,

    /** How the breaker stands. */
    breaker: breaker.state,

    /** Until when it lets no call through (milliseconds since 1970); null where the next may pass. */
    shutUntil: breaker.shutUntil,

    /** Why calls that cost are not made this month, or null. */
    overBudget: refusals.overBudget,

    /** The quotas as they stand, all instances together. */
    quotas: quotas.use,

    /** Writes down what was used. */
    flush: quotas.flush,
  };
  return door;
}
