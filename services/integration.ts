/**
 * The only door to a third party. A call passes, in this order: flag, consent,
 * breaker, quota, timeout, retry with exponential backoff and full jitter; on its
 * way back meters, the audit, and a trace. It gives a value, never a throw.
 *
 * @module
 */
import { metrics, SpanStatusCode, trace } from "@opentelemetry/api";
import {
  circuitBreaker,
  CircuitState,
  DelegateBackoff,
  handleWhen,
  retry,
  timeout,
  TimeoutStrategy,
  wrap,
} from "cockatiel";
import type { Store } from "../store/store.ts";
import { SmallHouseBreaker } from "./integration/breaker.ts";
import type { Consent, Definition, Failure } from "./integration/definition.ts";
import { IntegrationError, type IntegrationErrorCode, type Outcome } from "./integration/error.ts";
import type { Flags } from "./integration/flags.ts";
import type { Meters } from "./integration/meters.ts";
import { createQuotas } from "./integration/quotas.ts";
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
  /** What the person must have allowed. */
  readonly consent?: Consent;
  readonly idempotencyKey?: string;
  /** It takes nothing out of the quotas: a probe. */
  readonly free?: boolean;
  /** One attempt alone: what it brings works once, or somebody waits for it. */
  readonly once?: boolean;
}

interface Needs {
  readonly store: Pick<Store, "consents" | "counters">;
  readonly flags: Flags;
  readonly meters: Meters;
  readonly world: World;
}

/** A third party, behind the door. */
export type Integration = ReturnType<typeof createIntegration>;

const tracer = trace.getTracer("attacca");
const meter = metrics.getMeter("attacca");
const calls = meter.createCounter("attacca.integration.calls", {
  description: "calls to third parties, by outcome",
});
const refusals = meter.createCounter("attacca.integration.refusals", {
  description: "calls that were not made, by reason",
});
const durations = meter.createHistogram("attacca.integration.duration", {
  description: "how long calls to third parties took, all attempts together",
  unit: "ms",
});

/** What was thrown inside the policies, already understood. */
class Failed extends Error {
  constructor(readonly failure: Failure) {
    super(failure.reason);
  }
}

/**
 * Puts a third party behind the door.
 *
 * @param probe a harmless call that tells whether the vendor answers
 */
