import assert from "node:assert/strict";
import type { Gemini } from "../../../services/gemini/client.ts";
import { emptyFields } from "../../../services/reading/fields.ts";
import { readByModels } from "../../../services/reading/models.ts";
import { realWorld } from "../../../services/world.ts";
import { createStore } from "../../../store/store.ts";
import { answer, said } from "../../gemini_app.ts";
import { quietly } from "../../quiet.ts";

/** A Gemini of one model that says `words`, checked as the real one checks it; counts what is paid. */
function saying(words: unknown) {
  let paid = 0;
  const gemini = {
    models: ["flash"],
    generate: (_: string, { schema }: Parameters<Gemini["generate"]>[1]) => (
      paid++, Promise.resolve({ ok: true, value: schema.parse(words) })
    ),
  } as unknown as Gemini;
  return { gemini, paid: () => paid };
}

const request = {
  sha256: "0",
  userId: "clara",
  id: "01k0score",
  local: emptyFields(),
  pages: () => Promise.resolve([]),
};

// It did not fit into the database, the job failed, and each of its eight tries was paid for.
Deno.test("an answer however long is cut to what can be kept, and paid for once", async () => {
  using kv = await Deno.openKv(":memory:");
  const { answers } = createStore(kv);
  await kv.set(["users", "clara"], { id: "clara" });
  await kv.set(["scores_by_sha256", "clara", "0"], "01k0score");
  const long = (n: number) => said(`Romanze ♭ ${n} ${"♯".repeat(40_000)}`);
  const names = "title subtitle composer arranger opus key timeSignature tempo year".split(" ");
  const { gemini, paid } = saying(answer({
    ...Object.fromEntries(names.map((name, n) => [name, long(n)])),
    instruments: said(Array.from({ length: 500 }, (_, n) => long(n).value)),
  }));
  for (let n = 0; n < 2; n++) {
    const { fields } = await readByModels({ gemini, answers, world: realWorld }, request);
    assert.equal(fields?.title?.value.length, 500);
    assert.equal(fields?.instruments?.value.length, 40);
  }
  assert.equal(paid(), 1);
});

Deno.test("an answer that cannot be kept is used all the same", async () => {
  const { gemini } = saying(answer({ title: said("Romanze"), composer: said("Clara Schumann") }));
  const answers = {
    get: () => Promise.resolve(null),
    put: () => Promise.reject(new TypeError("database is locked")),
  };
  const logged = await quietly(async () => {
    const { fields } = await readByModels({ gemini, answers, world: realWorld }, request);
    assert.equal(fields?.title?.value, "Romanze");
  });
  assert.match(logged, /answer_not_kept/);
  assert.doesNotMatch(logged, /Romanze/);
});
