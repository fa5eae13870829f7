import assert from "node:assert/strict";
import { createStore } from "../../store/store.ts";
import { startApp } from "../app.ts";
import { startResend } from "../fakes/resend.ts";
import { quietly } from "../quiet.ts";
import { startTroubled } from "../troubled.ts";

const MINUTE = 60_000;
/** What no page or report may show: keys, addresses, stacks, where files are. */
const PRIVATE = /re_test|secret-of|gemini-key|@example\.org|127\.0\.0\.1:9|\.ts:\d|\bat \w+ \(/;

Deno.test("the status page is there for whoever asks, from every page", async () => {
  await using app = await startApp();
  const nobody = app.visitor();
  assert.match((await nobody.get("/")).text, /<a\s+href="\/status"/);
  const { status, text } = await nobody.get("/status");
  assert.equal(status, 200);
  assert.match(text, /<h1[^>]*>Everything works\.<\/h1>/);
  for (const title of ["Sign-in with Google", "Mail", "Reading by Gemini"]) {
    assert.match(text, new RegExp(`<h2[^>]*>${title}</h2>`));
  }
  assert.equal(text.match(/Not used here/g)?.length, 3);
  const clara = await app.visitor().signIn();
  assert.equal((await clara.get("/status")).status, 200);
});

Deno.test("it tells in words what is away, since when, and what plays instead", async () => {
  await quietly(async () => {
    await using app = await startTroubled();
    const { text } = await app.visitor().get("/status");
    assert.match(text, /Attacca plays on\. Sign-in with Google and mail are on their stand-ins\./);
    assert.match(
      text,
      /It is not answering, so mail waits in the outbox as long as it is of use\./,
    );
    assert.match(
      text,
      /Resend is not answering, so mail waits in the outbox as long as it is of use\./,
    );
    assert.match(text, /began <time[^>]*>16 minutes ago/);
    assert.match(text, /Over\. It lasted 34 minutes\./);
    assert.match(text, /Resend says: Partially Degraded Service: Delayed sending/);
    assert.doesNotMatch(text, PRIVATE);
  });
});

Deno.test("what is switched off is on its stand-in, and the page says so", async () => {
  await using app = await startApp({
    RESEND_API_KEY: "re_test_AbCdEf0123456789",
    RESEND_BASE_URL: "http://127.0.0.1:9",
    MAIL_FROM: "Attacca <scores@example.org>",
  });
  await createStore(app.kv).flags.set("resend", { on: false, percent: 100, people: [] });
  app.pass(10_000);
  const { text } = await app.visitor().get("/status");
  assert.match(text, /Attacca plays on\. Mail is on its stand-in\./);
  assert.match(text, /It is switched off, so mail waits in the outbox/);
});

Deno.test("ninety days are ninety bars; a day that nothing is known of is drawn as such", async () => {
  await quietly(async () => {
    await using app = await startTroubled();
    const { text } = await app.visitor().get("/status");
    const [google, mail] = text.split("<section").filter((part) => part.includes("<svg")).slice(0)
      .filter((part) => part.includes('role="img"'));
    for (const part of [google, mail]) {
      assert.equal(part.match(/<path[^>]*><title>/g)?.length, 90);
    }
    const told = mail.match(/aria-label="([^"]*days: [^"]*)"/)![1];
    assert.match(told, /20 days not called, so nothing is known/);
    assert.match(told, /3 days some calls failed or were slow/);
    assert.match(told, /1 day its stand-in played/);
    assert.match(google, /its stand-in played for 34 minutes/);
    assert.match(mail, /4 of 45 calls failed/);
  });
});

Deno.test("the line under the header is where it matters, and nowhere else", async () => {
  await quietly(async () => {
    await using app = await startTroubled();
    const store = createStore(app.kv);
    // Google's own documents are at hand, so that no page of this test asks it for them.
    const { config: { google }, world } = app.services;
    const endpoints = ["google-endpoints", google!.issuer];
    await store.documents.put(endpoints, { text: "{}", at: world.now() }, 60_000);
    const nobody = app.visitor();
    const line = async (visitor: typeof nobody, path: string) =>
      /<aside[^>]*>.*?<span>(.*?)<\/span>/s.exec((await visitor.get(path)).text)?.[1] ?? null;
    const show = async (signs: Record<string, Record<string, number>>) => {
      app.pass(10_000);
      await store.summary.put({ at: world.now(), signs });
    };
    const sign = { failing: 1 };

    await show({ "google-oauth": sign });
    assert.equal(
      await line(nobody, "/signin"),
      "Google is not answering. Sign in by mail; it works as always.",
    );
    assert.equal(await line(nobody, "/"), null);
    assert.equal(await line(nobody, "/signin/sent"), null, "mail may be held up there");
    await show({ resend: sign });
    assert.equal(
      await line(nobody, "/signin"),
      "Mail is delayed: the mail service is not answering. Links wait and go out by themselves.",
    );
    assert.match((await line(nobody, "/signin/sent"))!, /Mail is delayed/);
    await show({ resend: sign, "google-oauth": sign });
    assert.match((await line(nobody, "/signin"))!, /^Google and the mail service are not/);
    assert.match((await line(nobody, "/signin/sent"))!, /^Google and the mail service are not/);
    await show({ resend: { nearly_used_up: 1, slow: 1, errors: 1 } });
    assert.equal(await line(nobody, "/signin"), null);

    await show({ resend: sign, gemini: sign });
    const { user, cookie } = await person(app);
    const clara = (path: string) => app.visitor().get(path, { cookie });
    assert.doesNotMatch((await clara("/scores")).text, /<aside/, "she has not allowed it");
    await store.consents.give(user, "ai-reading", 1);
    assert.match((await clara("/scores")).text, /Gemini is not answering\. Scores are read here/);
    assert.equal(await line(nobody, "/signin").then((text) => /Gemini/.test(text!)), false);

    app.pass(6 * MINUTE);
    assert.equal(await line(nobody, "/signin/sent"), null, "a watch that ended is not believed");
  });
});

/** Somebody signed in, without a mail. */
async function person(app: Awaited<ReturnType<typeof startApp>>) {
  const store = createStore(app.kv);
  const user = { id: "01k8z3m4q5r6s7t8v9w0x1y2z4", email: "clara@example.org", createdAt: 1 };
  const operation = store.begin();
  store.users.add(operation, user);
  const { token } = await app.services.sessions.begin(operation, user.id);
  await store.commit(operation);
  return { user: user.id, cookie: `session=${token}` };
}

Deno.test("an instance knows by its own breaker, before the watch has looked", async () => {
  await quietly(async () => {
    await using resend = startResend();
    await using app = await startApp({
      RESEND_API_KEY: resend.key,
      RESEND_BASE_URL: resend.origin,
      MAIL_FROM: "Attacca <scores@example.org>",
    });
    await resend.break("500");
    const visitor = app.visitor();
    for (let n = 0; n < 3; n++) {
      await visitor.post("/signin", { email: `clara${n}@example.org` });
      await app.services.jobs.drained();
    }
    assert.match((await visitor.get("/signin")).text, /Mail is delayed/);
    const health = JSON.parse((await visitor.get("/health/integrations/resend")).text);
    assert.deepEqual(health.signs, ["failing"]);
    assert.equal(health.status, "warn");
    assert.doesNotMatch(JSON.stringify(health), PRIVATE);
    assert.match((await visitor.get("/status")).text, /Mail is on its stand-in/);
  });
});
