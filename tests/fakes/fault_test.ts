import assert from "node:assert/strict";
import { type Fault, HUGE_BYTES, type VendorFault } from "./fault.ts";
import { type Fake, startFake, type Vendor } from "./server.ts";

function error(status: number, headers: HeadersInit = {}) {
  return () => Response.json({ error: status }, { status, headers });
}

const errors: Record<VendorFault, () => Response> = {
  "401": error(401),
  "404": error(404),
  "429": error(429),
  "429_retry_after": error(429, { "retry-after": "1" }),
  daily_quota: error(429),
  "500": error(500),
  "503": error(503),
};

/** A vendor that counts its work. */
function startCounter(more: Partial<Vendor<never>> = {}) {
  let count = 0;
  const fake = startFake({
    answer: () => Response.json({ count: ++count }),
    error: (name: VendorFault) => errors[name](),
    ...more,
  });
  return Object.assign(fake, { count: () => count });
}

async function status(fake: Fake): Promise<number> {
  const response = await fetch(fake.origin);
  await response.bytes();
  return response.status;
}

Deno.test("a healthy fake answers, and remembers what it was asked", async () => {
  await using fake = startCounter();
  const before = Date.now();
  const response = await fetch(`${fake.origin}/a?b=c`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-id": "7" },
    body: '{"to":"you"}',
  });
  assert.deepEqual(await response.json(), { count: 1 });
  const [seen] = fake.requests;
  assert.equal(fake.requests.length, 1);
  assert.equal(seen.method, "POST");
  assert.equal(seen.path, "/a?b=c");
  assert.equal(seen.headers["x-id"], "7");
  assert.deepEqual(seen.body, { to: "you" });
  assert.ok(seen.at >= before && seen.at <= Date.now());
});

Deno.test("a form is remembered as an object, an empty body as null", async () => {
  await using fake = startCounter();
  const form = new URLSearchParams({ a: "1" });
  await (await fetch(fake.origin, { method: "POST", body: form })).bytes();
  await status(fake);
  assert.deepEqual(fake.requests.map(({ body }) => body), [{ a: "1" }, null]);
});

const statuses: [Fault, number][] = [
  ["html", 502],
  ["401", 401],
  ["404", 404],
  ["429", 429],
  ["429_retry_after", 429],
  ["daily_quota", 429],
  ["500", 500],
  ["503", 503],
  ["html_200", 200],
  ["malformed_json", 200],
  ["wrong_shape", 200],
];
for (const [fault, expected] of statuses) {
  Deno.test(`${fault} answers ${expected}, does no work, and is over when mended`, async () => {
    await using fake = startCounter();
    await fake.break(fault);
    assert.equal(await status(fake), expected);
    assert.equal(fake.count(), 0);
    await fake.mend();
    assert.equal(await status(fake), 200);
    assert.equal(fake.count(), 1);
  });
}

Deno.test("a fault with `works` does the work once, and fails all the same", async () => {
  await using fake = startCounter();
  await fake.break("500", { works: true });
  assert.equal(await status(fake), 500);
  assert.equal(fake.count(), 1);
});

Deno.test("a fault with `times` is over after so many requests", async () => {
  await using fake = startCounter();
  await fake.break("503", { times: 2 });
  assert.deepEqual([await status(fake), await status(fake), await status(fake)], [503, 503, 200]);
});

Deno.test("a fault with `only` spoils the requests that it names", async () => {
  await using fake = startCounter();
  await fake.break("500", { only: /^\/bad/ });
  const good = await fetch(`${fake.origin}/good`);
  const bad = await fetch(`${fake.origin}/bad`);
  assert.deepEqual([good.status, bad.status], [200, 500]);
  await Promise.all([good.bytes(), bad.bytes()]);
});

Deno.test("refuse closes the port, and mending opens the same one", async () => {
  await using fake = startCounter();
  const { origin } = fake;
  await fake.break("refuse");
  await assert.rejects(fetch(origin), (error: Error) => /refused/.test(String(error.cause)));
  assert.equal(fake.requests.length, 0);
  await fake.mend();
  assert.equal(fake.origin, origin);
  assert.equal(await status(fake), 200);
});

Deno.test("refuse takes neither times nor only", async () => {
  await using fake = startCounter();
  await assert.rejects(fake.break("refuse", { times: 1 }), TypeError);
});

Deno.test("hang answers nothing until mended", async () => {
  await using fake = startCounter();
  await fake.break("hang");
  await assert.rejects(fetch(fake.origin, { signal: AbortSignal.timeout(100) }), {
    name: "TimeoutError",
  });
  assert.equal(fake.count(), 0);
  const waiting = status(fake);
  await new Promise((later) => setTimeout(later, 50));
  await fake.mend();
  assert.equal(await waiting, 200);
});

Deno.test("hang with `works` works once, also when it is mended", async () => {
  await using fake = startCounter();
  await fake.break("hang", { works: true });
  const waiting = status(fake);
  await new Promise((later) => setTimeout(later, 50));
  assert.equal(fake.count(), 1);
  await fake.mend();
  assert.equal(await waiting, 200);
  assert.equal(fake.count(), 1);
});

Deno.test("drip sends its headers at once and its body a byte at a time", async () => {
  await using fake = startCounter();
  await fake.break("drip", { ms: 20 });
  const started = performance.now();
  const response = await fetch(fake.origin);
  assert.ok(performance.now() - started < 150);
  assert.deepEqual(await response.json(), { count: 1 });
  assert.ok(performance.now() - started >= 20 * '{"count":1'.length);
});

Deno.test("cut ends before the announced length", async () => {
  await using fake = startCounter();
  await fake.break("cut");
  const response = await fetch(fake.origin);
  assert.equal(response.headers.get("content-length"), String('{"count":1}'.length));
  await assert.rejects(response.text());
  assert.equal(fake.count(), 1);
});

Deno.test("huge sends 20 MB of valid JSON", async () => {
  await using fake = startCounter();
  await fake.break("huge");
  const text = await (await fetch(fake.origin)).text();
  assert.ok(text.length > HUGE_BYTES);
  assert.ok(JSON.parse(text).padding);
});

Deno.test("late works at once and answers later", async () => {
  await using fake = startCounter();
  await fake.break("late", { ms: 200 });
  const started = performance.now();
  const answer = status(fake);
  await new Promise((later) => setTimeout(later, 100));
  assert.equal(fake.count(), 1);
  assert.equal(await answer, 200);
  assert.ok(performance.now() - started >= 195);
});

Deno.test("a fake with requests still hanging ends at once", async () => {
  const fake = startCounter();
  await fake.break("hang");
  const hanging = fetch(fake.origin).then((response) => response.bytes()).catch(() => null);
  await new Promise((later) => setTimeout(later, 50));
  const started = performance.now();
  await fake[Symbol.asyncDispose]();
  assert.ok(performance.now() - started < 1000);
  await hanging;
});
