import assert from "node:assert/strict";
import { type CallOptions, createIntegration } from "../../services/integration.ts";
import type { Definition, Failure } from "../../services/integration/definition.ts";
import type { Outcome } from "../../services/integration/error.ts";
import { createFlags } from "../../services/integration/flags.ts";
import { createMeters } from "../../services/integration/meters.ts";
import { realWorld } from "../../services/world.ts";
import { createStore } from "../../store/store.ts";

const DAY = 86_400_000;

const definition: Definition = {
  name: "resend",
  purpose: "sends mail",
  sends: "an address",
  timeoutMs: 60,
  retry: { attempts: 2, firstWaitMs: 1, longestWaitMs: 4 },
  breaker: { consecutive: 5, openMs: 80 },
  quotas: [{ unit: "call", limit: 10, per: "day" }, { unit: "token", limit: 1000, per: "day" }],
  probe: { everyMs: 1_000, what: "" },
  price: { perCall: 7, perThousandTokens: 1000 },
  classify: (error) => error as Failure,
};

const down: Failure = { code: "unavailable", reason: "it is away", retryable: true };
const no: Failure = { code: "rejected", reason: "it said no", retryable: false, healthy: true };

/** A door on a database of its own; several instances may share it. */
async function withDoor(
  run: (house: {
    door: (
      change?: Partial<Definition>,
      probe?: () => Promise<unknown>,
    ) => ReturnType<typeof createIntegration>;
    store: ReturnType<typeof createStore>;
    flags: ReturnType<typeof createFlags>;
    meters: ReturnType<typeof createMeters>;
    pass: (ms: number) => void;
  }) => Promise<void>,
): Promise<void> {
  const kv = await Deno.openKv(":memory:");
  const log = console.error;
  console.error = () => {};
  try {
    const store = createStore(kv);
    let skew = 0;
    const world = { ...realWorld, now: () => Date.now() + skew };
    const flags = createFlags(store, world);
    const meters = createMeters(store, world);
    const door = (change: Partial<Definition> = {}, probe?: () => Promise<unknown>) =>
      createIntegration({ ...definition, ...change }, { store, flags, meters, world }, probe);
    await run({ door, store, flags, meters, pass: (ms) => skew += ms });
  } finally {
    console.error = log;
    kv.close();
  }
}

const nobody = { subject: null };
const code = (outcome: Outcome<unknown>) => outcome.ok ? "ok" : outcome.error.code;
const throwing = (failure: Failure) => () => Promise.reject(failure);

Deno.test("a call that works gives its value", async () => {
  await withDoor(async ({ door }) => {
    assert.deepEqual(await door().call("x", () => Promise.resolve(7), nobody), {
      ok: true,
      value: 7,
    });
  });
});

Deno.test("what may pass is tried again, with the same idempotency key", async () => {
  await withDoor(async ({ door }) => {
    const keys: string[] = [];
    const outcome = await door().call("x", ({ idempotencyKey }) => {
      keys.push(idempotencyKey);
      return keys.length < 3 ? Promise.reject(down) : Promise.resolve("at last");
    }, nobody);
    assert.equal(code(outcome), "ok");
    assert.equal(new Set(keys).size, 1);
    assert.equal(keys.length, 3);
  });
});

Deno.test("what the vendor refuses is not tried again, and does not count against its health", async () => {
  await withDoor(async ({ door }) => {
    let tries = 0;
    const resend = door();
    for (let n = 0; n < 8; n++) {
      const outcome = await resend.call("x", () => (tries++, Promise.reject(no)), nobody);
      assert.equal(code(outcome), "rejected");
    }
    assert.equal(tries, 8);
    assert.equal(resend.breaker(), "closed");
  });
});

Deno.test("an attempt that hangs ends at its timeout, and its signal says so", async () => {
  await withDoor(async ({ door }) => {
    const signals: AbortSignal[] = [];
    const outcome = await door().call("x", ({ signal }) => {
      signals.push(signal);
      return new Promise(() => {});
    }, nobody);
    assert.equal(code(outcome), "timeout");
    assert.equal(signals.length, 3);
    assert.ok(signals.every(({ aborted }) => aborted));
  });
});

Deno.test("Retry-After is the least that is waited", async () => {
  await withDoor(async ({ door }) => {
    const times: number[] = [];
    await door().call("x", () => {
      times.push(performance.now());
      return times.length < 2
        ? Promise.reject({ ...down, code: "rate_limited", retryAfterMs: 50 })
        : Promise.resolve();
    }, nobody);
    assert.ok(times[1] - times[0] >= 49, String(times[1] - times[0]));
  });
});

