/** What the official client makes of the fake, on a good day and under every fault. */
import assert from "node:assert/strict";
import { Resend } from "resend";
import type { Fault } from "./fault.ts";
import { startResend } from "./resend.ts";
import type { ResendFault } from "./resend_errors.ts";

const mail = {
  from: "Attacca <post@example.org>",
  to: "clara@example.org",
  subject: "Your link",
  text: "Here it is.",
};

function connect(fake: { origin: string; key: string }, key = fake.key) {
  return new Resend(key, { baseUrl: fake.origin });
}

Deno.test("a mail is sent, and answered with its id, the rate limit and the quotas", async () => {
  await using fake = startResend();
  const { data, error, headers } = await connect(fake).emails.send(mail);
  assert.equal(error, null);
  assert.equal(fake.sent.length, 1);
  assert.equal(fake.sent[0].id, data?.id);
  assert.deepEqual(fake.sent[0].to, ["clara@example.org"]);
  assert.equal(fake.sent[0].subject, "Your link");
  assert.equal(fake.sent[0].key, null);
  assert.equal(headers?.["ratelimit-limit"], "5");
  assert.equal(headers?.["x-resend-daily-quota"], "1");
});

Deno.test("headers of our own reach the vendor", async () => {
  await using fake = startResend();
  await connect(fake).emails.send(mail, { headers: { "x-request-id": "r-1" } });
  assert.equal(fake.requests[0].headers["x-request-id"], "r-1");
});

Deno.test("the same key and mail is sent once and gives the same id", async () => {
  await using fake = startResend();
  const resend = connect(fake);
  const first = await resend.emails.send(mail, { idempotencyKey: "one" });
  const again = await resend.emails.send(mail, { idempotencyKey: "one" });
  assert.equal(again.data?.id, first.data?.id);
  assert.equal(fake.sent.length, 1);
  await resend.emails.send(mail, { idempotencyKey: "two" });
  assert.deepEqual(fake.sent.map(({ key }) => key), ["one", "two"]);
});

Deno.test("the same key with another mail answers 409", async () => {
  await using fake = startResend();
  const resend = connect(fake);
  await resend.emails.send(mail, { idempotencyKey: "one" });
  const other = { ...mail, subject: "Another" };
  const { error } = await resend.emails.send(other, { idempotencyKey: "one" });
  assert.equal(error?.name, "invalid_idempotent_request");
  assert.equal(error?.statusCode, 409);
  assert.equal(fake.sent.length, 1);
});

Deno.test("the same key while its first request is under way answers 409", async () => {
  await using fake = startResend();
  fake.takes = 100;
  const send = () => connect(fake).emails.send(mail, { idempotencyKey: "one" });
  const answers = await Promise.all([send(), send()]);
  const names = answers.map(({ error }) => error?.name).sort();
  assert.deepEqual(names, ["concurrent_idempotent_requests", undefined]);
  assert.equal(fake.sent.length, 1);
  assert.equal((await send()).data?.id, fake.sent[0].id);
});

Deno.test("a key is forgotten after 24 hours, and the mail is sent again", async () => {
  let now = Date.now();
  await using fake = startResend({ now: () => now });
  const resend = connect(fake);
  await resend.emails.send(mail, { idempotencyKey: "one" });
  now += 24 * 60 * 60 * 1000 - 1;
  await resend.emails.send(mail, { idempotencyKey: "one" });
  assert.equal(fake.sent.length, 1);
  now += 1;
  await resend.emails.send(mail, { idempotencyKey: "one" });
  assert.equal(fake.sent.length, 2);
});

Deno.test("a refused mail keeps its key free", async () => {
  await using fake = startResend();
  const resend = connect(fake);
  const wrong = await resend.emails.send({ ...mail, to: "clara" }, { idempotencyKey: "one" });
  assert.equal(wrong.error?.statusCode, 422);
  const right = await resend.emails.send(mail, { idempotencyKey: "one" });
  assert.equal(right.error, null);
});

Deno.test("a wrong key answers 400, none 401, one that may only send 401 to all else", async () => {
  await using fake = startResend({ access: "sending" });
  const { error } = await connect(fake, "re_wrong").emails.send(mail);
  assert.deepEqual([error?.statusCode, error?.name, error?.message], [
    400,
    "validation_error",
    "API key is invalid",
  ]);
  const bare = await fetch(`${fake.origin}/emails`, { method: "POST", body: "{}" });
  assert.equal(bare.status, 401);
  assert.equal((await bare.json()).name, "missing_api_key");
  const probe = await connect(fake).domains.list();
  assert.deepEqual([probe.error?.statusCode, probe.error?.name], [401, "restricted_api_key"]);
  assert.equal((await connect(fake).emails.send(mail)).error, null);
});

Deno.test("what is no address answers 422 validation_error", async () => {
  await using fake = startResend();
  for (const to of ["clara", "clara@", "a@b.c d", ""]) {
    const { error } = await connect(fake).emails.send({ ...mail, to });
    assert.deepEqual([error?.statusCode, error?.name], [422, "validation_error"], to);
  }
  const named = await connect(fake).emails.send({ ...mail, to: "Clara <clara@example.org>" });
  assert.equal(named.error, null);
});

