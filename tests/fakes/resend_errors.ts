/**
 * The errors of the Resend API, by name. Where its reference and what the live API was seen to
 * answer differ, both are here.
 *
 * @module
 */

/** One error body as the API words it. */
export function refusal(
  statusCode: number,
  name: string,
  message: string,
  headers: HeadersInit = {},
): Response {
  return Response.json({ statusCode, name, message }, { status: statusCode, headers });
}

const spent = { "ratelimit-remaining": "0" };

/** Errors by the name under which a test plays them. */
export const resendErrors = {
  "401": () => refusal(401, "invalid_api_key", "API key is invalid"),
  "404": () => refusal(404, "not_found", "The requested endpoint does not exist."),
  "429": () => refusal(429, "rate_limit_exceeded", "Too many requests.", spent),
  "429_retry_after": () =>
    refusal(429, "rate_limit_exceeded", "Too many requests.", { ...spent, "retry-after": "1" }),
  daily_quota: () =>
    refusal(429, "daily_quota_exceeded", "The daily email quota is used up.", {
      "x-resend-daily-quota": "100",
    }),
  monthly_quota: () =>
    refusal(429, "monthly_quota_exceeded", "The monthly email quota is used up.", {
      "x-resend-monthly-quota": "3000",
    }),
  "500": () => refusal(500, "application_error", "An unexpected error occurred."),
  "503": () => refusal(503, "application_error", "Try again later."),
  /** No Authorization header. */
  missing_api_key: () =>
    refusal(401, "missing_api_key", "Missing API key in the authorization header."),
  /** A key that does not exist, as the live API answers it. */
  unknown_api_key: () => refusal(400, "validation_error", "API key is invalid"),
  /** The same, as the reference describes it. */
  forbidden_api_key: () => refusal(403, "invalid_api_key", "API key is invalid."),
  /** A key that may only send, asked for something else: it is alive nevertheless. */
  restricted_api_key: () =>
    refusal(401, "restricted_api_key", "This API key is restricted to only send emails"),
  /** The sender's domain is not verified. */
  unverified_domain: () =>
    refusal(403, "validation_error", "The example.org domain is not verified."),
  /** The recipient is refused for good. */
  invalid_to: () =>
    refusal(422, "validation_error", "Invalid `to` field: expected `email@example.com`."),
  method_not_allowed: () => refusal(405, "method_not_allowed", "Method not allowed."),
  /** The same key with another body within 24 hours. */
  invalid_idempotent_request: () =>
    refusal(409, "invalid_idempotent_request", "This key was used with another body."),
  /** The same key while its first request is under way. */
  concurrent_idempotent_requests: () =>
    refusal(409, "concurrent_idempotent_requests", "A request with this key is in progress."),
} as const;

/** What can be played, besides the faults that every fake knows. */
export type ResendFault = keyof typeof resendErrors;
