import assert from "node:assert/strict";
import { parseConfig } from "../../services/config.ts";
import { createBudget } from "../../services/costs/budget.ts";
import { createHealth } from "../../services/health.ts";
import { createFlagChanges } from "../../services/integration/flag_changes.ts";
import { createFlags } from "../../services/integration/flags.ts";
import { createMeters } from "../../services/integration/meters.ts";
import type { QuotaUse } from "../../services/integration/quotas.ts";
import { createIntegrations } from "../../services/integrations.ts";
import { realWorld } from "../../services/world.ts";
import { createStore } from "../../store/store.ts";
import { startApp } from "../app.ts";
import { quietly } from "../quiet.ts";
import { startTroubled } from "../troubled.ts";

Deno.test("with nothing set up every stand-in plays, and the report says so", async () => {
  await using app = await startApp();
  const answer = await app.visitor().get("/health/integrations");
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get("content-type"), "application/health+json");
  const { status, checks } = JSON.parse(answer.text);
  assert.equal(status, "warn");
  assert.deepEqual(Object.keys(checks), ["google-oauth", "resend", "gemini", "storage"]);
  assert.equal(checks.resend.queue.depth, 0);
  assert.match(checks["google-oauth"].output, /sign-in is by mail/);
});

Deno.test("each integration answers for itself; what cannot be done at all is 503", async () => {
  await using app = await startApp();
  const visitor = app.visitor();
  assert.equal((await visitor.get("/health/integrations/resend")).status, 200);
  assert.equal((await visitor.get("/health/integrations/unknown")).status, 404);
  await using production = await startApp({ APP_ENV: "production" });
  const answer = await production.visitor().get("/health/integrations/resend");
  assert.equal(answer.status, 503);
  assert.equal(JSON.parse(answer.text).status, "fail");
  assert.equal((await production.visitor().get("/health/integrations")).status, 503);
  assert.equal((await production.visitor().get("/health")).status, 200, "the process is alive");
});

const GEMINI = { GEMINI_API_KEY: "gemini-key-of-this-test", GEMINI_BASE_URL: "http://127.0.0.1:9" };

Deno.test("each is told as the specification draws it: latency, queue depth, quota remaining", async () => {
  await quietly(async () => {
    await using app = await startTroubled();
    const { checks } = JSON.parse((await app.visitor().get("/health/integrations")).text);
    assert.deepEqual(checks["google-oauth"].latency, { p50: null, p95: null });
    assert.equal(checks["google-oauth"].status, "warn");
    assert.equal(typeof checks.resend.queue.depth, "number");
    assert.deepEqual(
      checks.gemini.quotas.map((
        { unit, per, remaining }: QuotaUse & { remaining: number },
      ) => [unit, per, remaining]),
      [["call", "minute", 60], ["token", "day", 1_000_000]],
    );
    assert.equal(checks.gemini.status, "pass");
  });
});

Deno.test("what is half set up says what lacks, and what is switched off says so", async () => {
  await using half = await startApp({ GOOGLE_CLIENT_ID: "client-of-this-test" });
  const google = JSON.parse((await half.visitor().get("/health/integrations/google-oauth")).text);
  assert.equal(google.use, "unset");
  assert.match(google.reason, /^GOOGLE_CLIENT_ID is set and GOOGLE_CLIENT_SECRET is not/);
  assert.doesNotMatch(JSON.stringify(google), /client-of-this-test/);

  await using app = await startApp(GEMINI);
  const store = createStore(app.kv);
  const gemini = async () => {
    app.pass(5_000);
    return JSON.parse((await app.visitor().get("/health/integrations/gemini")).text);
  };
  assert.equal((await gemini()).status, "pass");
  await store.flags.set("gemini", { on: false, percent: 0, people: [] });
  assert.equal((await gemini()).output, "it is switched off, so scores are read on this server");
  await store.flags.set("gemini", { on: true, percent: 30, people: [] });
  assert.equal((await gemini()).output, "it is switched on for some people only");
  await createFlagChanges({ store, world: realWorld }).change("gemini", null, "terminal");
  const { config, world } = app.services;
  const [model] = config.gemini!.models;
  await store.notices.add("gemini", model, "it goes away: 2026-12-01", world.now());
  const retiring = await gemini();
  assert.equal(retiring.status, "warn");
  assert.deepEqual(retiring.notices, ["it goes away: 2026-12-01"]);
});

Deno.test("a database that hangs does not hold the answer: the last known one comes", async () => {
  await quietly(async () => {
    const kv = await Deno.openKv(":memory:");
    const store = createStore(kv);
    let hangs = false;
    const counters = {
      ...store.counters,
      list: (...args: Parameters<typeof store.counters.list>) =>
        hangs ? new Promise<never>(() => {}) : store.counters.list(...args),
    };
    const slow = { ...store, counters };
    const config = parseConfig(GEMINI);
    const flags = createFlags(slow, realWorld);
    const meters = createMeters(slow, realWorld);
    const needs = { store: slow, flags, meters, world: realWorld };
    const health = createHealth({
      config,
      ...needs,
      budget: createBudget({ config, ...needs }),
      integrations: createIntegrations(config, needs, {}),
    });
    const before = await health.check("gemini");
    assert.equal(before.status, "pass");
    hangs = true;
    const start = performance.now();
    assert.deepEqual(await health.check("gemini"), before, "with the time it was true at");
    assert.ok(performance.now() - start < 300);
    kv.close();
  });
});
