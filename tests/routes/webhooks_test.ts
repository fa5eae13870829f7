import assert from "node:assert/strict";
import { startApp } from "../app.ts";
import { startResend } from "../fakes/resend.ts";
import type { WebhookOptions, WebhookStory } from "../fakes/resend_webhook.ts";

/** The app with Resend, and a way to send it notices. */
async function withWebhooks(
  run: (tools: {
    notice: (story: Partial<WebhookStory>, options?: WebhookOptions) => Promise<number>;
    mailTo: (email: string) => Promise<number>;
    app: Awaited<ReturnType<typeof startApp>>;
  }) => Promise<void>,
): Promise<void> {
  const log = { error: console.error, info: console.info };
  const logged: string[] = [];
  console.error = console.info = (line: string) => logged.push(String(line));
  try {
    await using resend = startResend();
    await using app = await startApp({
      RESEND_API_KEY: resend.key,
      RESEND_BASE_URL: resend.origin,
      RESEND_WEBHOOK_SECRET: resend.webhookSecret,
      MAIL_FROM: "scores@example.org",
    });
    await run({
      app,
      notice: async (story, options) => {
        const request = await resend.webhook(`${app.origin}/webhooks/resend`, {
          type: "email.bounced",
          to: "clara@example.org",
          ...story,
        }, options);
        const answer = await fetch(request);
        await answer.body?.cancel();
        return answer.status;
      },
      mailTo: async (email) => {
        const before = resend.sent.length;
        await app.visitor().post("/signin", { email });
        await app.services.jobs.drained();
        return resend.sent.length - before;
      },
    });
    assert.doesNotMatch(logged.join("\n"), /clara@|whsec_/);
  } finally {
    Object.assign(console, log);
  }
}

for (
  const [type, bounce] of [["email.bounced", "Permanent"], ["email.complained", undefined]] as const
) {
  Deno.test(`after ${type} no mail goes to the address, in whatever case, and the asker sees no difference`, async () => {
    await withWebhooks(async ({ notice, mailTo, app }) => {
      assert.equal(await mailTo("clara@example.org"), 1);
      assert.equal(await notice({ type, bounce }), 204);
      assert.equal(await mailTo("clara@example.org"), 0);
      assert.equal(await mailTo("Clara@example.org"), 0);
      assert.equal(await mailTo("robert@example.org"), 1);
      const answers = await Promise.all(
        ["clara@example.org", "robert@example.org"].map(async (email) => {
          const { status, location, text } = await app.visitor().post("/signin", { email });
          return { status, location, text };
        }),
      );
      assert.deepEqual(answers[0], answers[1]);
    });
  });
}

Deno.test("a full mailbox and a delivered mail suppress nothing", async () => {
  await withWebhooks(async ({ notice, mailTo }) => {
    assert.equal(await notice({ bounce: "Transient" }), 204);
    assert.equal(await notice({ type: "email.delivered" }), 204);
    assert.equal(await mailTo("clara@example.org"), 1);
  });
});

Deno.test("a notice that is forged or stale is refused; one signed by two keys is taken", async () => {
  await withWebhooks(async ({ notice, mailTo, app }) => {
    assert.equal(await notice({}, { secret: `whsec_${btoa("another secret, as long")}` }), 401);
    assert.equal(await notice({}, { at: Date.now() - 6 * 60_000 }), 401);
    assert.equal(await notice({}, { at: Date.now() + 6 * 60_000 }), 401);
    const unsigned = await fetch(`${app.origin}/webhooks/resend`, { method: "POST", body: "{}" });
    assert.equal(unsigned.status, 401);
    await unsigned.body?.cancel();
    assert.equal(await mailTo("clara@example.org"), 1);
    assert.equal(await notice({}, { others: [`v1,${"A".repeat(43)}=`, "v2,x"] }), 204);
    assert.equal(await mailTo("clara@example.org"), 0);
  });
});

Deno.test("an address is kept by its hash alone", async () => {
  await withWebhooks(async ({ notice, app }) => {
    await notice({ to: "clara@example.org" });
    const rows = await Array.fromAsync(app.kv.list({ prefix: ["suppressions"] }));
    assert.equal(rows.length, 1);
    assert.doesNotMatch(JSON.stringify(rows[0].value) + String(rows[0].key), /clara/);
  });
});

Deno.test("without its secret there is no webhook", async () => {
  await using app = await startApp();
  const answer = await fetch(`${app.origin}/webhooks/resend`, { method: "POST", body: "{}" });
  assert.equal(answer.status, 404);
  await answer.body?.cancel();
});
