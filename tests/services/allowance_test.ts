/** How much of something somebody may do. */
import assert from "node:assert/strict";
import { createAllowance, type Limit } from "../../services/allowance.ts";
import { realWorld } from "../../services/world.ts";
import { createStore } from "../../store/store.ts";

const MINUTE = 60_000;
const TEN: Limit = { times: 10, per: "hour" };

async function withAllowance(
  run: (parts: {
    allowance: ReturnType<typeof createAllowance>;
    /** Of another process, whose clock is so much ahead. */
    another: (aheadMs: number) => ReturnType<typeof createAllowance>;
    pass: (ms: number) => void;
    now: () => number;
    kv: Deno.Kv;
  }) => Promise<void>,
): Promise<void> {
  const kv = await Deno.openKv(":memory:");
  try {
    let skew = 0;
    const now = () => Date.now() + skew;
    const at = (aheadMs: number) => ({ ...realWorld, now: () => now() + aheadMs });
    await run({
      allowance: createAllowance(createStore(kv), at(0)),
      another: (aheadMs) => createAllowance(createStore(kv), at(aheadMs)),
      pass: (ms) => void (skew += ms),
      now,
      kv,
    });
  } finally {
    kv.close();
  }
}

const stamp = async (kv: Deno.Kv) =>
  (await Array.fromAsync(kv.list({ prefix: ["allowances"] })))[0]?.versionstamp;

Deno.test("of 400 at once, in two processes, ten have one, and the others hear when there is one more", async () => {
  await withAllowance(async ({ allowance, another, now }) => {
    const houses = [allowance, another(0)];
    const start = now();
    const answers = await Promise.all(
      Array.from({ length: 400 }, (_, n) => houses[n % 2].take("x", "clara", TEN)),
    );
    assert.equal(answers.filter((at) => at === null).length, 10);
    for (const at of answers.filter((at) => at !== null)) {
      assert.ok(at >= start + 60 * MINUTE && at <= now() + 60 * MINUTE);
    }
  });
});

// 500 who were refused at once took 16 seconds, and everybody else waited with them.
Deno.test("who is refused writes nothing, but where the time must not tell", async () => {
  await withAllowance(async ({ allowance, kv }) => {
    for (let n = 0; n < 10; n++) await allowance.take("x", "clara", TEN);
    const before = await stamp(kv);
    await allowance.take("x", "clara", TEN);
    assert.equal(await stamp(kv), before);
    await allowance.take("x", "clara", TEN, true);
    assert.notEqual(await stamp(kv), before);
    assert.equal(await allowance.isSpent("x", "clara", TEN), true);
  });
});

Deno.test("one that is given back can be taken again", async () => {
  await withAllowance(async ({ allowance }) => {
    for (let n = 0; n < 10; n++) await allowance.take("x", "clara", TEN);
    await allowance.giveBack("x", "clara", TEN);
    assert.equal(await allowance.isSpent("x", "clara", TEN), false);
    assert.equal(await allowance.take("x", "clara", TEN), null);
    assert.notEqual(await allowance.take("x", "clara", TEN), null);
  });
});

Deno.test("a limit that was lowered counts what was taken under the one before, and says when truly", async () => {
  await withAllowance(async ({ allowance, pass, now }) => {
    const five: Limit = { times: 5, per: "hour" };
    for (let n = 0; n < 10; n++) {
      await allowance.take("x", "clara", TEN);
      pass(MINUTE);
    }
    const at = await allowance.take("x", "clara", five);
    pass(at! - now() - 1000);
    assert.notEqual(await allowance.take("x", "clara", five), null);
    pass(1001);
    assert.equal(await allowance.take("x", "clara", five), null);
  });
});

Deno.test("clocks that differ a little count alike; one that is wrong by far keeps nobody out", async () => {
  await withAllowance(async ({ allowance, another }) => {
    const far = another(50 * MINUTE);
    for (let n = 0; n < 10; n++) await far.take("x", "robert", TEN);
    assert.equal(await allowance.take("x", "robert", TEN), null);
    const near = another(2 * MINUTE);
    for (let n = 0; n < 10; n++) await (n % 2 ? near : allowance).take("x", "clara", TEN);
    assert.notEqual(await allowance.take("x", "clara", TEN), null);
    assert.notEqual(await near.take("x", "clara", TEN), null);
  });
});

Deno.test("what is counted is its own: another person, another thing, another time", async () => {
  await withAllowance(async ({ allowance }) => {
    for (let n = 0; n < 10; n++) await allowance.take("x", "clara", TEN);
    assert.equal(await allowance.take("x", "robert", TEN), null);
    assert.equal(await allowance.take("y", "clara", TEN), null);
    assert.equal(await allowance.take("x", "clara", { times: 10, per: "day" }), null);
  });
});
