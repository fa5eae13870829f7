import assert from "node:assert/strict";
import { startApp, type TestApp } from "../app.ts";
import { startResend } from "../fakes/resend.ts";
import { quietly } from "../quiet.ts";
import { rankDistance } from "../ranks.ts";
import type { Answer } from "../visitor.ts";

const HOUR = 60 * 60_000;
const OPERATOR = "operator@example.org";
const KINDS = ["known", "unknown", "suppressed", "often"] as const;
type Kind = typeof KINDS[number];

interface Town {
  readonly app: TestApp;
  readonly resend: ReturnType<typeof startResend>;
  /** Asks for a link from a client of its own. */
  readonly ask: (kind: Kind, to?: number) => Promise<Answer & { cookie: string }>;
}

/** The app with an address of each kind, several of each where one would be asked for too often. */
async function inTown(run: (town: Town) => Promise<void>, each = 1): Promise<void> {
  const logged = await quietly(async () => {
    await using resend = startResend();
    await using app = await startApp({
      RESEND_API_KEY: resend.key,
      RESEND_BASE_URL: resend.origin,
      RESEND_WEBHOOK_SECRET: resend.webhookSecret,
      MAIL_FROM: "scores@example.org",
      ADMIN_EMAILS: OPERATOR,
      TRUSTED_PROXIES: "1",
    });
    app.pass(HOUR - app.services.world.now() % HOUR);
    let clients = 0;
    const ask = async (kind: Kind, to = 0) => {
      const visitor = app.visitor();
      const answer = await visitor.fetch("/signin", {
        method: "POST",
        body: new URLSearchParams({ email: `${kind}${to}@example.org` }),
        headers: {
          origin: app.origin,
          "x-forwarded-for": `10.0.${clients >> 8}.${clients++ & 255}`,
        },
      });
      return { ...answer, cookie: visitor.cookie };
    };
    for (let n = 0; n < each; n++) {
      const user = { id: `u${n}`, email: `known${n}@example.org`, createdAt: 1 };
      await app.kv.set(["users", user.id], user);
      await app.kv.set(["users_by_email", user.email], user.id);
      const story = { type: "email.bounced" as const, to: `suppressed${n}@example.org` };
      await fetch(await resend.webhook(`${app.origin}/webhooks/resend`, story));
    }
    for (let n = 0; n < 10; n++) await ask("often");
    await app.services.jobs.drained();
    await run({ app, resend, ask });
  });
  assert.doesNotMatch(logged, /(known|suppressed|often)\d@/);
}

/** What anybody can read of the house, without what is each reading's own. */
async function publicly({ app }: Town): Promise<unknown> {
  await app.services.watch.look();
  const health = JSON.parse((await app.visitor().get("/health/integrations/resend")).text);
  const { text } = await app.visitor().get("/status");
  return {
    health: { ...health, time: null },
    status: text.replace(/<[^>]*>/g, " ").replace(/\s+/g, " "),
    incidents: await count(app, "incidents"),
    dead: await count(app, "jobs_dead"),
  };
}

async function count(app: TestApp, prefix: string): Promise<number> {
  return (await Array.fromAsync(app.kv.list({ prefix: [prefix] }))).length;
}

Deno.test("health, signs, incidents and the status page do not tell whether an address takes mail, has an account, or was asked for too often", async () => {
  const seen = new Map<Kind, unknown>();
  for (const kind of KINDS) {
    await inTown(async (town) => {
      for (let n = 0; n < 6; n++) await town.ask(kind);
      await town.app.services.jobs.drained();
      seen.set(kind, await publicly(town));
    });
  }
  const { health, incidents, dead } = seen.get("known") as Record<string, unknown>;
  assert.equal((health as { status: string }).status, "pass");
  assert.deepEqual([incidents, dead], [0, 0]);
  for (const kind of KINDS) assert.deepEqual(seen.get(kind), seen.get("known"), kind);
});

Deno.test("letters that were really given up are counted, and told", async () => {
  await inTown(async (town) => {
    town.resend.break("invalid_to");
    for (let n = 0; n < 6; n++) await town.ask("unknown");
    await town.app.services.jobs.drained();
    assert.equal(await count(town.app, "jobs_dead"), 6);
    const { health } = await publicly(town) as Record<string, unknown>;
    assert.deepEqual((health as { signs: string[] }).signs, ["dead_letters"]);
  });
});

