import { awayFromMidnight } from "../midnight.ts";
import assert from "node:assert/strict";
import { spanStart } from "../../services/integration/meters.ts";
import { createServices } from "../../services/services.ts";
import { createStore } from "../../store/store.ts";
import { PATIENCE, startApp, type TestApp } from "../app.ts";
import { startGemini } from "../fakes/gemini.ts";
import { startResend } from "../fakes/resend.ts";
import { startVendorStatus } from "../fakes/vendor_status.ts";
import { quietly } from "../quiet.ts";

const MINUTE = 60_000;
const OPERATOR = "operator@example.org";

interface House {
  readonly app: TestApp;
  readonly gemini: ReturnType<typeof startGemini>;
  readonly status: ReturnType<typeof startVendorStatus>;
  readonly store: ReturnType<typeof createStore>;
  /** Lets so many minutes pass, each with its look. */
  readonly watch: (minutes: number) => Promise<void>;
  readonly open: () => Promise<string[]>;
  /** Subjects of the mails to the operator, the oldest first. */
  readonly told: () => Promise<string[]>;
}

/** The app with Gemini and the vendors' status pages, ours to break. */
async function withHouse(run: (house: House) => Promise<void>): Promise<void> {
  const logged = await quietly(async () => {
    await using gemini = startGemini();
    await using status = startVendorStatus();
    await using app = await startApp({
      GEMINI_API_KEY: gemini.key,
      GEMINI_BASE_URL: gemini.origin,
      GOOGLE_STATUS_URL: `${status.origin}/incidents.json`,
      RESEND_STATUS_URL: `${status.origin}/api/v2/summary.json`,
      ADMIN_EMAILS: OPERATOR,
    });
    const store = createStore(app.kv);
    await run({
      app,
      gemini,
      status,
      store,
      async watch(minutes) {
        for (let n = 0; n < minutes; n++) {
          app.pass(MINUTE);
          await app.services.watch.look();
        }
      },
      open: async () => (await store.incidents.current()).map(({ value }) => value.title),
      told: async () =>
        (await app.visitor().mails()).filter(({ to }) => to === OPERATOR)
          .map(({ subject }) => subject).reverse(),
    });
  });
  assert.doesNotMatch(logged, /operator@example\.org|gemini-key/, "nothing private is logged");
}

Deno.test("an incident opens by itself, is told once, and closes once all was well for five minutes", async () => {
  await withHouse(async ({ app, gemini, watch, open, told }) => {
    await watch(1);
    assert.deepEqual(await open(), []);
    await gemini.break("500");
    app.pass(5 * MINUTE); // Nobody calls it: the watch does.
    await watch(2);
    assert.deepEqual(await open(), ["Gemini is not answering"]);
    await watch(3);
    assert.deepEqual(await told(), ["Incident: Gemini is not answering"]);

    await gemini.mend();
    await watch(4);
    assert.deepEqual(await open(), ["Gemini is not answering"], "not well for long enough");
    await watch(3);
    assert.deepEqual(await open(), []);
    assert.deepEqual(await told(), [
      "Incident: Gemini is not answering",
      "Over: Gemini is not answering",
    ]);
    const [past] = await createStore(app.kv).incidents.past(0);
    assert.deepEqual(past.timeline.map(({ text }) => text), [
      "Gemini is not answering, so scores are read on this server.",
      "Gemini answers again.",
      past.timeline.at(-1)!.text,
    ]);
    assert.match(past.timeline.at(-1)!.text, /^Over\. It lasted \d+ minutes\.$/);
    assert.equal(past.severity, "major");
  });
});

Deno.test("an incident tells how it is now, from the first failure on, and its stand-in's time is no longer than it played", async () => {
  await withHouse(async ({ app, gemini, watch, store }) => {
    await gemini.break("500");
    app.pass(5 * MINUTE);
    await watch(2);
    const first = (await store.audit.since(0, 500)).findLast(({ outcome }) => outcome !== "ok")!.at;
    const current = async () => (await app.services.incidents.current())[0];
    assert.equal((await current()).openedAt, first);
    assert.match((await app.visitor().get("/status")).text, /A stand-in plays, began/);
    await gemini.mend();
    await watch(2);
    const { shows, severity, spells, signs } = await current();
    assert.deepEqual([shows, severity, signs], [null, "major", []]);
    assert.equal(spells.length, 1);
    assert.ok(spells[0].to! - spells[0].from < 3 * MINUTE);
    assert.match(
      (await app.visitor().get("/status")).text,
      /Well again; watched for a few minutes/,
    );
  });
});

Deno.test("what flaps stays one incident and one mail", async () => {
  await withHouse(async ({ gemini, watch, open, told, store }) => {
    for (let n = 0; n < 3; n++) {
      await gemini.break("503");
      await watch(3);
      await gemini.mend();
      await watch(2);
    }
    assert.deepEqual(await open(), ["Gemini is not answering"]);
    assert.equal((await told()).length, 1);
    const [{ value }] = await store.incidents.current();
    assert.equal(value.timeline.length, 6, "its story tells each turn");
  });
});

