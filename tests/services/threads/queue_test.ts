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