Deno.test("five failures in a row open the breaker; one good call closes it again", async () => {
  await withDoor(async ({ door, pass }) => {
    const resend = door({ retry: { ...definition.retry, attempts: 0 } });
    for (let n = 0; n < 5; n++) await resend.call("x", throwing(down), nobody);
    assert.equal(resend.breaker(), "open");
    let called = false;
    const refused = await resend.call("x", () => Promise.resolve(called = true), nobody);
    assert.deepEqual([code(refused), called], ["circuit_open", false]);
    pass(81);
    assert.equal(code(await resend.call("x", () => Promise.resolve(), nobody)), "ok");
    assert.equal(resend.breaker(), "closed");
  });
});

Deno.test("half of the last ten open the breaker, in whatever order", async () => {
  await withDoor(async ({ door }) => {
    const resend = door({
      retry: { ...definition.retry, attempts: 0 },
      quotas: [],
    });
    for (let n = 0; n < 10; n++) {
      await resend.call("x", n % 2 ? throwing(down) : () => Promise.resolve(), nobody);
    }
    assert.equal(resend.breaker(), "open");
  });
});

Deno.test("at its quota the call is not made, until the window begins anew", async () => {
  await withDoor(async ({ door, pass }) => {
    const resend = door();
    for (let n = 0; n < 10; n++) {
      assert.equal(code(await resend.call("x", () => Promise.resolve(), nobody)), "ok");
    }
    const outcome = await resend.call("x", () => Promise.resolve(), nobody);
    assert.equal(code(outcome), "quota_exhausted");
    assert.ok(!outcome.ok && outcome.error.retryAt! % DAY === 0);
    pass(DAY);
    assert.equal(code(await resend.call("x", () => Promise.resolve(), nobody)), "ok");
  });
});

Deno.test("several instances share a quota: together they make no call too many", async () => {
  await withDoor(async ({ door }) => {
    const doors = [door(), door(), door()];
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, n) => doors[n % 3].call("x", () => Promise.resolve(), nobody)),
    );
    const made = outcomes.filter(({ ok }) => ok).length;
    assert.ok(made === 10, `${made} of 10`);
  });
});

Deno.test("tokens count against their own quota", async () => {
  await withDoor(async ({ door }) => {
    const gemini = door();
    await gemini.call("x", ({ spend }) => Promise.resolve(spend(1000)), nobody);
    assert.equal(code(await gemini.call("x", () => Promise.resolve(), nobody)), "quota_exhausted");
  });
});

Deno.test("a flag switches it off within two seconds, for all or for some", async () => {
  await withDoor(async ({ door, flags, store, pass }) => {
    const resend = door();
    await store.flags.set("resend", { on: false, percent: 100, people: ["friend"] });
    pass(2_001);
    assert.equal(code(await resend.call("x", () => Promise.resolve(), nobody)), "disabled");
    assert.equal(
      code(await resend.call("x", () => Promise.resolve(), { subject: "friend" })),
      "ok",
    );
    await store.flags.set("resend", { on: true, percent: 30, people: [] });
    pass(2_001);
    await flags.refresh();
    const people = Array.from({ length: 200 }, (_, n) => `person-${n}`);
    const on = people.filter((person) => flags.isOn("resend", person)).length;
    assert.ok(on > 30 && on < 90, String(on));
  });
});

Deno.test("when the flags cannot be read, what was known holds, and the unknown is on", async () => {
  const reads: (() => Promise<Map<string, never>>)[] = [() => Promise.reject(new Error("gone"))];
  const log = console.error;
  console.error = () => {};
  const flags = createFlags(
    { flags: { all: reads[0] } },
    realWorld,
  );
  await flags.refresh();
  console.error = log;
  assert.equal(flags.isOn("resend", null), true);
});

Deno.test("without consent nothing leaves the house; taken back, nothing more does", async () => {
  await withDoor(async ({ door, store }) => {
    const gemini = door();
    let left = 0;
    const call = () =>
      gemini.call("x", () => Promise.resolve(left++), { subject: "clara", consent: "ai-reading" });
    assert.equal(code(await call()), "consent_required");
    await store.consents.give("clara", "ai-reading", 1);
    assert.equal(code(await call()), "ok");
    await store.consents.refuse("clara", "ai-reading", 2);
    assert.equal(code(await call()), "consent_required");
    assert.equal(left, 1);
  });
});