export function createIntegration(
  definition: Definition,
  needs: Needs,
  probe: (attempt: Attempt) => Promise<unknown> = () => Promise.resolve(),
) {
  const { name, timeoutMs, breaker: breaks, price } = definition;
  const { store, flags, meters, world } = needs;
  const quotas = createQuotas(definition, store, world);

  const breaker = circuitBreaker(
    handleWhen((error) => !(error instanceof Failed && error.failure.healthy)),
    { breaker: new SmallHouseBreaker(breaks.consecutive), halfOpenAfter: breaks.openMs },
  );
  /** cockatiel's own clock: it says "open" until somebody tries, so the time is ours to keep. */
  let openUntil = 0;
  breaker.onBreak(() => openUntil = Date.now() + breaks.openMs);
  breaker.onReset(() => openUntil = 0);
  const once = wrap(breaker, timeout(timeoutMs, TimeoutStrategy.Aggressive));
  const policy = wrap(
    retry(handleWhen((error) => understand(error).retryable), {
      maxAttempts: definition.retry.attempts,
      backoff: new DelegateBackoff((context) => wait(context.attempt, failureOf(context.result))),
    }),
    breaker,
    timeout(timeoutMs, TimeoutStrategy.Aggressive),
  );

  /** Exponential backoff with full jitter; what the vendor asks for is the least. */
  function wait(attempt: number, failure: Failure | null): number {
    const { firstWaitMs, longestWaitMs } = definition.retry;
    const most = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1));
    const dice = world.random(2);
    const jitter = most * (dice[0] * 256 + dice[1]) / 65_535;
    return Math.max(failure?.retryAfterMs ?? 0, jitter);
  }

  /** What a thrown error means, in the words of this integration. */
  function understand(error: unknown): Failure {
    if (error instanceof Failed) return error.failure;
    const kind = (error as { isTaskCancelledError?: boolean; isBrokenCircuitError?: boolean }) ??
      {};
    if (kind.isTaskCancelledError) {
      return { code: "timeout", reason: `no answer within ${timeoutMs} ms`, retryable: true };
    }
    if (kind.isBrokenCircuitError) {
      return { code: "circuit_open", reason: "it failed too often just now", retryable: false };
    }
    return definition.classify(error);
  }

  const refuse = (code: IntegrationErrorCode, reason: string, retryAt: number | null = null) =>
    new IntegrationError(name, code, reason, retryAt);

  /** One for as long as the breaker is open: a busy page must not pay for a stack at each call. */
  let openRefusal: { until: number; error: IntegrationError } | null = null;

  function refusedByBreaker(): IntegrationError | null {
    if (openUntil === 0) return null;
    const closesIn = openUntil - Date.now();
    if (closesIn <= 0) return null;
    if (openRefusal?.until !== openUntil) {
      const error = refuse("circuit_open", "it failed too often just now", world.now() + closesIn);
      openRefusal = { until: openUntil, error };
    }
    return openRefusal.error;
  }

  const isOn = (operation: string, subject: string | null) =>
    flags.isOn(name, subject) && flags.isOn(`${name}/${operation}`, subject);

  /** Why the call is not made, or null. The breaker comes before the quota, which a vendor that is away must not use up. */
  async function refusal(
    operation: string,
    options: CallOptions,
  ): Promise<IntegrationError | null> {
    await flags.refresh();
    const { subject, consent } = options;
    if (!isOn(operation, subject)) return refuse("disabled", "it is switched off");
    if (consent && !(subject && await store.consents.has(subject, consent))) {
      return refuse("consent_required", "the person has not allowed it");
    }
    const open = refusedByBreaker();
    if (open !== null) return open;
    const resetsAt = options.free ? null : await quotas.take();
    return resetsAt === null
      ? null
      : refuse("quota_exhausted", "its allowance is used up", resetsAt);
  }

  /** Notes a call that was not made; nothing left the house, so the audit has none of it. */
  function notMade<T>(error: IntegrationError): Outcome<T> {
    meters.refuse(name, error.code);
    refusals.add(1, { integration: name, reason: error.code });
    return { ok: false, error };
  }

  /** When a call was last made, by this instance. */
  let calledAt = -Infinity;

  return {
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
      // Nothing to wait for at a door that is known to be shut.
      if (!options.consent && flags.fresh() && isOn(operation, options.subject)) {
        const open = refusedByBreaker();
        if (open !== null) return notMade(open);
      }
      const refused = await refusal(operation, options);
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
      let outcome: Outcome<T>;
      let failed = false;
      const span = tracer.startSpan(`${name} ${operation}`);
      try {
        const value = await (options.once ? once : policy).execute(async ({ signal }) => {
          used.attempts++;
          try {
            return await run({ signal, ...attempt });
          } catch (error) {
            throw signal.aborted ? error : new Failed(understand(error));
          }
        });
        outcome = { ok: true, value };
      } catch (error) {
        const failure = understand(error);
        failed = failure.healthy !== true;
        if (failed) calledAt = -Infinity; // Asked again by the next probe, not the one after.
        const retryAt = failure.retryAfterMs ? world.now() + failure.retryAfterMs : null;
        outcome = { ok: false, error: refuse(failure.code, failure.reason, retryAt) };
        span.setStatus({ code: SpanStatusCode.ERROR, message: failure.code });
        const details = { integration: name, operation, code: failure.code };
        logError("integration_failed", outcome.error, { ...details, request: attempt.requestId });
      }
      const ms = performance.now() - start;
      const code = outcome.ok ? "ok" : outcome.error.code;
      const seen = { integration: name, operation, outcome: code };
      span.setAttributes({ ...seen, attempts: used.attempts, request: attempt.requestId });
      span.end();
      calls.add(1, seen);
      durations.record(ms, seen);
      if (used.tokens > 0) quotas.spend(used.tokens);
      meters.count({
        integration: name,
        outcome: code,
        failed,
        ms,
        tokens: used.tokens,
        cost: price.perCall + price.perThousandTokens * used.tokens / 1000,
      });
      meters.note({
        id,
        at: world.now(),
        integration: name,
        operation,
        subject: options.subject,
        outcome: code,
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
      if (world.now() - calledAt < everyMs && openUntil === 0) return null;
      const call = () => this.call("probe", probe, { subject: null, free: true });
      return withRequestId(newId(world), call);
    },

    /** How the breaker stands. */
    breaker: (): "closed" | "open" | "trying" =>
      breaker.state === CircuitState.Open
        ? "open"
        : breaker.state === CircuitState.HalfOpen
        ? "trying"
        : "closed",

    /** The quotas as they stand, all instances together. */
    quotas: quotas.use,

    /** Writes down what was used. */
    flush: quotas.flush,
  };
}

function failureOf(result: unknown): Failure | null {
  const error = (result as { error?: unknown } | undefined)?.error;
  return error instanceof Failed ? error.failure : null;
}
