import assert from "node:assert/strict";
import { createMeters } from "../../../services/integration/meters.ts";
import { realWorld } from "../../../services/world.ts";
import { createStore, type Store } from "../../../store/store.ts";
import { quietly } from "../../quiet.ts";

const away = () => Promise.reject(new TypeError("away"));

/** Meters on a database of their own. */
async function withMeters(
  run: (meters: ReturnType<typeof createMeters>, store: Store) => Promise<void>,
): Promise<void> {
  using kv = await Deno.openKv(":memory:");
  const store = createStore(kv);
  await run(createMeters(store, realWorld), store);
}

const call = {
  integration: "resend",
  outcome: "ok",
  failed: false,
  ms: 5,
  tokens: 0,
  cost: 0,
};

const entry = (n: number) => ({
  id: String(n).padStart(6, "0"),
  at: 1,
  integration: "resend",
  operation: "send-mail",
  subject: null,
  outcome: "ok",
  ms: 5,
  attempts: 1,
  tokens: 0,
  bytes: 0,
});

async function counted(store: Store, metric: string): Promise<number> {
  const sums = await store.counters.list(["meter", "resend", "day"]);
  return sums.filter(([path]) => path[1] === metric).reduce((sum, [, n]) => sum + n, 0);
}

// What was written was kept together with what was not: one call counted four times.
Deno.test("what could not be written is written the next time, and what was is not written again", async () => {
  await withMeters(async (meters, store) => {
    const { add } = store.audit;
    meters.count(call);
    for (let n = 0; n < 250; n++) meters.note(entry(n));
    for (const good of [0, 1, 1]) {
      let left = good;
      store.audit.add = (entries) => left-- > 0 ? add(entries) : away();
      await assert.rejects(meters.flush());
    }
    const written: string[] = [];
    store.audit.add = (entries) => (written.push(...entries.map(({ id }) => id)), add(entries));
    await meters.flush();
    assert.equal(await counted(store, "calls"), 1);
    assert.equal((await store.audit.since(0, 1_000)).length, 250);
    assert.equal(written.length, 50, "two batches had been written");
  });
});

Deno.test("while the database is away the newest ten thousand calls are kept, and it is said how many are not", async () => {
  await withMeters(async (meters, store) => {
    const { add } = store.audit;
    store.audit.add = away;
    const logged = await quietly(async () => {
      for (let n = 0; n < 25_000; n++) meters.note(entry(n));
      await assert.rejects(meters.flush());
    });
    const dropped = [...logged.matchAll(/"dropped":(\d+)/g)].map(([, n]) => Number(n));
    assert.equal(dropped.reduce((sum, n) => sum + n, 0), 15_000);
    const kept: string[] = [];
    store.audit.add = (entries) => (kept.push(...entries.map(({ id }) => id)), add(entries));
    await meters.flush();
    assert.deepEqual([kept.length, kept[0], kept.at(-1)], [10_000, "015000", "024999"]);
  });
});
