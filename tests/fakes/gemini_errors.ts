/**
 * The errors of the Gemini API: `{ error: { code, message, status, details } }`, the details as
 * google.rpc messages.
 *
 * @module
 */

const RPC = "type.googleapis.com/google.rpc.";
const HOST = "generativelanguage.googleapis.com";

/** One error before it is an answer. */
export interface GeminiError {
  readonly code: number;
  readonly status: string;
  readonly message: string;
  readonly details?: readonly Record<string, unknown>[];
}

const keyInvalid = "API key not valid. Please pass a valid API key.";
const used = "You exceeded your current quota, please check your plan.";
const help = {
  "@type": `${RPC}Help`,
  links: [{ description: "Quotas", url: "https://ai.google.dev" }],
};

function quota(quotaId: string, quotaValue: string): Record<string, unknown> {
  const quotaMetric = `${HOST}/generate_content_free_tier_requests`;
  const quotaDimensions = { location: "global", model: "gemini-3.8-flash" };
  const violations = [{ quotaMetric, quotaId, quotaDimensions, quotaValue }];
  return { "@type": `${RPC}QuotaFailure`, violations };
}

function retryIn(retryDelay: string): Record<string, unknown> {
  return { "@type": `${RPC}RetryInfo`, retryDelay };
}

function errorInfo(reason: string): Record<string, unknown> {
  const metadata = { service: HOST };
  return { "@type": `${RPC}ErrorInfo`, reason, domain: "googleapis.com", metadata };
}

const perMinute = "GenerateRequestsPerMinutePerProjectPerModel-FreeTier";
const perDay = "GenerateRequestsPerDayPerProjectPerModel-FreeTier";

/** Errors by the name under which a test plays them. */
export const geminiErrors = {
  /** What Google answers to credentials of a wrong kind. */
  "401": { code: 401, status: "UNAUTHENTICATED", message: "The credentials are not valid." },
  /** The model is gone. The real message names it; see `modelGone`. */
  "404": { code: 404, status: "NOT_FOUND", message: "The model is not found." },
  "429": {
    code: 429,
    status: "RESOURCE_EXHAUSTED",
    message: "Resource has been exhausted (e.g. check quota).",
  },
  "429_retry_after": {
    code: 429,
    status: "RESOURCE_EXHAUSTED",
    message: `${used} Please retry in 1s.`,
    details: [quota(perMinute, "60"), help, retryIn("1s")],
  },
  /** Carries a short retryDelay all the same, as seen on the live API: the quota id decides. */
  daily_quota: {
    code: 429,
    status: "RESOURCE_EXHAUSTED",
    message: `${used} Please retry in 36.429760048s.`,
    details: [quota(perDay, "20"), help, retryIn("36s")],
  },
  "500": { code: 500, status: "INTERNAL", message: "An internal error has occurred." },
  "503": { code: 503, status: "UNAVAILABLE", message: "The model is overloaded. Try again later." },
  invalid_argument: { code: 400, status: "INVALID_ARGUMENT", message: "The request is not valid." },
  too_large: {
    code: 400,
    status: "INVALID_ARGUMENT",
    message: "Request payload size exceeds the limit: 20971520 bytes.",
  },
  /** A wrong key is a 400, not a 401: the reason in ErrorInfo tells it from a wrong request. */
  key_invalid: {
    code: 400,
    status: "INVALID_ARGUMENT",
    message: keyInvalid,
    details: [
      errorInfo("API_KEY_INVALID"),
      { "@type": `${RPC}LocalizedMessage`, locale: "en-US", message: keyInvalid },
    ],
  },
  /** No key at all, or one that may not use this API. */
  permission_denied: {
    code: 403,
    status: "PERMISSION_DENIED",
    message: "Method doesn't allow unregistered callers.",
  },
  deadline: { code: 504, status: "DEADLINE_EXCEEDED", message: "The deadline has expired." },
} as const satisfies Record<string, GeminiError>;

/** The error for a model that does not exist (any more). */
export function modelGone(version: string, model: string): GeminiError {
  const message = `models/${model} is not found for API version ${version}, or is not supported ` +
    "for generateContent. Call ListModels to see the list of available models.";
  return { ...geminiErrors["404"], message };
}

/**
 * An error as an answer. A streamed call (`alt=sse`) gets the same JSON, but labelled as an event
 * stream, by which the official client wraps it once more.
 */
export function errorResponse(error: GeminiError, streamed: boolean): Response {
  const type = streamed ? "text/event-stream" : "application/json; charset=UTF-8";
  const body = JSON.stringify({ error }, null, 2) + "\n";
  return new Response(body, { status: error.code, headers: { "content-type": type } });
}