Deno.test("the list of domains answers without sending anything", async () => {
  await using fake = startResend();
  const { data } = await connect(fake).domains.list();
  assert.equal(data?.data[0].status, "verified");
  assert.equal(fake.sent.length, 0);
});

Deno.test("the official client accepts the fake's webhooks and no forged one", async () => {
  await using fake = startResend();
  const verify = async (hook: Request, body?: string) =>
    connect(fake).webhooks.verify({
      payload: body ?? await hook.text(),
      headers: {
        id: hook.headers.get("svix-id")!,
        timestamp: hook.headers.get("svix-timestamp")!,
        signature: hook.headers.get("svix-signature")!,
      },
      webhookSecret: fake.webhookSecret,
    });
  const url = "http://localhost/webhooks";
  for (const type of ["email.bounced", "email.complained", "email.delivered"] as const) {
    const event = await verify(await fake.webhook(url, { type, to: "clara@example.org" }));
    assert.equal(event.type, type);
  }
  const story = { type: "email.bounced", to: "clara@example.org" } as const;
  const refused = { name: "WebhookVerificationError" };
  const secret = `whsec_${btoa("x".repeat(32))}`;
  await assert.rejects(verify(await fake.webhook(url, story, { secret })), refused);
  const at = Date.now() - 10 * 60_000;
  await assert.rejects(verify(await fake.webhook(url, story, { at })), refused);
  const good = await fake.webhook(url, story);
  const changed = (await good.clone().text()).replace("clara", "robert");
  await assert.rejects(verify(good, changed), refused);
  const rotated = await fake.webhook(url, story, { others: ["v1,AAAA", "v1a,BBBB"] });
  assert.equal((await verify(rotated)).type, "email.bounced");
});

/** What `send` gives under each fault: `[error.name, error.statusCode]`, mails really sent. */
const rows: [Fault | ResendFault, string | null, number | null, number][] = [
  ["refuse", "application_error", null, 0],
  ["hang", "application_error", null, 0],
  ["drip", "application_error", null, 1],
  ["late", "application_error", null, 1],
  ["cut", "application_error", null, 1],
  ["html", "application_error", 502, 0],
  ["html_200", "application_error", null, 0],
  ["401", "invalid_api_key", 401, 0],
  ["missing_api_key", "missing_api_key", 401, 0],
  ["unknown_api_key", "validation_error", 400, 0],
  ["forbidden_api_key", "invalid_api_key", 403, 0],
  ["restricted_api_key", "restricted_api_key", 401, 0],
  ["404", "not_found", 404, 0],
  ["429", "rate_limit_exceeded", 429, 0],
  ["429_retry_after", "rate_limit_exceeded", 429, 0],
  ["daily_quota", "daily_quota_exceeded", 429, 0],
  ["monthly_quota", "monthly_quota_exceeded", 429, 0],
  ["concurrent_idempotent_requests", "concurrent_idempotent_requests", 409, 0],
  ["unverified_domain", "validation_error", 403, 0],
  ["invalid_to", "validation_error", 422, 0],
  ["500", "application_error", 500, 0],
  ["503", "application_error", 503, 0],
  ["malformed_json", "application_error", null, 0],
  // No error at all: whoever calls has to look for an id.
  ["wrong_shape", null, null, 0],
  ["huge", null, null, 0],
];
for (const [fault, name, status, sent] of rows) {
  Deno.test({
    name: `under ${fault} the client gives ${name}, asks once, leaks nothing, and mends`,
    sanitizeOps: true,
    sanitizeResources: true,
    async fn() {
      await using fake = startResend();
      const resend = connect(fake);
      await fake.break(fault);
      const stop = new AbortController();
      const timer = setTimeout(() => stop.abort(), fault === "huge" ? 5000 : 300);
      const options = { idempotencyKey: "one", signal: stop.signal };
      const { data, error, headers } = await resend.emails.send(mail, options);
      clearTimeout(timer);
      assert.equal(error?.name ?? null, name);
      assert.equal(error?.statusCode ?? null, status);
      assert.equal((data as { id?: string } | null)?.id, undefined);
      assert.equal(headers?.["retry-after"], fault === "429_retry_after" ? "1" : undefined);
      assert.equal(fake.requests.length, fault === "refuse" ? 0 : 1);
      assert.equal(fake.sent.length, sent);
      await fake.mend();
      const again = await resend.emails.send(mail, { idempotencyKey: "one" });
      assert.equal(again.error, null);
      assert.equal(fake.sent.length, 1);
      assert.equal(again.data?.id, fake.sent[0].id);
    },
  });
}

Deno.test("a mail whose answer came too late is not sent twice with its key", async () => {
  await using fake = startResend();
  const resend = connect(fake);
  await fake.break("late", { ms: 400, times: 1 });
  const signal = AbortSignal.timeout(100);
  const late = await resend.emails.send(mail, { idempotencyKey: "one", signal });
  assert.equal(late.error?.name, "application_error");
  const again = await resend.emails.send(mail, { idempotencyKey: "one" });
  assert.equal(again.data?.id, fake.sent[0].id);
  assert.equal(fake.sent.length, 1);
});
