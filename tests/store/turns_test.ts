import assert from "node:assert/strict";
import { turns } from "../../store/turns.ts";

Deno.test("of all who ask for a turn the first has it, and nobody has one that has gone by", async () => {
  using kv = await Deno.openKv(":memory:");
  const { take } = turns(kv);
  assert.deepEqual(
    (await Promise.all([7, 7, 7].map((turn) => take("watch", turn)))).filter(Boolean),
    [true],
  );
  for (const gone of [6, 5]) assert.equal(await take("watch", gone), false);
  assert.equal(await take("watch", 8), true);
});

// A clock that was a year ahead for a moment had stopped the watch for that year.
Deno.test("a turn that is far ahead was taken by a clock that was wrong, and stops nobody", async () => {
  using kv = await Deno.openKv(":memory:");
  const { take } = turns(kv);
  await take("watch", 1_000);
  assert.equal(await take("watch", 10), true);
  assert.equal(await take("watch", 10), false);
  assert.equal(await take("watch", 11), true);
});
