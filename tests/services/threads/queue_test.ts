import assert from "node:assert/strict";
import { createQueue } from "../../../services/threads/queue.ts";

// One person's pages that took ten seconds each kept everybody else waiting for all of them.
Deno.test("owners take turns, each in the order of their own work", async () => {
  const queue = createQueue();
  const done: string[] = [];
  const work = (name: string) => () => Promise.resolve(void done.push(name));
  await Promise.all([
    ...["a1", "a2", "a3", "a4"].map((name) => queue.run("anna", work(name))),
    ...["b1", "b2"].map((name) => queue.run("berta", work(name))),
    queue.run("clara", work("c1")),
  ]);
  assert.deepEqual(done, ["a1", "a2", "b1", "c1", "a3", "b2", "a4"]);
});

Deno.test("a failure concerns its own caller only", async () => {
  const queue = createQueue();
  const failed = queue.run("anna", () => Promise.reject(new Error("no")));
  const next = queue.run("anna", () => Promise.resolve("yes"));
  await assert.rejects(failed, /no/);
  assert.equal(await next, "yes");
});

/** A queue by a clock that its works move. */
function timed() {
  const time = { now: 0 };
  const queue = createQueue(() => time.now);
  const done: string[] = [];
  const run = (owner: string, name: string, ms: number) =>
    queue.run(owner, () => {
      time.now += ms;
      return Promise.resolve(void done.push(name));
    });
  return { time, run, done };
}

Deno.test("who was waited for once comes back before the next work of a slow one", async () => {
  const { time, run, done } = timed();
  const slow = [run("anna", "a1", 10_000), run("anna", "a2", 10_000), run("anna", "a3", 10)];
  await run("berta", "b1", 10);
  await run("berta", "b2", 10).then(() => run("berta", "b3", 10));
  assert.deepEqual(done, ["a1", "b1", "b2", "b3"]);
  time.now += 1_000;
  await Promise.all(slow);
});

Deno.test("a slow one is held while others come, for half a minute at most", async () => {
  const { time, run, done } = timed();
  void run("anna", "a1", 10_000);
  const held = run("anna", "a2", 10_000);
  for (let n = 1; n <= 4; n++) {
    await run("berta", `b${n}`, 10);
    time.now += 12_000 * Number(n === 3);
    time.now += 900;
  }
  void run("berta", "b5", 10);
  time.now += 20_000;
  await held;
  assert.deepEqual(done.filter((name) => name.startsWith("a")), ["a1", "a2"]);
});

Deno.test("work that is slow waits for nobody where nobody else comes", async () => {
  const { run, done } = timed();
  await Promise.all([run("anna", "a1", 5_000), run("anna", "a2", 5_000), run("anna", "a3", 5_000)]);
  assert.deepEqual(done, ["a1", "a2", "a3"]);
});
