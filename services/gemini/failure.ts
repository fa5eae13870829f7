/**
 * What the failures of Gemini and its client mean here.
 *
 * @module
 */
import { z } from "zod";
import { AnswerTooLarge } from "../bounded_fetch.ts";
import type { Failure } from "../integration/definition.ts";
import { BadAnswer, type BadAnswerKind } from "./answer.ts";

/** Model names come and go with months' notice: one that is gone is looked for again after an hour. */
export const RETIRED_FOR_MS = 60 * 60_000;
/** A vendor that wants to be left alone for longer is asked again by the job, not by the call. */
const LONGEST_WAIT_MS = 5_000;
const RETRY_AFTER_CAP_MS = 60 * 60_000;
/** Google's days begin and end there (https://ai.google.dev/gemini-api/docs/rate-limits). */
const QUOTA_TIME_ZONE = "America/Los_Angeles";
/** A streamed error comes wrapped in another one. */
const DEEPEST_WRAPPING = 3;

const badAnswers: Record<BadAnswerKind, Failure> = {
  blocked: said("rejected", "it would not answer this"),
  cut_short: said("rejected", "its answer was too long, and cut"),
  empty: poor("it answered nothing"),
  malformed: poor("its answer was no JSON"),
  wrong_shape: poor("its answer had another shape"),
  broken_off: { code: "unavailable", reason: "its answer broke off", retryable: false },
  nobody_listens: said("rejected", "whoever asked has left"),
};

/** The vendor is well and has said no; the same call again gets the same. */
function said(code: "rejected" | "retired", reason: string): Failure {
  return { code, reason, retryable: false, healthy: true };
}

/** An answer that is none. Each costs tokens, so the same call is not made again at once. */
function poor(reason: string): Failure {
  return { code: "invalid_response", reason, retryable: false };
}

const away = (reason: string, retryable = true): Failure => (
  { code: "unavailable", reason, retryable }
);

const ApiError = z.object({ name: z.literal("ApiError"), status: z.number(), message: z.string() });

const Details = z.object({
  error: z.object({
    message: z.string().optional(),
    status: z.string().optional(),
    details: z.array(z.looseObject({
      reason: z.string().optional(),
      retryDelay: z.string().optional(),
      violations: z.array(z.looseObject({ quotaId: z.string().optional() })).optional(),
    })).optional(),
  }),
});

/** The error inside an ApiError, however often the client has wrapped it. */
function details(message: string, depth = 0): z.infer<typeof Details>["error"] {
  try {
    const { error } = Details.parse(JSON.parse(message));
    const wrapped = error.message?.trimStart().startsWith("{") && depth < DEEPEST_WRAPPING;
    return wrapped ? details(error.message!, depth + 1) : error;
  } catch {
    return {};
  }
}

/** What was thrown, understood. The reason is ours: a vendor's message may quote what was sent. */
export function classify(error: unknown, now: number): Failure {
  if (error instanceof BadAnswer) return badAnswers[error.kind];
  if (error instanceof AnswerTooLarge) return poor("its answer did not end");
  const told = ApiError.safeParse(error);
  if (told.success) return classifyStatus(told.data.status, told.data.message, now);
  const { name, message } = error instanceof Error ? error : new Error();
  if (name === "AbortError" || name === "TimeoutError") {
    return { code: "timeout", reason: "no answer in time", retryable: true };
  }
  // The client's words for JSON, whole or streamed, that it could not read.
  if (name === "SyntaxError" || /stream chunk|Incomplete JSON/.test(message)) {
    return { code: "invalid_response", reason: "its answer could not be read", retryable: true };
  }
  return away("it could not be reached");
}

function classifyStatus(status: number, message: string, now: number): Failure {
  const { status: name, details: more = [] } = details(message);
  if (status === 429) return classifyQuota(more, now);
  if (status === 404) {
    return { ...said("retired", "the model is gone"), retryAfterMs: RETIRED_FOR_MS };
  }
  const wrongKey = more.some(({ reason }) => reason?.startsWith("API_KEY_")) ||
    name === "FAILED_PRECONDITION" || status === 401 || status === 403;
  if (wrongKey) return away(`it does not take our key (${status})`, false);
  if (status === 400 || status === 413) return said("rejected", `it answered ${status}`);
  return away(`it answered ${status}`);
}

function classifyQuota(
  more: NonNullable<z.infer<typeof Details>["error"]["details"]>,
  now: number,
): Failure {
  const daily = more.some(({ violations = [] }) =>
    violations.some(({ quotaId }) => quotaId?.includes("PerDay"))
  );
  if (daily) {
    return {
      code: "quota_exhausted",
      reason: "the day's quota is used up",
      retryable: false,
      healthy: true,
      retryAfterMs: untilMidnight(now),
    };
  }
  const seconds = more.map(({ retryDelay }) => parseFloat(retryDelay ?? "")).find((n) => n > 0);
  const retryAfterMs = seconds && Math.min(seconds * 1000, RETRY_AFTER_CAP_MS);
  return {
    code: "rate_limited",
    reason: "too many calls in a short time",
    retryable: (retryAfterMs ?? 0) <= LONGEST_WAIT_MS,
    retryAfterMs,
  };
}

/** Milliseconds from `now` to the next midnight where the quota's day ends; an hour off on two days a year. */
function untilMidnight(now: number): number {
  const clock = new Intl.DateTimeFormat("en-GB", {
    timeZone: QUOTA_TIME_ZONE,
    timeStyle: "medium",
  }).format(now);
  const [hours, minutes, seconds] = clock.split(":").map(Number);
  return ((24 - hours) * 3600 - minutes * 60 - seconds) * 1000;
}
