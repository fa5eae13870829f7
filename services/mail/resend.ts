/**
 * Resend: mail that leaves the house (https://resend.com/docs/api-reference/emails/send-email).
 *
 * @module
 */
import { z } from "zod";
import type { Mail } from "../../store/mailbox.ts";
import type { Config } from "../config.ts";
import type { Attempt, CallOptions, Integration } from "../integration.ts";
import type { Definition, Failure } from "../integration/definition.ts";
import { IntegrationError, type IntegrationErrorCode, type Outcome } from "../integration/error.ts";
import { quotaWindow } from "../integration/window.ts";
import type { World } from "../world.ts";
import type { MailProvider } from "./mailer.ts";

/** What Resend's client gives instead of throwing. */
class ResendError extends Error {
  readonly type: string;

  constructor(type: unknown, readonly retryAfterMs: number | undefined) {
    super();
    // It goes to the log, so nothing but a name gets in.
    this.type = typeof type === "string" && /^[a-z_]{1,60}$/.test(type) ? type : "an error";
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

/** What its client throws, and what it makes of an answer that never came, or was no JSON. */
function classify(error: unknown, now: number): Failure {
  if (!(error instanceof ResendError)) {
    const reason = "it could not be reached, or its answer not be read";
    return { code: "unavailable", reason, retryable: true };
  }
  const { type, retryAfterMs } = error;
  const { code, retryable = false, healthy } = meanings[type] ??
    { code: "unavailable" as const, retryable: true };
  const per = quotaResets[type];
  return {
    code,
    reason: `it answered ${type}`,
    retryable,
    healthy,
    retryAfterMs: per === undefined ? retryAfterMs : quotaWindow(per, now).end - now,
  };
}

/**
 * So many of Resend's 100 a day and 3,000 a month nobody can use up by asking to sign in: they are
 * for letters to operators, who must hear that the rest is gone, and are not counted.
 */
const FOR_OPERATORS = 5;

/** Resend, as data. */
export const resendDefinition: Definition = {
  name: "resend",
  purpose: "sends mail",
  sends: "the address, and the words of the mail",
  timeoutMs: 5_000,
  retry: { attempts: 2, firstWaitMs: 300, longestWaitMs: 3_000 },
  breaker: { consecutive: 5, openMs: 30_000 },
  quotas: [
    { unit: "call", limit: 100 - FOR_OPERATORS, per: "day" },
    { unit: "call", limit: 3_000 - FOR_OPERATORS, per: "month" },
  ],
  probe: { everyMs: 5 * 60_000, what: "GET /domains" },
  price: { perCall: 400, perThousandTokens: 0 },
  classify,
};

const Sent = z.object({ id: z.string().min(1).max(200) });
/** A vendor that asks for more than a minute is asked again by the job instead. */
const RETRY_AFTER_CAP_MS = 60_000;

/** What the client gives for any call. */
interface Reply {
  readonly error:
    | { readonly name: string; readonly message: string; statusCode: number | null }
    | null;
  readonly headers: Record<string, string> | null;
}

/** The two calls that this app makes of Resend. */
export type ResendClient = ReturnType<typeof createResendClient>;

/** Resend's own client, loaded with the first call, not at start. */
export function createResendClient({ key, baseUrl }: NonNullable<Config["resend"]>) {
  async function client() {
    const { Resend } = await import("resend");
    return new Resend(key, baseUrl === undefined ? undefined : { baseUrl });
  }

  return {
    /** Loads what a call needs: the time that this takes at the first one is not Resend's. */
    ready: async () => void await client(),

    async send(mail: Mail, { idempotencyKey, signal, requestId, sent }: Attempt): Promise<void> {
      const { from, to, subject, html, text } = mail;
      const message = { from, to, subject, html, text };
      sent(new TextEncoder().encode(JSON.stringify(message)).length);
      const options = { idempotencyKey, signal, headers: { "x-request-id": requestId } };
      const reply = await (await client()).emails.send(message, options);
      throwError(reply);
      if (!Sent.safeParse(reply.data).success) throw new ResendError("wrong_shape", undefined);
    },

    /** Asks for something harmless. A key that may only send is told so, by a service that is well. */
    async probe({ signal, requestId }: Attempt): Promise<void> {
      const options = { signal, headers: { "x-request-id": requestId } };
      const reply = await (await client()).domains.list({}, options);
      if (reply.error?.name !== "restricted_api_key") throwError(reply);
    },
  };
}

/**
 * @throws {ResendError} what the client gave as a value
 * @throws {Error} where nothing was answered: the client then makes up a name that Resend uses, too
 */
function throwError({ error, headers }: Reply): void {
  if (error === null) return;
  if (error.name === "application_error" && error.statusCode === null) {
    throw new Error("Cannot ask Resend: no answer that could be read");
  }
  throw new ResendError(errorName(error), retryAfter(headers ?? {}));
}

/**
 * Some of what is ours to put right comes as a validation error too, which would cost the mail: a
 * wrong key, known by its words alone, and a sender that is not verified, by its status.
 */
function errorName({ name, message, statusCode }: NonNullable<Reply["error"]>): string {
  if (/API key/i.test(message)) return "invalid_api_key";
  if (name === "validation_error" && statusCode === 403) return "invalid_from_address";
  return name;
}

/** Milliseconds. */
function retryAfter(headers: Record<string, string>): number | undefined {
  const seconds = Number(headers["retry-after"]);
  return seconds > 0 ? Math.min(seconds * 1000, RETRY_AFTER_CAP_MS) : undefined;
}

/** Sends through Resend. The mail's id is the idempotency key, which Resend remembers for a day. */
export function createResendProvider(
  resend: Integration,
  client: ResendClient,
  world: World,
): MailProvider {
  /** What Resend said when it would take no more mail for now. */
  let full: IntegrationError | null = null;

  async function call(
    mail: Mail,
    run: (attempt: Attempt) => Promise<void>,
    options: Pick<CallOptions, "free" | "owner" | "about">,
  ): Promise<Outcome<void>> {
    await client.ready();
    return await resend.call("send-mail", run, {
      subject: null,
      idempotencyKey: mail.id,
      ...options,
    });
  }

  /** Why no mail could be sent now, as far as the budget and allowances go. */
  async function noneLeft(): Promise<IntegrationError | null> {
    const over = await resend.overBudget();
    if (over !== null) return over;
    if (full?.retryAt && full.retryAt > world.now()) return full;
    const spent = (await resend.quotas()).find(({ used, limit }) => used >= limit);
    return spent === undefined ? null : new IntegrationError(
      resend.definition.name,
      "quota_exhausted",
      "its allowance is used up",
      spent.resetsAt,
    );
  }

  return {
    async send(mail, { toOperators, owner, template }) {
      const options = { free: toOperators, owner, about: template };
      const outcome = await call(mail, (attempt) => client.send(mail, attempt), options);
      full = !outcome.ok && outcome.error.code === "quota_exhausted" ? outcome.error : null;
      return outcome;
    },

    // By the same door, with the same breaker, to the same service; of the allowance it takes
    // none, or one browser could use up everybody's.
    async rehearse(mail) {
      const error = await noneLeft();
      return error === null ? await call(mail, client.probe, { free: true }) : { ok: false, error };
    },
  };
}