Deno.test("every call is counted and noted, and nothing is lost by a flush that fails once", async () => {
  await withDoor(async ({ door, meters, store }) => {
    const resend = door({ retry: { ...definition.retry, attempts: 0 } });
    const operation = store.begin();
    store.users.add(operation, { id: "clara", email: "clara@example.org", createdAt: 0 });
    await store.commit(operation); // Whoever is gone has no list.
    await resend.call("send", ({ spend }) => Promise.resolve(spend(500)), { subject: "clara" });
    await resend.call("send", throwing(down), nobody);
    const add = store.counters.add;
    store.counters.add = () => Promise.reject(new Error("locked"));
    await assert.rejects(meters.flush());
    store.counters.add = add;
    await meters.flush();
    const sums = Object.fromEntries(
      (await store.counters.list(["meter", "resend", "day"])).map(([path, sum]) => [path[1], sum]),
    );
    assert.equal(sums.calls, 2);
    assert.equal(sums.failures, 1);
    assert.equal(sums["code:unavailable"], 1);
    assert.equal(sums.tokens, 500);
    assert.equal(sums.cost, 7 + 500 + 7);
    const [noted] = await store.audit.newestOf("clara", 10, Date.now());
    assert.equal(noted.outcome, "ok");
    assert.equal(noted.tokens, 500);
    assert.equal((await store.audit.since(0, 10)).length, 2);
  });
});

// Every read of ours that failed was thrown at whoever called.
Deno.test("where our own database fails the call is not made, and that is a value like any other", async () => {
  const away = () => Promise.reject(new TypeError("database is locked"));
  await withDoor(async ({ door, store }) => {
    const clara = { subject: "clara", consent: "ai-reading" } as const;
    let left = 0;
    const call = (options: CallOptions) => door().call("x", () => Promise.resolve(left++), options);
    store.consents.has = away;
    assert.equal(code(await call(clara)), "unavailable");
    store.counters.change = away;
    assert.equal(code(await call(nobody)), "unavailable");
    store.flags.all = away;
    assert.equal(code(await call(nobody)), "unavailable");
    assert.equal(left, 0);
  });
});

Deno.test("an error that nobody can make sense of is a failure, and shuts no door for ever", async () => {
  await withDoor(async ({ door, pass }) => {
    const resend = door({
      retry: { ...definition.retry, attempts: 0 },
      classify: () => {
        throw new TypeError("unheard of");
      },
    });
    for (let n = 0; n < 7; n++) {
      const outcome = await resend.call("x", throwing(down), nobody);
      assert.equal(code(outcome), n < 5 ? "unavailable" : "circuit_open");
    }
    pass(81);
    assert.equal(code(await resend.call("x", () => Promise.resolve(), nobody)), "ok");
  });
});

Deno.test("of those who come when the breaker may close one calls, and the others use up no allowance", async () => {
  await withDoor(async ({ door, pass }) => {
    const resend = door({ retry: { ...definition.retry, attempts: 0 } });
    for (let n = 0; n < 5; n++) await resend.call("x", throwing(down), nobody);
    pass(81);
    const { promise: answer, resolve } = Promise.withResolvers<void>();
    const outcomes: string[] = [];
    const calls = [1, 2, 3].map(async () =>
      outcomes.push(code(await resend.call("x", () => answer, nobody)))
    );
    while (outcomes.length < 2) await new Promise((later) => setTimeout(later, 1));
    assert.equal(resend.breaker(), "trying");
    resolve();
    await Promise.all(calls);
    assert.deepEqual(outcomes, ["circuit_open", "circuit_open", "ok"]);
    assert.equal((await resend.quotas())[0].used, 6);
  });
});

Deno.test("a vendor that is away uses up no allowance: its probe finds out that it is back [Resend away for an hour used up the day's mails]", async () => {
  await withDoor(async ({ door, pass }) => {
    let away = true;
    const run = () => away ? Promise.reject(down) : Promise.resolve("sent");
    const resend = door({ retry: { ...definition.retry, attempts: 0 } }, run);
    for (let n = 0; n < 60; n++) {
      await resend.call("x", run, nobody);
      pass(definition.breaker.openMs + 1);
    }
    const [{ used }] = await resend.quotas();
    assert.equal(used, 5, "those that opened the breaker");
    away = false;
    assert.equal(code(await resend.call("x", run, nobody)), "ok");
  });
});
