import assert from "node:assert/strict";
import { parseConfig } from "../../../services/config.ts";
import { createFlags } from "../../../services/integration/flags.ts";
import { createMeters } from "../../../services/integration/meters.ts";
import { createIntegrations } from "../../../services/integrations.ts";
import { createResendClient, createResendProvider } from "../../../services/mail/resend.ts";
import { withRequestId } from "../../../services/request_id.ts";
import { realWorld } from "../../../services/world.ts";
import type { Mail } from "../../../store/mailbox.ts";
import { createStore } from "../../../store/store.ts";
import { type ResendOptions, startResend } from "../../fakes/resend.ts";

const mail: Mail = {
  id: "01k0mail",
  from: "Attacca <scores@example.org>",
  to: "clara@example.org",
  subject: "A letter",
  html: "<p>Grüße</p>",
  text: "Grüße",
  sentAt: "2026-03-02T14:05:06.000Z",
};

/** Resend behind its door, with a fake behind that. */
async function withResend(
  options: ResendOptions,
  run: (tools: {
    resend: ReturnType<typeof startResend>;
    provider: ReturnType<typeof createResendProvider>;
    door: NonNullable<ReturnType<typeof createIntegrations>["resend"]>;
    audited: () => Promise<{ outcome: string; bytes: number }[]>;
  }) => Promise<void>,
): Promise<void> {
  const log = console.error;
  const logged: string[] = [];
  console.error = (line: string) => logged.push(line);
  const kv = await Deno.openKv(":memory:");
  try {
    await using resend = startResend(options);
    const config = parseConfig({
      RESEND_API_KEY: resend.key,
      RESEND_BASE_URL: resend.origin,
      MAIL_FROM: mail.from,
    });
    const store = createStore(kv);
    const meters = createMeters(store, realWorld);
    const needs = { store, meters, flags: createFlags(store, realWorld), world: realWorld };
    const patience = { timeoutMs: 250, retry: { attempts: 1, firstWaitMs: 5, longestWaitMs: 10 } };
    const door = createIntegrations(config, needs, patience).resend!;
    const provider = createResendProvider(door, createResendClient(config.resend!), realWorld);
    await run({
      resend,
      provider,
      door,
      audited: async () => {
        await meters.flush();
        return (await store.audit.since(0, 10)).reverse();
      },
    });
    assert.doesNotMatch(logged.join("\n"), /clara@|re_test/);
  } finally {
    console.error = log;
    kv.close();
  }
}

const OF_CLARA = { toOperators: false, owner: "clara", template: "sign-in-link" } as const;

Deno.test("a mail goes out with its id as the key, the request's id, and the size of what left the house", async () => {
  await withResend({}, async ({ resend, provider, audited }) => {
    const outcome = await withRequestId("01k0request", () => provider.send(mail, OF_CLARA));
    assert.ok(outcome.ok);
    const [{ headers, body }] = resend.requests;
    assert.equal(headers["idempotency-key"], mail.id);
    assert.equal(headers["x-request-id"], "01k0request");
    const [entry] = await audited();
    const sent = new TextEncoder().encode(JSON.stringify(body));
    assert.equal(entry.bytes, sent.length, "in bytes, not letters");
  });
});

Deno.test("the probe asks for the domains, and sends nothing", async () => {
  await withResend({}, async ({ resend, door, audited }) => {
    assert.deepEqual(await door.probe(), { ok: true, value: undefined });
    const [{ method, path, headers }] = resend.requests;
    assert.equal(`${method} ${path}`, "GET /domains");
    assert.ok(headers["x-request-id"]);
    assert.equal(resend.sent.length, 0);
    assert.equal((await audited())[0].bytes, 0);
    assert.deepEqual((await door.quotas()).map(({ used }) => used), [0, 0]);
  });
});

Deno.test("a key that may only send is told so by a service that is well", async () => {
  await withResend({ access: "sending" }, async ({ door, provider }) => {
    assert.ok((await door.probe())!.ok);
    assert.ok((await provider.send(mail, OF_CLARA)).ok);
    assert.ok((await provider.rehearse(mail)).ok);
  });
});

for (
  const [fault, code] of [
    ["unknown_api_key", "unavailable"],
    ["forbidden_api_key", "unavailable"],
    ["unverified_domain", "unavailable"],
    ["invalid_to", "rejected"],
    ["daily_quota", "quota_exhausted"],
    ["monthly_quota", "quota_exhausted"],
    ["429", "rate_limited"],
    ["invalid_idempotent_request", "rejected"],
    ["wrong_shape", "invalid_response"],
    ["404", "retired"],
  ] as const
) {
  Deno.test(`Resend's ${fault} means ${code}`, async () => {
    await withResend({}, async ({ resend, provider }) => {
      resend.break(fault);
      const outcome = await provider.send(mail, OF_CLARA);
      assert.ok(!outcome.ok);
      assert.equal(outcome.error.code, code);
      assert.doesNotMatch(outcome.error.message, /@|re_test/);
    });
  });
}

for (
  const [fault, reason] of [
    ["refuse", /could not be reached/],
    ["cut", /could not be reached/],
    ["html_200", /answer not be read/],
    ["500", /answered application_error/],
    ["unknown_api_key", /answered invalid_api_key/],
  ] as const
) {
  Deno.test(`Resend's ${fault} is not said to be an answer unless it is one: ${reason.source}`, async () => {
    await withResend({}, async ({ resend, provider }) => {
      resend.break(fault);
      const outcome = await provider.send(mail, OF_CLARA);
      assert.ok(!outcome.ok);
      assert.match(outcome.error.message, reason);
    });
  });
}

Deno.test("a rehearsal takes nothing of the quota, fails as a mail would, and sends nothing", async () => {
  await withResend({}, async ({ resend, provider, door }) => {
    assert.ok((await provider.rehearse(mail)).ok);
    await door.flush();
    assert.deepEqual((await door.quotas()).map(({ used }) => used), [0, 0]);
    resend.break("500");
    const [real, rehearsed] = [await provider.send(mail, OF_CLARA), await provider.rehearse(mail)];
    assert.ok(!real.ok && !rehearsed.ok);
    assert.equal(rehearsed.error.code, real.error.code);
    resend.mend();
    resend.break("daily_quota", { only: /emails/ });
    const full = await provider.send(mail, OF_CLARA);
    const told = await provider.rehearse(mail);
    assert.ok(!full.ok && !told.ok);
    assert.equal(told.error.code, "quota_exhausted");
    assert.equal(resend.sent.length, 0);
  });
});
