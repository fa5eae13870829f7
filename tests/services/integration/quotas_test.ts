import assert from "node:assert/strict";
import type { Quota } from "../../../services/integration/definition.ts";
import { createQuotas } from "../../../services/integration/quotas.ts";
import { realWorld } from "../../../services/world.ts";
import { createStore } from "../../../store/store.ts";

const DAY = 86_400_000;
const calls = (limit: number): Quota => ({ unit: "call", limit, per: "day" });
const tokens = (limit: number): Quota => ({ unit: "token", limit, per: "day" });

/** Instances that share a database and a clock. */
async function withInstances(
  quotas: readonly Quota[],
  run: (tools: {
    instances: ReturnType<typeof createQuotas>[];
    store: ReturnType<typeof createStore>;
    pass: (ms: number) => void;
    /** How many reads and writes of counters there were. */
    asked: () => number;
  }) => Promise<void>,
): Promise<void> {
  using kv = await Deno.openKv(":memory:");
  const store = createStore(kv);
  let asked = 0;
  const { change } = store.counters;
  store.counters.change = (...args) => (asked++, change(...args));
  let skew = 0;
  const world = { ...realWorld, now: () => Date.now() + skew };
  const instances = Array.from(
    { length: 4 },
    () => createQuotas({ name: "resend", quotas }, store, world),
  );
  await run({ instances, store, pass: (ms) => skew += ms, asked: () => asked });
}

/** Has the instances take in turn until none of them gets one; gives how many were taken. */
async function drain(instances: ReturnType<typeof createQuotas>[]): Promise<number> {
  for (let made = 0;;) {
    const before = made;
    for (const quotas of instances) if (await quotas.take() === null) made++;
    if (made === before) return made;
  }
}

// Each counted in memory what the others could not see: of 100 calls 315 were made.
for (const limit of [100, 1_000, 5_000]) {
  Deno.test(`of ${limit} calls a day four instances in a burst make ${limit}`, async () => {
    await withInstances([calls(limit)], async ({ instances }) => {
      const made = await drain(instances);
      // What one has taken ahead and not used when the others are told that nothing is left.
      assert.ok(made <= limit && made > limit * 0.99, `${made} of ${limit}`);
      const [{ used }] = await instances[0].use();
      assert.ok(used <= limit);
    });
  });
}

Deno.test("the last call is one instance's alone, and refused to the others until the next day", async () => {
  const month: Quota = { unit: "call", limit: 1_000, per: "month" };
  await withInstances([calls(10), month], async ({ instances, pass }) => {
    assert.equal(await drain(instances), 10);
    for (const quotas of instances) assert.ok((await quotas.take())! % DAY === 0);
    await Promise.all(instances.map((quotas) => quotas.flush()));
    const used = (await instances[0].use()).map(({ used }) => used);
    assert.deepEqual(
      used,
      [10, 10],
      "a call that the one quota refused is not taken out of the other",
    );
    pass(DAY);
    assert.equal(await drain(instances), 10);
  });
});

Deno.test("far from its limit a quota asks the store once for many calls, and gives back what it did not use", async () => {
  await withInstances([calls(10_000)], async ({ instances: [quotas, other], asked }) => {
    for (let n = 0; n < 150; n++) assert.equal(await quotas.take(), null);
    assert.equal(asked(), 2);
    assert.equal((await quotas.use())[0].used, 150);
    await quotas.flush();
    assert.equal((await other.use())[0].used, 150);
  });
});

Deno.test("a clock that was ahead, and is set right, leaves the quota as it was", async () => {
  await withInstances([calls(10)], async ({ instances: [quotas], pass }) => {
    pass(365 * DAY);
    for (let n = 0; n < 10; n++) await quotas.take();
    pass(-365 * DAY);
    assert.equal(await drain([quotas]), 10);
  });
});

// What was to be written was forgotten before it was, and lost where it could not be.
Deno.test("tokens that could not be written down are counted, and written the next time, once", async () => {
  await withInstances([tokens(1_000)], async ({ instances: [quotas, other], store }) => {
    const { add } = store.counters;
    store.counters.add = () => Promise.reject(new TypeError("away"));
    quotas.spend(600);
    await assert.rejects(quotas.flush());
    quotas.spend(300);
    await assert.rejects(async () => await quotas.take());
    store.counters.add = add;
    await Promise.all([quotas.flush(), quotas.flush(), quotas.take()]);
    assert.equal((await other.use())[0].used, 900);
    quotas.spend(100);
    assert.ok(await quotas.take());
  });
});
