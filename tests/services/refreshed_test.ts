import assert from "node:assert/strict";
import { createRefreshed } from "../../services/refreshed.ts";
import { realWorld } from "../../services/world.ts";
import { quietly } from "../quiet.ts";

const FRESH_MS = 1_000;

/** Something that counts how often it is read, and cannot be read while `away`. */
function aSomething() {
  const clock = { skew: 0 };
  const source = { reads: 0, away: false };
  const read = () => {
    source.reads++;
    return source.away ? Promise.reject(new Error("away")) : Promise.resolve(source.reads);
  };
  const world = { ...realWorld, now: () => 1_000_000_000 + clock.skew };
  return { clock, source, refreshed: createRefreshed("something", read, FRESH_MS, world) };
}

Deno.test("it is read once for all who want it, and again when it may be stale", async () => {
  const { clock, source, refreshed } = aSomething();
  await Promise.all([1, 2, 3].map(() => refreshed.refresh()));
  assert.deepEqual([source.reads, refreshed.known(), refreshed.refresh()], [1, 1, null]);
  clock.skew += FRESH_MS;
  await refreshed.refresh();
  assert.equal(refreshed.known(), 2);
});

Deno.test("what cannot be read is logged, is not asked for at once again, and what was known holds", async () => {
  const { clock, source, refreshed } = aSomething();
  await refreshed.refresh();
  clock.skew += FRESH_MS;
  source.away = true;
  const logged = await quietly(async () => await refreshed.refresh()!);
  assert.match(logged, /something_unreadable/);
  assert.deepEqual([refreshed.known(), refreshed.refresh()], [1, null]);
});

Deno.test("a clock that is set back does not keep it fresh", async () => {
  const { clock, refreshed } = aSomething();
  clock.skew = 86_400_000;
  await refreshed.refresh();
  clock.skew = 0;
  assert.equal(refreshed.isFresh(), false);
});
