import assert from "node:assert/strict";
import { createJobs } from "../../services/jobs.ts";
import type { Job } from "../../store/jobs.ts";
import { realWorld } from "../../services/world.ts";
import { createStore } from "../../store/store.ts";

/** Jobs on a database of their own, with a clock to move and a log that keeps quiet. */
async function withJobs(
  work: (payload: unknown) => Promise<void>,
  run: (tools: {
    add: (payload: unknown) => Promise<void>;
    instance: () => ReturnType<typeof createJobs>;
    pass: (ms: number) => void;
    kv: Deno.Kv;
    givenUp: unknown[];
  }) => Promise<void>,
): Promise<void> {
  const kv = await Deno.openKv(":memory:");
  const store = createStore(kv);
  let skew = 0;
  const world = { ...realWorld, now: () => Date.now() + skew };
  const instance = () => createJobs(store, { work: { run: work, giveUp } }, world);
  const givenUp: unknown[] = [];
  const giveUp = (payload: unknown) => Promise.resolve(void givenUp.push(payload));
  const log = console.error;
  console.error = () => {};
  try {
    await run({
      add: async (payload) => {
        const operation = store.begin();
        instance().add(operation, "work", payload);
        await store.commit(operation);
      },
      instance,
      pass: (ms) => skew += ms,
      kv,
      givenUp,
    });
  } finally {
    console.error = log;
    kv.close();
  }
}

Deno.test("every job is done, and leaves nothing behind", async () => {
  const done: unknown[] = [];
  await withJobs(
    (payload) => Promise.resolve(void done.push(payload)),
    async ({ add, instance, kv }) => {
      for (let n = 0; n < 20; n++) await add(n);
      await instance().drained();
      assert.deepEqual(
        done.toSorted((a, b) => Number(a) - Number(b)),
        Array.from({ length: 20 }, (_, n) => n),
      );
      assert.deepEqual(await Array.fromAsync(kv.list({ prefix: [] })), []);
    },
  );
});

Deno.test("several instances share the work and do nothing twice", async () => {
  const done: unknown[] = [];
  const work = async (payload: unknown) => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    done.push(payload);
  };
  await withJobs(work, async ({ add, instance }) => {
    for (let n = 0; n < 60; n++) await add(n);
    await Promise.all([instance().drained(), instance().drained(), instance().drained()]);
    while (done.length < 60) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(new Set(done).size, 60);
    assert.equal(done.length, 60);
  });
});

Deno.test("a job that fails is tried again later, and then done", async () => {
  let tries = 0;
  const work = () => ++tries < 3 ? Promise.reject(new Error("not yet")) : Promise.resolve();
  await withJobs(work, async ({ add, instance, pass }) => {
    await add("x");
    const jobs = instance();
    await jobs.drained();
    assert.equal(tries, 1);
    for (let n = 0; n < 4; n++) {
      pass(60_000);
      await jobs.drained();
    }
    assert.equal(tries, 3);
  });
});

Deno.test("a job that never succeeds is given up after eight tries, and kept with its reason", async () => {
  let tries = 0;
  const work = () => Promise.reject(new Error(`try ${++tries}`));
  await withJobs(work, async ({ add, instance, pass, kv, givenUp }) => {
    await add("x");
    const jobs = instance();
    for (let n = 0; n < 12; n++) {
      await jobs.drained();
      pass(11 * 60_000);
    }
    assert.equal(tries, 8);
    const [dead] = await Array.fromAsync(kv.list<Job>({ prefix: ["jobs_dead"] }));
    assert.equal(dead.value.lastError, "try 8");
    assert.equal(dead.value.payload, null, "a letter may hold a secret");
    assert.deepEqual(givenUp, ["x"], "what waited for it is told");
    assert.deepEqual(await Array.fromAsync(kv.list({ prefix: ["jobs"] })), []);
  });
});

/** An instance that dies in the middle of a job: it neither ends it nor renews its lease. */
async function die(kv: Deno.Kv, now: number): Promise<void> {
  const entry = await createStore(kv).jobs.take(now, 60_000);
  assert.ok(entry);
}

Deno.test("a job whose instance died is taken up when its lease runs out", async () => {
  const done: unknown[] = [];
  const work = (payload: unknown) => Promise.resolve(void done.push(payload));
  await withJobs(work, async ({ add, instance, pass, kv }) => {
    await add("x");
    await die(kv, Date.now());
    await instance().drained();
    assert.deepEqual(done, [], "the lease still holds");
    pass(61_000);
    await instance().drained();
    assert.deepEqual(done, ["x"]);
  });
});

// Each death left the count where it was: a file that kills its reader was read for ever.
Deno.test("a job that kills its instance each time is given up", async () => {
  const done: unknown[] = [];
  const work = (payload: unknown) => Promise.resolve(void done.push(payload));
  await withJobs(work, async ({ add, instance, pass, kv, givenUp }) => {
    await add("x");
    for (let n = 0; n < 8; n++) await die(kv, Date.now() + n * 61_000);
    pass(9 * 61_000);
    await instance().drained();
    assert.deepEqual([done, givenUp], [[], ["x"]]);
  });
});

Deno.test("a job that is under way when its instance stops goes to another at once, uncounted", async () => {
  const begun: unknown[] = [];
  let finish = () => {};
  const work = (payload: unknown) => {
    begun.push(payload);
    return new Promise<void>((resolve) => finish = resolve);
  };
  await withJobs(work, async ({ add, instance, kv }) => {
    await add("x");
    const stopping = instance();
    stopping.kick();
    while (begun.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await stopping.stop(10);
    finish();
    const [row] = await Array.fromAsync(kv.list<Job>({ prefix: ["jobs"] }));
    assert.equal(row.value.attempts, 0);
    const other = instance();
    other.kick();
    while (begun.length === 1) await new Promise((resolve) => setTimeout(resolve, 5));
    finish();
    await other.drained();
    assert.deepEqual(await Array.fromAsync(kv.list({ prefix: [] })), []);
  });
});

Deno.test("work that waits for a third party holds up no other work", async () => {
  const kv = await Deno.openKv(":memory:");
  const store = createStore(kv);
  const done: string[] = [];
  const { promise: answer, resolve } = Promise.withResolvers<void>();
  const jobs = createJobs(store, {
    ask: { run: () => answer.then(() => void done.push("ask")), patient: true },
    mail: { run: () => Promise.resolve(void done.push("mail")) },
  }, realWorld);
  const add = async (kind: string) => {
    const operation = store.begin();
    jobs.add(operation, kind, null);
    await store.commit(operation);
    jobs.kick();
  };
  for (let n = 0; n < 5; n++) await add("ask");
  await new Promise((later) => setTimeout(later, 20));
  for (let n = 0; n < 3; n++) {
    await add("mail");
    while (done.length < n + 1) await new Promise((later) => setTimeout(later, 1));
  }
  assert.deepEqual(done, ["mail", "mail", "mail"]);
  resolve();
  await jobs.drained();
  assert.equal(done.filter((kind) => kind === "ask").length, 5);
  kv.close();
});
