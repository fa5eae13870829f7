import assert from "node:assert/strict";
import { createIndexes } from "../../../services/library/indexes.ts";
import { marked } from "../../../services/library/marks.ts";
import { realWorld } from "../../../services/world.ts";
import { createStore } from "../../../store/store.ts";
import { fillShelf, scoreOf } from "../../shelves.ts";

const HOUR_MS = 60 * 60 * 1000;

Deno.test("each instance sees what the others change, at once and without building anew", async () => {
  using kv = await Deno.openKv(":memory:");
  const store = createStore(kv);
  const scores = await fillShelf(kv, "clara", 30);
  const [one, other] = [createIndexes(store, realWorld), createIndexes(store, realWorld)];
  const index = await one.of("clara");
  const tags = async (indexes: typeof one) =>
    (await indexes.of("clara")).find("matinee").entries.map(({ card }) => card.id);
  assert.deepEqual(await tags(one), []);
  assert.deepEqual(await tags(other), []);

  await store.scores.change("clara", scores[3].id, (score) => marked(score, { tags: ["Matinée"] }));
  assert.deepEqual(await tags(one), [scores[3].id]);
  assert.deepEqual(await tags(other), [scores[3].id]);

  await store.bin.put("clara", scores[3].id, 1);
  assert.deepEqual(await tags(one), []);
  await store.bin.restore("clara", scores[3].id);
  assert.deepEqual(await tags(other), [scores[3].id]);

  const operation = store.begin();
  store.scores.add(operation, scoreOf("clara", 30));
  await store.commit(operation);
  assert.equal((await one.of("clara")).size, 31);
  assert.equal(await one.of("clara"), index, "the same index, brought up to date");
});

Deno.test("an index that was not looked at for long is built anew: what it missed is forgotten by then", async () => {
  using kv = await Deno.openKv(":memory:");
  const store = createStore(kv);
  const [score] = await fillShelf(kv, "clara", 3);
  let now = Date.now();
  const indexes = createIndexes(store, { ...realWorld, now: () => now });
  await indexes.of("clara");
  await store.bin.put("clara", score.id, 1);
  for await (const { key } of kv.list({ prefix: ["library_changes"] })) await kv.delete(key);
  now += HOUR_MS;
  assert.equal((await indexes.of("clara")).size, 2);
});

Deno.test("memory is bounded by scores, and who was here last stays", async () => {
  using kv = await Deno.openKv(":memory:");
  const store = createStore(kv);
  for (const person of ["clara", "robert", "fanny"]) await fillShelf(kv, person, 10);
  const indexes = createIndexes(store, realWorld, 20);
  const [clara] = [await indexes.of("clara"), await indexes.of("robert")];
  assert.equal(indexes.size, 2);
  assert.equal(await indexes.of("clara"), clara);
  await indexes.of("fanny");
  assert.equal(indexes.size, 2);
  assert.equal(await indexes.of("clara"), clara, "robert's went");
});

Deno.test("whoever asks at once waits for one index", async () => {
  using kv = await Deno.openKv(":memory:");
  const store = createStore(kv);
  await fillShelf(kv, "clara", 20);
  const indexes = createIndexes(store, realWorld);
  const all = await Promise.all(Array.from({ length: 5 }, () => indexes.of("clara")));
  assert.equal(new Set(all).size, 1);
});
