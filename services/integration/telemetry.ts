import { metrics, type Span, SpanStatusCode, trace } from "@opentelemetry/api";

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

/** A call as traces and metrics tell it. */
interface Told {
  readonly integration: string;
  readonly operation: string;
  /** `ok` or the code of the error. */
  readonly outcome: string;
}

/** Tells of a call that was not made. */
export function tellRefusal(integration: string, reason: string): void {
  refusals.add(1, { integration, reason });
}

/** Begins to tell of a call. */
export function startSpan(integration: string, operation: string): Span {
  return tracer.startSpan(`${integration} ${operation}`);
}

/** Tells of a call that is over. */
export function tellCall(
  span: Span,
  told: Told,
  { ms, attempts, request }: { ms: number; attempts: number; request: string },
): void {
  if (told.outcome !== "ok") span.setStatus({ code: SpanStatusCode.ERROR, message: told.outcome });
  span.setAttributes({ ...told, attempts, request });
  span.end();
  calls.add(1, { ...told });
  durations.record(ms, { ...told });
}
