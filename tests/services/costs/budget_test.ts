import assert from "node:assert/strict";
import { createBudget } from "../../../services/costs/budget.ts";
import { createIntegration, type Integration } from "../../../services/integration.ts";
import type { Definition, Failure } from "../../../services/integration/definition.ts";
import type { Outcome } from "../../../services/integration/error.ts";
import { createFlags } from "../../../services/integration/flags.ts";
import { createMeters } from "../../../services/integration/meters.ts";
import { createResendProvider } from "../../../services/mail/resend.ts";
import type { Mail } from "../../../store/mailbox.ts";
import { realWorld } from "../../../services/world.ts";
import { createStore } from "../../../store/store.ts";
import { quietly } from "../../quiet.ts";

const MONTH = 32 * 24 * 60 * 60_000;
const nobody = { subject: null };
const code = (outcome: Outcome<unknown>) => outcome.ok ? "ok" : outcome.error.code;

const definition: Definition = {
  name: "gemini",
  purpose: "",
  sends: "",
  timeoutMs: 60,
  retry: { attempts: 0, firstWaitMs: 1, longestWaitMs: 4 },
  breaker: { consecutive: 5, openMs: 80 },
  quotas: [],
  probe: { everyMs: 1_000, what: "" },
  price: { perCall: 0, perThousandTokens: 1_000 },
  classify: (error) => error as Failure,
};

interface Instance {
  readonly call: (tokens: number, free?: boolean) => Promise<Outcome<unknown>>;
  readonly flush: () => Promise<void>;
}

/** Instances on one database, with a budget of 10,000 millionths: ten thousand tokens. */
async function withInstances(
  run: (house: {
    instance: (change?: Partial<Definition>, monthly?: number) => Instance;
    door: (change: Partial<Definition>) => Integration;
    pass: (ms: number) => void;
    /** How often the database was read so far. */
    reads: () => number;
  }) => Promise<void>,
): Promise<void> {
  const kv = await Deno.openKv(":memory:");
  let skew = 0;
  let reads = 0;
  const world = { ...realWorld, now: () => Date.now() + skew };
  const store = createStore(kv);
  const counted = <T extends unknown[], R>(read: (...args: T) => R) => (...args: T): R => {
    reads++;
    return read(...args);
  };
  const seen = {
    ...store,
    counters: {
      ...store.counters,
      get: counted(store.counters.get),
      list: counted(store.counters.list),
    },
    flags: { ...store.flags, all: counted(store.flags.all) },
  };
  const open = (change: Partial<Definition>, monthly: number) => {
    const flags = createFlags(seen, world);
    const meters = createMeters(seen, world);
    const config = { budget: { monthly, hardStop: true } };
    const budget = createBudget({ config, store: seen, meters, world });
    const needs = { store: seen, flags, meters, budget, world };
    return { door: createIntegration({ ...definition, ...change }, needs), meters };
  };
  const instance = (change: Partial<Definition> = {}, monthly = 10_000): Instance => {
    const { door, meters } = open(change, monthly);
    return {
      call: (tokens, free) =>
        door.call("x", ({ spend }) => Promise.resolve(spend(tokens)), { ...nobody, free }),
      flush: meters.flush,
    };
  };
  await quietly(() =>
    run({
      instance,
      door: (change) => open(change, 10_000).door,
      pass: (ms) => void (skew += ms),
      reads: () => reads,
    })
  );
  kv.close();
}

const LINK = { toOperators: false, owner: null, template: "sign-in-link" } as const;

Deno.test("once the budget is spent no call that costs is made until the month is over", async () => {
  await withInstances(async ({ instance, pass }) => {
    const { call, flush } = instance();
    assert.equal(code(await call(9_999)), "ok");
    assert.equal(code(await call(1)), "ok");
    const refused = await call(1);
    assert.equal(code(refused), "quota_exhausted");
    assert.ok(!refused.ok && refused.error.retryAt! > Date.now());
    assert.equal(code(await call(0, true)), "ok", "a probe costs nothing");
    await flush(); // As it does by itself every few seconds.
    pass(MONTH);
    assert.equal(code(await call(1)), "ok");
  });
});

Deno.test("what one instance spends stops the others within seconds", async () => {
  await withInstances(async ({ instance, pass }) => {
    const [one, two] = [instance(), instance()];
    assert.equal(code(await two.call(1)), "ok");
    await one.call(10_000);
    await one.flush(); // As it does by itself every few seconds.
    pass(2_000);
    assert.equal(code(await two.call(1)), "quota_exhausted");
    assert.equal(
      code(await instance().call(1)),
      "quota_exhausted",
      "one that has just started too",
    );
    assert.equal(code(await instance({}, 20_000).call(1)), "ok", "the budget was raised");
  });
});

Deno.test("several instances lose nothing of what they spend", async () => {
  await withInstances(async ({ instance, pass }) => {
    const instances = [instance(), instance(), instance()];
    for (let n = 0; n < 33; n++) {
      await Promise.all(instances.map(({ call }) => call(100)));
      if (n % 5 === 0) pass(2_100);
    }
    for (const { flush } of instances) await flush();
    pass(2_100);
    assert.equal(code(await instances[0].call(100)), "ok", "9,900 of 10,000");
    assert.equal(code(await instances[0].call(1)), "quota_exhausted");
  });
});

Deno.test("a budget costs no read a call", async () => {
  await withInstances(async ({ instance, reads }) => {
    const { call } = instance();
    await call(1);
    const before = reads();
    for (let n = 0; n < 200; n++) assert.equal(code(await call(1)), "ok");
    assert.ok(reads() - before <= 4, String(reads() - before));
  });
});

Deno.test("what costs nothing, and what people's files are in, is called all the same", async () => {
  await withInstances(async ({ instance, pass }) => {
    const gemini = instance();
    await gemini.call(10_000);
    await gemini.flush();
    pass(2_100);
    assert.equal(code(await gemini.call(1)), "quota_exhausted");
    const free = instance({ price: { perCall: 0, perThousandTokens: 0 } });
    assert.equal(code(await free.call(1)), "ok");
    assert.equal(code(await instance({ spared: true }).call(1)), "ok");
  });
});

Deno.test("over the budget a rehearsed mail fares as a real one: nobody learns who has an account", async () => {
  await withInstances(async ({ door }) => {
    const resend = door({ price: { perCall: 10_000, perThousandTokens: 0 } });
    const client = {
      ready: () => Promise.resolve(undefined),
      send: () => Promise.resolve(),
      probe: () => Promise.resolve(),
    };
    const { send, rehearse } = createResendProvider(resend, client, realWorld);
    const mail: Mail = { id: "1", from: "", to: "", subject: "", html: "", text: "", sentAt: "" };
    assert.deepEqual([code(await send(mail, LINK)), code(await rehearse(mail))], [
      "ok",
      "quota_exhausted",
    ]);
    assert.equal(code(await send(mail, LINK)), "quota_exhausted");
    assert.equal(
      code(await send(mail, { ...LINK, toOperators: true })),
      "ok",
      "they must hear of it",
    );
  });
});
