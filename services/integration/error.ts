/** Why a call to a third party came to nothing. Stable: pages, jobs and tests go by it. */
export type IntegrationErrorCode =
  | "disabled"
  | "consent_required"
  | "quota_exhausted"
  | "circuit_open"
  | "timeout"
  | "unavailable"
  | "rate_limited"
  | "rejected"
  | "invalid_response"
  | "retired";

/** A call that came to nothing. The message is for logs and names no person. */
export class IntegrationError extends Error {
  override readonly name = "IntegrationError";

  constructor(
    readonly integration: string,
    readonly code: IntegrationErrorCode,
    reason: string,
    /** Milliseconds since 1970: when it is worth asking again, where that is known. */
    readonly retryAt: number | null = null,
  ) {
    super(`Cannot call ${integration}: ${reason}`);
  }
}

/** What a call gives: a value, never a throw. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: IntegrationError };
