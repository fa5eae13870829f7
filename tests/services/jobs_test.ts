import assert from "node:assert/strict";
import { createJobs } from "../../services/jobs.ts";
import type { Job } from "../../store/jobs.ts";
import { realWorld } from "../../services/world.ts";
import { createStore } from "../../store/store.ts";
import { quietly } from "../quiet.ts";

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
  const random = (bytes: number) => {
    const dice = realWorld.random(bytes);
    dice[0] |= 64; // Of all waits one in two hundred is none at all.
    return dice;
  };
  const world = { now: () => Date.now() + skew, random };
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
    await stopping.close(10);
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

// Five files that took long to read kept all workers, and everybody else's waited behind them.
Deno.test("one person's slow work holds up no other person's", async () => {
  const kv = await Deno.openKv(":memory:");
  const store = createStore(kv);
  const done: string[] = [];
  const { promise: slow, resolve } = Promise.withResolvers<void>();
  const run = (who: unknown) =>
    (who === "anna" ? slow : Promise.resolve()).then(() => void done.push(String(who)));
  const jobs = createJobs(store, { read: { run, owner: String } }, realWorld);
  const add = async (who: string) => {
    const operation = store.begin();
    jobs.add(operation, "read", who);
    await store.commit(operation);
    jobs.kick();
  };
  for (let n = 0; n < 5; n++) await add("anna");
  await add("berta");
  while (done.length === 0) await new Promise((later) => setTimeout(later, 1));
  assert.deepEqual(done, ["berta"]);
  resolve();
  await jobs.drained();
  assert.equal(done.length, 6);
  kv.close();
});

/** Jobs whose handlers are given, one of each kind added, and a clock to move. */
async function withKinds(
  handlers: Parameters<typeof createJobs>[1],
  kinds: readonly string[],
  run: (tools: {
    jobs: ReturnType<typeof createJobs>;
    store: ReturnType<typeof createStore>;
    kv: Deno.Kv;
    /** Lets so many tries go by. */
    tries: (n: number) => Promise<void>;
  }) => Promise<void>,
  leaseMs?: number,
): Promise<void> {
  const kv = await Deno.openKv(":memory:");
  const store = createStore(kv);
  let skew = 0;
  const world = { ...realWorld, now: () => Date.now() + skew };
  await quietly(async () => {
    const jobs = createJobs(store, handlers, world, leaseMs);
    const operation = store.begin();
    for (const kind of kinds) jobs.add(operation, kind, kind);
    await store.commit(operation);
    const tries = async (n: number) => {
      for (let done = 0; done < n; done++) {
        await jobs.drained();
        skew += 11 * 60_000;
      }
    };
    await run({ jobs, store, kv, tries });
  });
  kv.close();
}

const rows = (kv: Deno.Kv, prefix: string) =>
  Array.fromAsync(kv.list<Job>({ prefix: [prefix] }), ({ value }) => value);

// It ended the worker's pass, and came back for ever: the work behind it stood still.
Deno.test("work that nobody here knows waits for an instance that does, and is given up at last", async () => {
  const done: unknown[] = [];
  const known = { run: (payload: unknown) => Promise.resolve(void done.push(payload)) };
  await withKinds({ known }, ["unknown", "known"], async ({ kv, tries }) => {
    await tries(1);
    assert.deepEqual(done, ["known"], "it holds up nothing");
    const [waiting] = await rows(kv, "jobs");
    assert.deepEqual([waiting.kind, waiting.attempts], ["unknown", 1]);
    await tries(7);
    assert.deepEqual(await rows(kv, "jobs"), []);
    const [dead] = await rows(kv, "jobs_dead");
    assert.equal(dead.lastError, "nobody here knows such work");
  });
});

Deno.test("a job that cannot even be given up is buried all the same", async () => {
  let told = 0;
  const bad = {
    run: () => Promise.reject(new Error("no")),
    giveUp: () => (told++, Promise.reject(new Error("of another shape"))),
  };
  await withKinds({ bad }, ["bad"], async ({ kv, tries }) => {
    await tries(20);
    assert.deepEqual([await rows(kv, "jobs"), told], [[], 1]);
    assert.equal((await rows(kv, "jobs_dead")).length, 1);
  });
});

// The row would not have fitted into KV, so that the failure could not be written down.
Deno.test("of a reason that is very long the first words are kept", async () => {
  let runs = 0;
  const bad = { run: () => (runs++, Promise.reject(new Error("♭".repeat(70_000)))) };
  await withKinds({ bad }, ["bad"], async ({ kv, tries }) => {
    await tries(1);
    assert.equal((await rows(kv, "jobs"))[0].lastError, "♭".repeat(500));
    await tries(19);
    assert.deepEqual([(await rows(kv, "jobs_dead")).length, runs], [1, 8]);
  });
});