Deno.test("three instances race: one incident, one mail, one closing", async () => {
  await withHouse(async ({ app, store, told, open }) => {
    const instances = [0, 1, 2].map(() =>
      createServices(app.services.config, app.kv, app.services.world, PATIENCE)
    );
    // Past the turns, which would let only one of them work at all.
    const everybody = (showing: Map<"failing", number>) =>
      Promise.all(instances.map(({ incidents }) => incidents.takeIn("gemini", showing)));
    await everybody(new Map([["failing", app.services.world.now()]]));
    assert.equal((await open()).length, 1);
    app.pass(MINUTE);
    await everybody(new Map());
    app.pass(6 * MINUTE);
    await everybody(new Map());
    assert.deepEqual(await open(), []);
    assert.equal((await store.incidents.past(0)).length, 1);
    assert.equal((await told()).length, 2);
    for (const instance of instances) await instance.close();
  });
});

Deno.test("of several instances one does each minute's work", async () => {
  await withHouse(async ({ app, gemini }) => {
    const instances = [0, 1, 2].map(() =>
      createServices(app.services.config, app.kv, app.services.world, PATIENCE)
    );
    app.pass(MINUTE);
    await Promise.all(instances.map(({ watch }) => watch.look()));
    await Promise.all(instances.map(({ watch }) => watch.look()));
    assert.equal(gemini.requests.length, 1, "one probe");
    for (const instance of instances) await instance.close();
  });
});

Deno.test("80 % of a quota is a notice to the operator after two minutes, and on no banner", async () => {
  await withHouse(async ({ app, store, watch, open, told }) => {
    awayFromMidnight(app);
    const start = spanStart("day", app.services.world.now());
    await store.counters.add([[["quota", "gemini", "token", "day", start], 800_000]]);
    await watch(2);
    assert.deepEqual(await open(), []);
    await watch(2);
    assert.deepEqual(await open(), ["Gemini has little of its allowance left"]);
    assert.equal((await told()).length, 1);
    const [{ value }] = await store.incidents.current();
    assert.equal(value.severity, "notice");
    const clara = await app.visitor().signIn();
    await allow(store, "clara@example.org");
    assert.doesNotMatch((await clara.get("/scores")).text, /on its stand-in/);
  });
});

Deno.test("a model that says it goes away is a notice", async () => {
  await withHouse(async ({ app, store, watch, open }) => {
    const [model] = app.services.config.gemini!.models;
    await store.notices.add("gemini", model, "goes away: 2026-12-01", app.services.world.now());
    await watch(1);
    assert.deepEqual(await open(), ["Gemini says that something it offers is going away"]);
    app.pass(7 * 24 * 60 * MINUTE); // The database may keep what has expired for a while.
    await watch(7);
    assert.deepEqual(await open(), []);
  });
});

Deno.test("a model that is not asked any more may go away unheard", async () => {
  await withHouse(async ({ app, store, watch, open }) => {
    await store.notices.add("gemini", "old", "goes away: 2026-12-01", app.services.world.now());
    await watch(1);
    assert.deepEqual(await open(), []);
    assert.deepEqual((await app.services.health.check("gemini")).notices, []);
  });
});

Deno.test("letters that are given up one after another are a notice", async () => {
  await quietly(async () => {
    await using resend = startResend();
    await using app = await startApp({
      RESEND_API_KEY: resend.key,
      RESEND_BASE_URL: resend.origin,
      MAIL_FROM: "Attacca <scores@example.org>",
    });
    const store = createStore(app.kv);
    const visitor = app.visitor();
    resend.break("invalid_to");
    const ask = async (n: number) => {
      await visitor.post("/signin", { email: `dead${n}@example.org` });
      await app.services.jobs.drained();
      app.pass(MINUTE);
      await app.services.watch.look();
      return (await store.incidents.current()).map(({ value }) => value.title);
    };
    for (let n = 0; n < 4; n++) assert.deepEqual(await ask(n), []);
    assert.deepEqual(await ask(4), [
      "Resend could not bring several letters, which were given up",
    ]);
  });
});

Deno.test("what is switched off is no incident", async () => {
  await withHouse(async ({ app, gemini, store, watch, open }) => {
    await store.flags.set("gemini", { on: false, percent: 0, people: [] });
    await gemini.break("500");
    await watch(3);
    assert.deepEqual(await open(), []);
    const { output } = await app.services.health.check("gemini");
    assert.equal(output, "it is switched off, so scores are read on this server");
  });
});

Deno.test("old counts go: five minutes after two days, days after 120", async () => {
  await withHouse(async ({ app, store, watch }) => {
    await watch(1);
    app.pass(3 * 86_400_000);
    await watch(1);
    const count = async (span: string) =>
      new Set((await store.counters.list(["meter", "gemini", span])).map(([[start]]) => start))
        .size;
    // The new call has not been written down when the old ones go.
    assert.ok(await count("five") <= 1, String(await count("five")));
    assert.ok(await count("day") >= 1);
    app.pass(121 * 86_400_000);
    await watch(1);
    assert.ok(await count("day") <= 1);
  });
});

Deno.test("what takes long to answer does not hold the watch, nor health", async () => {
  await withHouse(async ({ app, gemini, watch }) => {
    await gemini.break("hang");
    await watch(2);
    const visitor = app.visitor();
    await visitor.get("/health");
    for (const path of ["/health/integrations", "/health/integrations/gemini", "/status"]) {
      const start = performance.now();
      const { status } = await visitor.get(path);
      const took = performance.now() - start;
      assert.equal(status, 200);
      assert.ok(took < 300, `${path}: ${took} ms`);
    }
  });
});

async function allow(store: House["store"], email: string): Promise<void> {
  const user = await store.users.byEmail(email);
  await store.consents.give(user!.id, "ai-reading", 1);
}
