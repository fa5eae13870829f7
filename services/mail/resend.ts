/**
 * Resend: mail that leaves the house (https://resend.com/docs/api-reference/emails/send-email).
 *
 * @module
 */
import { z } from "zod";
import type { Mail } from "../../store/mailbox.ts";
import type { Integration } from "../integration.ts";
import type { Definition, Failure } from "../integration/definition.ts";
import type { IntegrationErrorCode } from "../integration/error.ts";
import { quotaWindow } from "../integration/window.ts";
import type { MailProvider } from "./mailer.ts";

/** What Resend's client gives instead of throwing. */
class ResendError extends Error {
  constructor(
    readonly type: string,
    readonly status: number | null,
    readonly retryAfterMs: number | undefined,
  ) {
    super(type);
  }
}

/**
 * What each of Resend's errors means here; any other one is a service that is away.
 * A key or a sender that it does not take is ours to put right: the mail waits for that.
 */
const meanings: Record<
  string,
  { code: IntegrationErrorCode; retryable?: boolean; healthy?: boolean }
> = {
  rate_limit_exceeded: { code: "rate_limited", retryable: true },
  daily_quota_exceeded: { code: "quota_exhausted", healthy: true },
  monthly_quota_exceeded: { code: "quota_exhausted", healthy: true },
  validation_error: { code: "rejected", healthy: true },
  invalid_parameter: { code: "rejected", healthy: true },
  missing_required_field: { code: "rejected", healthy: true },
  invalid_idempotent_request: { code: "rejected", healthy: true },
  concurrent_idempotent_requests: { code: "unavailable", retryable: true },
  missing_api_key: { code: "unavailable" },
  invalid_api_key: { code: "unavailable" },
  restricted_api_key: { code: "unavailable" },
  invalid_from_address: { code: "unavailable" },
  not_found: { code: "retired" },
  method_not_allowed: { code: "retired" },
  wrong_shape: { code: "invalid_response", retryable: true },
};

/** How long until the quota that the error names begins anew. */
const quotaResets: Record<string, "day" | "month"> = {
  daily_quota_exceeded: "day",
  monthly_quota_exceeded: "month",
};

function classify(error: unknown): Failure {
  if (!(error instanceof ResendError)) {
    return { code: "unavailable", reason: "it could not be reached", retryable: true };
  }
  const { type, retryAfterMs } = error;
  const { code, retryable = false, healthy } = meanings[type] ??
    { code: "unavailable" as const, retryable: true };
  const per = quotaResets[type];
  const now = Date.now();
  return {
    code,
    reason: `it answered ${type}`,
    retryable,
    healthy,
    retryAfterMs: per === undefined ? retryAfterMs : quotaWindow(per, now).end - now,
  };
}

/** Resend, as data. */
export const resendDefinition: Definition = {
  name: "resend",
  purpose: "sends mail",
  sends: "the address, and the words of the mail",
  timeoutMs: 5_000,
  retry: { attempts: 2, firstWaitMs: 300, longestWaitMs: 3_000 },
  breaker: { consecutive: 5, openMs: 30_000 },
  quotas: [{ unit: "call", limit: 100, per: "day" }, { unit: "call", limit: 3_000, per: "month" }],
  probe: { everyMs: 5 * 60_000, what: "GET /domains" },
  price: { perCall: 400, perThousandTokens: 0 },
  classify,
};

const Sent = z.object({ id: z.string().min(1).max(200) });
const RETRY_AFTER_CAP_MS = 60_000;

/** Sends through Resend. The mail's id is the idempotency key, which Resend remembers for a day. */
export function createResendProvider(
  resend: Integration,
  key: string,
  baseUrl: string | undefined,
): MailProvider {
  return (mail: Mail) =>
    resend.call("send-mail", async ({ idempotencyKey, signal }) => {
      // Not at start: the first mail waits for it, nobody else does.
      const { Resend } = await import("resend");
      const client = new Resend(key, baseUrl === undefined ? undefined : { baseUrl });
      const { from, to, subject, html, text } = mail;
      const { data, error, headers } = await client.emails.send(
        { from, to, subject, html, text },
        { idempotencyKey, signal },
      );
      if (error !== null) {
        // A wrong key comes as a validation error too, which would otherwise cost the mail.
        const name = /API key/i.test(error.message) ? "invalid_api_key" : error.name;
        throw new ResendError(name, error.statusCode, retryAfter(headers ?? {}));
      }
      if (!Sent.safeParse(data).success) throw new ResendError("wrong_shape", 200, undefined);
    }, { subject: null, idempotencyKey: mail.id });
}

/** Milliseconds; a vendor that asks for more than a minute is asked again by the job instead. */
function retryAfter(headers: Record<string, string>): number | undefined {
  const seconds = Number(headers["retry-after"]);
  return seconds > 0 ? Math.min(seconds * 1000, RETRY_AFTER_CAP_MS) : undefined;
}
