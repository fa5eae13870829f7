import assert from "node:assert/strict";
import { startApp } from "./app.ts";
import { type Fault, faults } from "./fakes/fault.ts";
import { startResend } from "./fakes/resend.ts";
import type { Visitor } from "./visitor.ts";

const SLOWEST_PAGE_MS = 300;
const TEN_MINUTES = 10 * 60_000;
const DAY = 24 * 60 * 60_000;

/** The app with Resend as its mail, and Resend ours to break. */
async function withResend(
  run: (
    app: Awaited<ReturnType<typeof startApp>>,
    resend: ReturnType<typeof startResend>,
  ) => Promise<void>,
): Promise<void> {
  const log = console.error;
  const logged: string[] = [];
  console.error = (line: string) => logged.push(String(line));
  try {
    await using resend = startResend();
    await using app = await startApp({
      RESEND_API_KEY: resend.key,
      RESEND_BASE_URL: resend.origin,
      MAIL_FROM: "Attacca <scores@example.org>",
    });
    await run(app, resend);
    assert.doesNotMatch(
      logged.join("\n"),
      /clara@example\.org|token=|re_test/,
      "nothing private is logged",
    );
  } finally {
    console.error = log;
  }
}

Deno.test("with Resend set up, a link goes by mail and signs in", async () => {
  await withResend(async (app, resend) => {
    const clara = app.visitor();
    assert.equal((await clara.post("/signin", { email: "clara@example.org" })).status, 303);
    await app.services.jobs.drained();
    const [mail] = resend.sent;
    assert.deepEqual(mail.to, ["clara@example.org"]);
    const token = /token=([\w-]+)/.exec(mail.text!)![1];
    assert.equal((await clara.post("/signin/link", { token })).status, 303);
    assert.equal((await clara.get("/scores")).status, 200);
  });
});

/** What the waiting page says of the mail. */
const says = {
  waiting: /does not confirm that it has the mail for.*We keep it and try again\s+until/s,
  late: /could not take the mail for.*so no link will come/s,
  sent: /Our part is done/,
};

/** What the person is told while the fault lasts; in all others that we keep trying. */
const told: Partial<Record<Fault, keyof typeof says>> = { daily_quota: "late" };

for (const fault of Object.keys(faults) as Fault[]) {
  Deno.test(`Resend × ${fault}: the pages are quick and tell the truth, the mail waits, and goes out once when it is mended`, async () => {
    await withResend(async (app, resend) => {
      const clara = app.visitor();
      // The first pages of a process load what they need.
      for (const path of ["/signin", "/signin/sent"]) await clara.get(path);
      // An hour before midnight UTC at the latest, so that the quota's new day is too late.
      if (DAY - Date.now() % DAY < DAY / 24) app.pass(-DAY / 24);
      resend.break(fault, { ms: 600 });
      const start = performance.now();
      const asked = await clara.post("/signin", { email: "clara@example.org" });
      const took = performance.now() - start;
      assert.equal(asked.status, 303);
      assert.ok(took < SLOWEST_PAGE_MS, `${took} ms`);
      await app.services.jobs.drained();
      await pageSays(clara, told[fault] ?? "waiting");

      const health = JSON.parse((await clara.get("/health/integrations")).text);
      const { depth } = health.checks.resend.queue;
      // A quota that begins anew after the link has expired is not worth waiting for; a late answer came.
      if (fault === "daily_quota") assert.equal(depth, 0);
      else if (fault !== "late") assert.equal(depth, 1);
      assert.doesNotMatch(JSON.stringify(health), /clara|re_test/);

      resend.mend();
      await new Promise((resolve) => setTimeout(resolve, 320)); // An open breaker tries again.
      if (fault === "daily_quota") {
        await pageSays(clara, "late");
        return assert.equal(resend.sent.length, 0);
      }
      for (let tries = 0; tries < 3 && await waiting(app.kv) > 0; tries++) {
        app.pass(TEN_MINUTES / 3);
        await app.services.jobs.drained();
      }
      assert.equal(await waiting(app.kv), 0);
      assert.equal(resend.sent.length, 1, "once, however often it was tried");
      await pageSays(clara, "sent");
    });
  });
}

/** The waiting page says this of the mail, offers the other way in, and takes no time to do so. */
async function pageSays(visitor: Visitor, what: keyof typeof says): Promise<void> {
  const start = performance.now();
  const { text } = await visitor.get("/signin/sent");
  const took = performance.now() - start;
  assert.match(text, says[what]);
  assert.match(text, /[B-Z]{4}-[B-Z]{4}/);
  assert.ok(took < SLOWEST_PAGE_MS, `${took} ms`);
}

async function waiting(kv: Deno.Kv): Promise<number> {
  return (await Array.fromAsync(kv.list({ prefix: ["jobs"] }))).length;
}
