/** What Gemini said of a file is kept for whoever has the file, and no longer. */
import assert from "node:assert/strict";
import type { TestApp } from "../app.ts";
import { consent, withGemini } from "../gemini_app.ts";
import { pdfFile, titlePage } from "../pdf.ts";
import { quietly } from "../quiet.ts";
import type { Visitor } from "../visitor.ts";

const words = titlePage("Romanze", "Clara Schumann");
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

async function kept(app: TestApp): Promise<[answers: number, holders: number]> {
  const count = async (kind: string) =>
    (await Array.fromAsync(app.kv.list({ prefix: [kind] }))).length;
  return [await count("answers"), await count("answer_holders")];
}

/** Allows it, and has the file read. */
async function read(app: TestApp, visitor: Visitor): Promise<string> {
  await consent(visitor, "yes");
  const id = await visitor.add(await pdfFile("a.pdf", { words }));
  await app.services.jobs.drained();
  return id;
}

async function goes(app: TestApp, visitor: Visitor, address: string): Promise<void> {
  await visitor.post("/account/delete", { address });
  await quietly(() => app.services.jobs.drained());
  app.pass(2 * DAY_MS);
  for (let n = 0; n < 3; n++) {
    await quietly(() => app.services.jobs.drained());
    app.pass(6 * MINUTE_MS);
  }
}

const house = (run: Parameters<typeof withGemini>[0]) =>
  withGemini(run, { DELETE_AFTER_DAYS: "1" });

Deno.test("an answer goes with the last account that was given it", async () => {
  await house(async ({ app, gemini, clara }) => {
    await read(app, clara);
    const robert = await app.visitor().signIn("robert@example.org");
    await read(app, robert);
    assert.equal(gemini.prompts.length, 1, "the second one is answered from what is kept");
    assert.deepEqual(await kept(app), [1, 2]);
    await goes(app, clara, "clara@example.org");
    assert.deepEqual(await kept(app), [1, 1]);
    await goes(app, await robert.signIn("robert@example.org"), "robert@example.org");
    assert.deepEqual(await kept(app), [0, 0]);
  });
});

Deno.test("an answer goes when the last score with its content is taken out of the bin for good", async () => {
  await house(async ({ app, clara }) => {
    const id = await read(app, clara);
    await clara.post("/scores/bulk", { act: "delete", id });
    assert.deepEqual(await kept(app), [1, 1]);
    await clara.post("/scores/bin", { act: "remove", sure: "yes", all: "yes" });
    await app.services.jobs.drained();
    assert.deepEqual(await kept(app), [0, 0]);
  });
});

Deno.test("an answer from before it was noted who was given it goes with the first of them", async () => {
  await house(async ({ app, clara }) => {
    await read(app, clara);
    for await (const { key } of app.kv.list({ prefix: ["answer_holders"] })) {
      await app.kv.delete(key);
    }
    await goes(app, clara, "clara@example.org");
    assert.deepEqual(await kept(app), [0, 0]);
  });
});

Deno.test("an answer that comes when its account is gone is kept for nobody", async () => {
  await house(async ({ app, gemini, clara }) => {
    await consent(clara, "yes");
    await gemini.break("late", { ms: 200 });
    const added = clara.add(await pdfFile("a.pdf", { words }));
    while (gemini.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    for await (const { key } of app.kv.list({ prefix: ["users"] })) await app.kv.delete(key);
    await quietly(async () => void await added);
    assert.deepEqual(await kept(app), [0, 0]);
  });
});
