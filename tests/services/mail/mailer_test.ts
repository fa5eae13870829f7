import assert from "node:assert/strict";
import {
  IntegrationError,
  type IntegrationErrorCode,
} from "../../../services/integration/error.ts";
import { createJobs } from "../../../services/jobs.ts";
import { createMailer } from "../../../services/mail/mailer.ts";
import { realWorld } from "../../../services/world.ts";
import { deliveryKey } from "../../../store/deliveries.ts";
import type { Job } from "../../../store/jobs.ts";
import { createStore } from "../../../store/store.ts";

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const NOTED = { state: "leaving", before: "leaving", at: Date.now() } as const;
const PROPS = {
  title: "Menuet",
  composer: "",
  what: "read",
  url: "https://attacca.example/scores/1",
  account: "https://attacca.example/account",
} as const;

/** A post office with a provider that answers as a test wants, a clock to move, and a quiet log. */
async function withMailer(
  run: (tools: {
    write: (uselessInMs: number) => Promise<string>;
    drain: () => Promise<void>;
    /** A second instance on the same database. */
    drainElsewhere: () => Promise<void>;
    pass: (ms: number) => void;
    answer: (code: IntegrationErrorCode | null, retryInMs?: number) => void;
    tried: string[];
    state: (id: string) => Promise<string | undefined>;
    dead: () => Promise<string[]>;
    kv: Deno.Kv;
  }) => Promise<void>,
): Promise<void> {
  const kv = await Deno.openKv(":memory:");
  const store = createStore(kv);
  let skew = 0;
  const world = { ...realWorld, now: () => Date.now() + skew };
  const tried: string[] = [];
  let error: IntegrationError | null = null;
  const send = ({ id }: { id: string }) => {
    tried.push(id);
    return Promise.resolve(
      error === null ? { ok: true as const, value: undefined } : { ok: false as const, error },
    );
  };
  const mailer = createMailer({ provider: { send, rehearse: send }, from: "a@b.c", store, world });
  const jobs = createJobs(store, { "send-mail": mailer.job }, world);
  const elsewhere = createJobs(store, { "send-mail": mailer.job }, world);
  const log = console.error;
  console.error = () => {};
  try {
    await run({
      async write(uselessInMs) {
        const uselessAt = world.now() + uselessInMs;
        const letter = mailer.letter("clara@example.org", "score-analysed", PROPS, uselessAt);
        const operation = store.begin();
        jobs.add(operation, "send-mail", letter);
        await store.commit(operation);
        return letter.id;
      },
      drain: () => jobs.drained(),
      drainElsewhere: () => elsewhere.drained(),
      pass: (ms) => void (skew += ms),
      answer(code, retryInMs) {
        const retryAt = retryInMs === undefined ? null : world.now() + retryInMs;
        error = code && new IntegrationError("resend", code, code, retryAt);
      },
      tried,
      state: async (id) => (await store.deliveries.get(id))?.state,
      dead: async () =>
        (await Array.fromAsync(kv.list<Job>({ prefix: ["jobs_dead"] })))
          .map(({ value }) => value.lastError!),
      kv,
    });
  } finally {
    console.error = log;
    kv.close();
  }
}

Deno.test("a letter that is of use for a week survives an outage of five days", async () => {
  await withMailer(async ({ write, drain, pass, answer, tried, state }) => {
    const id = await write(7 * DAY);
    answer("circuit_open", 30_000);
    for (let hour = 0; hour < 5 * 24; hour++) {
      await drain();
      pass(HOUR);
    }
    assert.equal(await state(id), "waiting");
    answer(null);
    await drain();
    assert.equal(await state(id), "sent");
    assert.equal(new Set(tried).size, 1, "always under the same key");
  });
});

Deno.test("a mail that may have been sent is not tried again once its key is forgotten", async () => {
  for (const code of ["timeout", "unavailable", "invalid_response"] as const) {
    await withMailer(async ({ write, drain, pass, answer, tried, state, dead }) => {
      const id = await write(7 * DAY);
      answer(code);
      await drain();
      answer(null);
      pass(23 * HOUR + 1000);
      await drain();
      assert.equal(tried.length, 1, code);
      assert.equal(await state(id), "late");
      assert.match((await dead())[0], /may have been sent/);
    });
  }
});

Deno.test("a quota that begins anew after more than a day does not lose a mail: it was surely not sent", async () => {
  await withMailer(async ({ write, drain, pass, answer, state, tried }) => {
    const id = await write(7 * DAY);
    answer("quota_exhausted", 2 * DAY);
    await drain();
    answer(null);
    pass(DAY);
    await drain();
    assert.equal(tried.length, 1, "not before the quota's new window");
    pass(DAY + 1000);
    await drain();
    assert.equal(await state(id), "sent");
  });
});

Deno.test("doubt stays: once it may have been sent, a sure failure does not start its key anew", async () => {
  await withMailer(async ({ write, drain, pass, answer, tried }) => {
    await write(7 * DAY);
    answer("timeout");
    await drain();
    answer("quota_exhausted", 2 * DAY);
    pass(HOUR);
    await drain();
    answer(null);
    pass(2 * DAY);
    await drain();
    assert.equal(tried.length, 2);
  });
});

Deno.test("an instance that died after sending and before saying so has sent it", async () => {
  await withMailer(async ({ write, drain, kv, tried }) => {
    const id = await write(DAY);
    await kv.set(deliveryKey(id), { ...NOTED, state: "sent", doubtSince: null });
    await drain();
    assert.deepEqual(tried, []);
    assert.deepEqual(await Array.fromAsync(kv.list({ prefix: ["jobs"] })), []);
  });
});

Deno.test("an instance that died while sending leaves the mail in doubt", async () => {
  await withMailer(async ({ write, drain, pass, kv, tried, state }) => {
    const id = await write(7 * DAY);
    await kv.set(deliveryKey(id), { ...NOTED, doubtSince: Date.now() });
    pass(DAY);
    await drain();
    assert.deepEqual(tried, []);
    assert.equal(await state(id), "late");
  });
});

Deno.test("two instances that drain at once hand each letter over once", async () => {
  await withMailer(async ({ write, drain, drainElsewhere, tried }) => {
    for (let n = 0; n < 30; n++) await write(DAY);
    await Promise.all([drain(), drainElsewhere()]);
    while (tried.length < 30) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(new Set(tried).size, 30);
    await Promise.all([drain(), drainElsewhere()]);
    assert.equal(tried.length, 30);
  });
});

Deno.test("what cannot be written at all is given up, and said to be", async () => {
  await withMailer(async ({ kv, drain, pass, write, state }) => {
    const id = await write(DAY);
    const [row] = await Array.fromAsync(kv.list<Job>({ prefix: ["jobs"] }));
    const payload = { ...row.value.payload as object, template: "no-such-letter" };
    await kv.set(row.key, { ...row.value, payload });
    for (let n = 0; n < 9; n++) {
      await drain();
      pass(11 * 60_000);
    }
    assert.equal(await state(id), "late");
  });
});