// The job was ended by the version that it had before it was renewed, which did nothing.
Deno.test("a job that ends while it is being renewed is done, and does not run again", async () => {
  let runs = 0;
  const { promise: renewed, resolve: renewing } = Promise.withResolvers<void>();
  const slow = { run: () => (runs++, renewed) };
  await withKinds({ slow }, ["slow"], async ({ store, kv, tries }) => {
    const { renew } = store.jobs;
    store.jobs.renew = async (...lease) => {
      const entry = await renew(...lease);
      renewing(); // The handler ends, and we have not yet heard that the lease is longer.
      await new Promise((later) => setTimeout(later, 30));
      return entry;
    };
    await tries(3);
    assert.deepEqual([runs, await Array.fromAsync(kv.list({ prefix: [] }))], [1, []]);
  }, 60);
});

// Its lease was renewed for ever, and its worker was lost until the next start.
Deno.test("a handler that hangs is told to end, and its job is let go", async () => {
  const reasons: unknown[] = [];
  const hangs = {
    longestMs: 20,
    run: (_: unknown, __: Job, ___: boolean, signal: AbortSignal) =>
      new Promise<void>(() => signal.addEventListener("abort", () => reasons.push(signal.reason))),
  };
  await withKinds({ hangs }, ["hangs"], async ({ kv, tries }) => {
    await tries(1);
    const [{ attempts, lastError }] = await rows(kv, "jobs");
    assert.deepEqual([attempts, lastError], [1, "it took longer than 20 ms"]);
    assert.equal(reasons.length, 1);
    await tries(7);
    assert.equal((await rows(kv, "jobs_dead")).length, 1);
  });
});

Deno.test("an instance that is asked to stop takes no further job", async () => {
  let begun = 0;
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const slow = { run: () => (begun++, ended) };
  const kinds = Array.from({ length: 9 }, () => "slow");
  await withKinds({ slow }, kinds, async ({ jobs, kv }) => {
    jobs.kick();
    while (begun < 3) await new Promise((later) => setTimeout(later, 1));
    jobs.stop();
    end();
    jobs.kick();
    await jobs.close();
    assert.deepEqual([begun, (await rows(kv, "jobs")).length], [3, 6]);
  });
});

Deno.test("what can be tried again keeps what it is about when it is given up, and nothing else does", async () => {
  const fails = { run: () => Promise.reject(new Error("no")) };
  const kinds = { kept: { ...fails, again: true as const }, letter: fails };
  await withKinds(kinds, ["kept", "letter"], async ({ kv, tries }) => {
    await tries(20);
    const dead = (await rows(kv, "jobs_dead")).map(({ kind, payload }) => [kind, payload]);
    assert.deepEqual(dead.sort(), [["kept", "kept"], ["letter", null]]);
  });
});

Deno.test("what is discarded puts right what waited for it, and leaves with what is done in the same step", async () => {
  const told: unknown[] = [];
  const work = {
    run: () => Promise.resolve(),
    giveUp: (payload: unknown) => Promise.resolve(void told.push(payload)),
  };
  await withKinds({ work }, ["work"], async ({ jobs, store, kv }) => {
    const [{ id }] = await rows(kv, "jobs");
    const entry = (await store.jobs.get(id))!;
    const note = (operation: Deno.AtomicOperation) =>
      Promise.resolve(void operation.set(["noted"], 1));
    const discard = () => jobs.discard(entry, () => Promise.resolve(), note);
    assert.deepEqual((await Promise.all([discard(), discard()])).sort(), [false, true]);
    assert.deepEqual([told, (await kv.get(["noted"])).value], [["work"], 1]);
    await jobs.drained();
    assert.deepEqual([await rows(kv, "jobs"), await rows(kv, "jobs_due")], [[], []]);
  });
});

Deno.test("what may not be discarded is left as it was, and nothing that waits for it is touched", async () => {
  const told: unknown[] = [];
  const work = {
    run: () => Promise.resolve(),
    giveUp: (payload: unknown) => Promise.resolve(void told.push(payload)),
  };
  await withKinds({ work }, ["work"], async ({ jobs, store, kv }) => {
    const before = await rows(kv, "jobs");
    const entry = (await store.jobs.get(before[0].id))!;
    const no = () => Promise.reject(new Error("signed out"));
    const yes = () => Promise.resolve();
    await assert.rejects(jobs.discard(entry, no, yes), /signed out/);
    assert.deepEqual([told, await rows(kv, "jobs")], [[], before]);
    assert.equal((await kv.get(entry.key)).versionstamp, entry.versionstamp);
    // Ended in the middle: a worker does it as if nobody had begun to discard it.
    await assert.rejects(jobs.discard(entry, yes, no), /signed out/);
    assert.deepEqual(await rows(kv, "jobs"), before);
    await jobs.drained();
    assert.deepEqual([await rows(kv, "jobs"), await rows(kv, "jobs_dead")], [[], []]);
  });
});

Deno.test("a job says that somebody is at it for as long as somebody is", async () => {
  let seen: Job | undefined;
  let look: () => Promise<Job[]>;
  const work = {
    run: async () => {
      [seen] = await look();
      throw new Error("not yet");
    },
  };
  await withKinds({ work }, ["work"], async ({ kv, tries }) => {
    look = () => rows(kv, "jobs");
    await tries(1);
    assert.equal(seen?.leased, true);
    assert.equal((await rows(kv, "jobs"))[0].leased, undefined);
  });
});