Deno.test("the answer's status, words and headers are the same for every address", async () => {
  await inTown(async ({ ask }) => {
    const seen: unknown[] = [];
    for (const kind of KINDS) {
      const { status, text, location, headers } = await ask(kind);
      const all = [...headers].filter(([name]) => !["date", "x-request-id"].includes(name))
        .map(([name, value]) => `${name}: ${value}`.replace(/signin=[\w-]{43}|nonce-[^']+/g, "…"));
      seen.push({ status, text, location, all });
    }
    for (const one of seen) assert.deepEqual(one, seen[0]);
  });
});

Deno.test("the answer takes as long for every address", async () => {
  const rounds = 60;
  await inTown(async ({ app, ask }) => {
    const times = new Map<Kind, number[]>(KINDS.map((kind) => [kind, []]));
    for (let round = 0; round < rounds; round++) {
      // In turn, so that what else the machine does strikes all alike.
      for (let n = 0; n < KINDS.length; n++) {
        const kind = KINDS[(n + round) % KINDS.length];
        const start = performance.now();
        await ask(kind, kind === "often" ? 0 : Math.floor(round / 10));
        times.get(kind)!.push(performance.now() - start);
        await app.services.jobs.drained();
      }
    }
    for (const kind of KINDS) {
      const distance = rankDistance(times.get(kind)!, times.get("unknown")!);
      assert.ok(distance < 4, `${kind}: ${distance.toFixed(1)} standard deviations`);
    }
    const slower = times.get("unknown")!.map((ms) => ms * 3);
    assert.ok(rankDistance(slower, times.get("unknown")!) > 4, "thrice as long would show");
  }, rounds / 10);
});

Deno.test("the page and its events tell of a mail in beats of two seconds: a service that takes longer to send than to be asked tells nothing", async () => {
  for (const kind of ["known", "suppressed"] as const) {
    await inTown(async ({ app, resend, ask }) => {
      resend.takes = 150; // A mail that is only rehearsed takes none of it.
      const { cookie } = await ask(kind);
      const page = async () => (await app.visitor().get("/signin/sent", { cookie })).text;
      await app.services.jobs.drained();
      assert.match(await page(), /are on their way to/, `${kind}: handed over, and not told yet`);
      app.pass(1_000);
      assert.match(await page(), /are on their way to/, kind);
      app.pass(1_000);
      assert.match(await page(), /Our part is done/, kind);
    });
  }
});

Deno.test("the events of a mail that is sent and of one that is not come at the same time", async () => {
  const told = new Map<Kind, number>();
  for (const kind of ["known", "suppressed", "often"] as const) {
    await inTown(async ({ app, resend, ask }) => {
      resend.takes = 200;
      const start = performance.now();
      const { cookie } = await ask(kind);
      const stream = await fetch(`${app.origin}/signin/sent/events`, { headers: { cookie } });
      for await (const text of stream.body!.pipeThrough(new TextDecoderStream())) {
        if (/"sent"/.test(text)) break;
      }
      told.set(kind, performance.now() - start);
    });
  }
  for (const [kind, ms] of told) assert.ok(ms > 1_990 && ms < 3_500, `${kind}: ${ms}`);
});

Deno.test("one browser and one address do not stop the mail of all: of a hundred requests ten are sent, and the rest take none of the day's", async () => {
  await inTown(async ({ app, resend }) => {
    const before = resend.sent.length;
    const eve = app.visitor();
    for (let n = 0; n < 100; n++) {
      await eve.post("/signin", { email: "eve@example.org" });
      if (n % 10 === 0) await app.services.jobs.drained();
    }
    await app.services.jobs.drained();
    assert.equal(resend.sent.length - before, 10);
    await app.visitor().fetch("/signin", {
      method: "POST",
      body: new URLSearchParams({ email: "owner@example.org" }),
      headers: { origin: app.origin, "x-forwarded-for": "192.0.2.1" },
    });
    await app.services.jobs.drained();
    assert.equal(resend.sent.at(-1)!.to[0], "owner@example.org");
  });
});

Deno.test("the last five mails of a day are for operators, who hear that the rest is gone; nobody can tell a rehearsal then either", async () => {
  const pages: string[] = [];
  for (const kind of ["known", "suppressed"] as const) {
    await inTown(async ({ app, resend, ask }) => {
      const day = 24 * HOUR;
      app.pass(day - app.services.world.now() % day);
      for (let n = 0; n < 10; n++) {
        for (let to = 10; to < 20; to++) await ask("unknown", to);
        await app.services.jobs.drained();
      }
      assert.equal(resend.sent.filter(({ to }) => to[0] !== OPERATOR).length, 10 + 95);
      const { cookie } = await ask(kind);
      await app.services.jobs.drained();
      app.pass(2_000);
      const { text } = await app.visitor().get("/signin/sent", { cookie });
      pages.push(/in time, so no link will come/.exec(text)?.[0] ?? text);
      for (let minute = 0; minute < 4; minute++) {
        await app.services.watch.look();
        app.pass(60_000);
      }
      await app.services.jobs.drained();
      const told = resend.sent.filter(({ to }) => to[0] === OPERATOR);
      assert.ok(told.some(({ subject }) => /no allowance left/.test(subject)));
    });
  }
  assert.deepEqual(pages, Array(2).fill("in time, so no link will come"));
});
