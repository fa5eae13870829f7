import assert from "node:assert/strict";
import { createDraft } from "../../../services/explaining/draft.ts";

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

Deno.test("a text that comes fast is saved now and then, and whole at its end", async () => {
  const saved: string[] = [];
  const draft = createDraft((text) => {
    saved.push(text);
    return Promise.resolve(true);
  });
  for (const piece of "abcdef") await draft.add(piece);
  assert.deepEqual(saved, ["a"]);
  await pause(310);
  await draft.add("g");
  assert.deepEqual(saved, ["a", "abcdefg"]);
  await draft.end();
  assert.equal(saved.length, 2, "nothing new, nothing saved");
  await draft.add("h");
  await draft.end();
  assert.equal(saved.at(-1), "abcdefgh");
});

Deno.test("once nobody waits for it, it does not go on", async () => {
  const draft = createDraft(() => Promise.resolve(false));
  await assert.rejects(draft.add("a"), /nobody waits/);
  assert.ok(draft.left());
});

Deno.test("a save that fails does not end the text", async () => {
  const log = console.error;
  console.error = () => {};
  try {
    const draft = createDraft(() => Promise.reject(new Error("database is locked")));
    await draft.add("a");
    assert.ok(!draft.left());
  } finally {
    console.error = log;
  }
});
