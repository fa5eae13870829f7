/**
 * Resend, as far as this app calls it: `POST /emails` with its memory of idempotency keys,
 * `GET /domains`, errors as `{ statusCode, name, message }`, limits in headers, signed webhooks
 * (https://resend.com/docs/api-reference). It delivers to an array.
 *
 * @module
 */
import { pause } from "./fault.ts";
import { refusal, resendErrors, type ResendFault } from "./resend_errors.ts";
import { signWebhook, type WebhookOptions, type WebhookStory } from "./resend_webhook.ts";
import { type Fake, type Received, startFake } from "./server.ts";

/** A mail that went out. */
export interface SentMail {
  readonly id: string;
  /** Its idempotency key, or `null` without one. */
  readonly key: string | null;
  /** When it was accepted, in ms since 1970 by the fake's clock. */
  readonly at: number;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly html?: string;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly tags?: readonly { readonly name: string; readonly value: string }[];
}

/** What a test decides about the account. */
export interface ResendOptions {
  /** The clock by which idempotency keys grow old. */
  readonly now?: () => number;
  /** What the key may do: everything, or nothing but send. */
  readonly access?: "full" | "sending";
}

/** Resend under a test's control. */
export interface FakeResend extends Fake<ResendFault> {
  /** The key that it accepts. */
  readonly key: string;
  /** Mails really sent, oldest first: one for each idempotency key, however often it was tried. */
  readonly sent: SentMail[];
  /** How long accepting a mail takes, in ms (0); meanwhile the same key again is "concurrent". */
  takes: number;
  /** The secret that webhooks are signed with, `whsec_…`. */
  readonly webhookSecret: string;
  /** A signed notice about a mail, ready for `fetch`. */
  webhook(url: string, story: WebhookStory, options?: WebhookOptions): Promise<Request>;
}

const KEY = "re_test_AbCdEf0123456789";
const WEBHOOK_SECRET = `whsec_${btoa("a secret of the test's own, 32 b")}`;
const DAY = 24 * 60 * 60 * 1000;
const ADDRESS = /^(?:[^<>@]*<[^<>@\s]+@[^<>@\s]+\.[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+\.[^<>@\s]+)$/;

const DOMAINS = {
  object: "list",
  has_more: false,
  data: [{
    id: "d91cd9bd-1176-453e-8fc1-35364d380206",
    name: "example.org",
    status: "verified",
    created_at: "2026-01-02 03:04:05.000000+00",
    region: "eu-west-1",
  }],
};

interface Memory {
  readonly body: string;
  readonly at: number;
  /** Missing while the first request is under way. */
  id?: string;
}

function list(value: unknown): string[] {
  return value === undefined ? [] : [value].flat().map(String);
}

/** What is wrong with a mail, as the API answers it; `null` when nothing is. */
function wrongWith(mail: Record<string, unknown>): Response | null {
  const missing = ["from", "to", "subject"].find((field) => mail[field] === undefined);
  if (missing) return refusal(422, "missing_required_field", `Missing \`${missing}\` field.`);
  if (mail.html === undefined && mail.text === undefined) {
    return refusal(422, "missing_required_field", "Missing `html` or `text` field.");
  }
  for (const field of ["from", "to", "cc", "bcc", "reply_to"]) {
    if (list(mail[field]).every((address) => ADDRESS.test(address))) continue;
    return refusal(422, "validation_error", `Invalid \`${field}\` field: not an address.`);
  }
  const few = list(mail.to).length <= 50;
  return few ? null : refusal(422, "validation_error", "Invalid `to` field: more than 50.");
}

/** Starts a Resend whose account has sent nothing yet. */
export function startResend(options: ResendOptions = {}): FakeResend {
  const now = options.now ?? Date.now;
  const sent: SentMail[] = [];
  const memory = new Map<string, Memory>();
  const stopped = new AbortController();

  /** The headers that every answer has; quotas count what is used, not what is left. */
  function withLimits(response: Response): Response {
    const today = sent.filter(({ at }) => at > now() - DAY).length;
    const common = {
      "ratelimit-limit": "5",
      "ratelimit-remaining": "4",
      "ratelimit-reset": "1",
      "ratelimit-policy": "5;w=1",
      "x-resend-daily-quota": String(today),
      "x-resend-monthly-quota": String(sent.length),
    };
    for (const [name, value] of Object.entries(common)) {
      if (!response.headers.has(name)) response.headers.set(name, value);
    }
    return response;
  }

  async function accept(mail: Record<string, unknown>, key: string | null): Promise<string> {
    if (fake.takes > 0) await pause(fake.takes, stopped.signal);
    const id = crypto.randomUUID();
    sent.push({ ...mail as unknown as SentMail, to: list(mail.to), id, key, at: now() });
    return id;
  }

  async function send({ body, bytes, headers }: Received): Promise<Response> {
    const key = headers["idempotency-key"] ?? null;
    if (key !== null && (key.length === 0 || key.length > 256)) {
      return refusal(400, "invalid_idempotency_key", "The key must have 1 to 256 characters.");
    }
    if (body === null || typeof body !== "object") {
      return refusal(400, "validation_error", "The body is not JSON.");
    }
    const mail = body as Record<string, unknown>;
    const wrong = wrongWith(mail);
    if (wrong !== null) return wrong;
    if (key === null) return Response.json({ id: await accept(mail, null) });

    const text = new TextDecoder().decode(bytes);
    const known = memory.get(key);
    if (known !== undefined && now() - known.at < DAY) {
      if (known.body !== text) return resendErrors.invalid_idempotent_request();
      if (known.id === undefined) return resendErrors.concurrent_idempotent_requests();
      return Response.json({ id: known.id });
    }
    const entry: Memory = { body: text, at: now() };
    memory.set(key, entry);
    entry.id = await accept(mail, key);
    return Response.json({ id: entry.id });
  }

  function route(received: Received): Response | Promise<Response> {
    const { method, headers: { authorization }, url: { pathname } } = received;
    if (authorization === undefined) return resendErrors.missing_api_key();
    if (authorization !== `Bearer ${KEY}`) return resendErrors.unknown_api_key();
    if (pathname === "/emails" && method === "POST") return send(received);
    if (options.access === "sending") return resendErrors.restricted_api_key();
    if (pathname === "/domains" && method === "GET") return Response.json(DOMAINS);
    if (["/emails", "/domains"].includes(pathname)) return resendErrors.method_not_allowed();
    return resendErrors["404"]();
  }

  const server = startFake<ResendFault>({
    answer: async (received) => withLimits(await route(received)),
    error: (name) => withLimits(resendErrors[name]()),
  });
  const fake: FakeResend = {
    ...server,
    key: KEY,
    sent,
    takes: 0,
    webhookSecret: WEBHOOK_SECRET,
    webhook: (url, story, more) => signWebhook(WEBHOOK_SECRET, url, story, more),
    async [Symbol.asyncDispose]() {
      stopped.abort();
      await server[Symbol.asyncDispose]();
    },
  };
  return fake;
}
