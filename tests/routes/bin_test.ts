/** Deleting scores, and taking that back. */
import assert from "node:assert/strict";
import { startApp, type TestApp } from "../app.ts";
import { pdfFile, titlePage } from "../pdf.ts";
import { createStore } from "../../store/store.ts";
import { aJob, waitWith } from "../desk.ts";
import { withShelf } from "../shelves.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
const romance = () => pdfFile("a.pdf", { words: titlePage("Romanze", "Clara Schumann") });

async function rowsWith(app: TestApp, trace: string): Promise<string[]> {
  const rows = await Array.fromAsync(app.kv.list({ prefix: [] }, { batchSize: 500 }));
  return rows.map(({ key, value }) => `${Deno.inspect(key)} ${Deno.inspect(value, { depth: 9 })}`)
    .filter((row) => row.includes(trace));
}

Deno.test("a score in the bin is nowhere else, and Undo brings back all that went with it", async () => {
  await using app = await startApp();
  const { visitor, userId, scores } = await withShelf(app, 3);
  const id = await visitor.add(romance());
  await visitor.get(`/scores/${id}`);
  const before = (await visitor.get("/scores")).text;
  const deleted = await visitor.fetch("/scores/bulk", {
    method: "POST",
    body: new URLSearchParams([["act", "delete"], ["id", id], ["id", scores[0].id]]),
    headers: { origin: app.origin },
  });
  assert.equal(deleted.status, 303);
  const { text } = await visitor.get(deleted.location);
  assert.match(text, /2 scores are put in the bin/);
  assert.equal(await app.services.library.count(userId), 2);
  for (const path of ["", "/edit", "/file", "/metadata", "/pages/1", "/explanation", "/events"]) {
    assert.equal((await visitor.get(`/scores/${id}${path}`)).status, 404, path);
  }
  assert.equal((await visitor.post(`/scores/${id}`, { title: "Mine" })).status, 404);
  assert.equal((await visitor.post(`/scores/${id}/marks`, { tags: "x" })).status, 404);
  for (const path of ["/scores?sort=title", "/scores?q=romanze", "/scores?filters=open"]) {
    assert.doesNotMatch((await visitor.get(path)).text, new RegExp(id), path);
  }
  assert.match((await visitor.get("/scores/bin")).text, /Romanze/);

  const at = /name="at" value="(\d+)"/.exec(text)![1];
  const undone = await visitor.post("/scores/bin", { act: "restore", at, question: "" });
  assert.match((await visitor.get(undone.location)).text, /2 scores are back in the library/);
  assert.equal((await visitor.get(`/scores/${id}`)).status, 200);
  const cards = (page: string) => [...page.matchAll(/data-card="(\w+)"/g)].map(([, id]) => id);
  assert.deepEqual(cards((await visitor.get("/scores")).text), cards(before));
  assert.match((await visitor.get("/scores?q=romanze")).text, new RegExp(id));
  assert.match((await visitor.get("/scores/bin")).text, /nothing in the bin/);
});

Deno.test("the same bytes again bring the score back from the bin, with what was said of it", async () => {
  await using app = await startApp();
  const { visitor, userId } = await withShelf(app, 0);
  const id = await visitor.add(romance());
  await visitor.post(`/scores/${id}/marks`, { tags: "recital" });
  await visitor.post("/scores/bulk", { act: "delete", id });
  assert.equal(await visitor.add(romance()), id);
  assert.match((await visitor.get(`/scores/${id}`)).text, /value="recital"/);
  assert.equal(await app.services.library.count(userId), 1);
});

Deno.test("thirty days later, or by the button, nothing of a score is left", async () => {
  await using app = await startApp();
  const { visitor, userId } = await withShelf(app, 1);
  const ids = [
    await visitor.add(romance()),
    await visitor.add(pdfFile("b.pdf", { words: titlePage("Scherzo", "Clara Schumann") })),
  ];
  for (const id of ids) await visitor.post("/scores/bulk", { act: "delete", id });
  await visitor.post("/scores/bin", { act: "remove", sure: "yes", id: ids[0] });
  const left = (id: string) =>
    rowsWith(app, id).then((rows) =>
      rows.filter((row) => !/^\[\s*"(library_changes|opened)"/.test(row))
    );
  assert.deepEqual(await left(ids[0]), []);

  app.pass(29 * DAY_MS);
  await app.services.sweep();
  assert.match(
    (await visitor.signIn().then((clara) => clara.get("/scores/bin"))).text,
    /1 day left/,
  );
  app.pass(DAY_MS + 1);
  await app.services.sweep();
  assert.deepEqual(await left(ids[1]), []);
  assert.equal(await app.services.library.count(userId), 1);
  const again = await visitor.add(romance());
  assert.notEqual(again, ids[0], "it is a new score then");
});

Deno.test("only what is in the bin can be removed for good, and nobody's but one's own", async () => {
  await using app = await startApp();
  const { visitor, scores } = await withShelf(app, 2);
  const other = await withShelf(app, 1, "robert@example.org");
  await visitor.post("/scores/bulk", { act: "delete", id: scores[0].id });
  for (const id of [scores[1].id, "nonsense"]) {
    await visitor.post("/scores/bin", { act: "remove", sure: "yes", id });
  }
  for (const act of ["remove", "restore"]) {
    await other.visitor.post("/scores/bin", { act, sure: "yes", id: scores[0].id });
  }
  assert.equal((await visitor.get(`/scores/${scores[1].id}`)).status, 200);
  assert.match((await visitor.get("/scores/bin")).text, new RegExp(scores[0].id));
  assert.equal((await visitor.post("/scores/bin", { act: "remove" })).status, 422);
});

Deno.test("what was being read when it was deleted is read once it is back", async () => {
  await using app = await startApp();
  const visitor = await app.visitor().signIn();
  const answer = await visitor.upload([romance()], { json: true });
  const { id } = JSON.parse(answer.text).scores[0];
  await visitor.post("/scores/bulk", { act: "delete", id });
  await app.services.jobs.drained();
  await visitor.post("/scores/bin", { act: "restore", id });
  await app.services.jobs.drained();
  assert.match((await visitor.get("/scores?q=romanze")).text, new RegExp(id));
});

Deno.test("many scores go to the bin and come back by jobs", async () => {
  await using app = await startApp();
  const { visitor, userId } = await withShelf(app, 230);
  const count = () => app.services.library.count(userId);
  await visitor.post("/scores/bulk", { act: "delete", all: "yes", question: "" });
  await app.services.jobs.drained();
  assert.equal(await count(), 0);
  assert.match((await visitor.get("/scores")).text, /The stand is empty[^]*is in the bin/);
  const { text } = await visitor.get("/scores/bin");
  assert.match(text, /the 200 deleted last, of 230/);
  const back = await visitor.post("/scores/bin", { act: "restore", all: "yes" });
  await app.services.jobs.drained();
  assert.match((await visitor.get(back.location)).text, /230 scores are back in the library/);
  assert.equal(await count(), 230);
});

Deno.test("what goes for good is asked for first, by its number, and told after", async () => {
  await using app = await startApp();
  const { visitor, scores } = await withShelf(app, 3);
  const left = async () => (await app.services.bin.list(scores[0].userId)).length;
  for (const { id } of scores) await visitor.post("/scores/bulk", { act: "delete", id });
  const asked = await visitor.post("/scores/bin", { act: "remove", id: scores[0].id });
  assert.equal(asked.status, 200);
  assert.match(asked.text, /Remove 1 score for good\?[^]*Nobody can bring it back/);
  assert.match(asked.text, new RegExp(`name="id" value="${scores[0].id}"`));
  assert.equal(await left(), 3);
  const one = await visitor.post("/scores/bin", { act: "remove", sure: "yes", id: scores[0].id });
  assert.match((await visitor.get(one.location)).text, /1 score is removed for good/);
  const rest = await visitor.post("/scores/bin", { act: "remove", all: "yes" });
  assert.match(rest.text, /Remove 2 scores for good\?/);
  assert.equal(await left(), 2);
  // What is deleted after the question is not meant by the answer.
  const [, upto] = /name="upto" value="(\d+)"/.exec(rest.text)!;
  app.pass(1_000);
  const late = await visitor.add(romance());
  await visitor.post("/scores/bulk", { act: "delete", id: late });
  const all = await visitor.post("/scores/bin", { act: "remove", sure: "yes", all: "yes", upto });
  const { text } = await visitor.get(all.location);
  assert.match(text, /2 scores are removed for good/);
  assert.match(text, new RegExp(late));
});

Deno.test("whoever chose nothing in the bin is told so there", async () => {
  await using app = await startApp();
  const { visitor, scores } = await withShelf(app, 1);
  await visitor.post("/scores/bulk", { act: "delete", id: scores[0].id });
  for (const act of ["restore", "remove"]) {
    const { status, text } = await visitor.post("/scores/bin", { act });
    assert.equal(status, 422);
    assert.match(text, /Choose at least one[^]*Bring back the chosen/);
  }
});

Deno.test("what many were deleted by one press comes back by another, and each is told to its end", async () => {
  await using app = await startApp();
  const { visitor, userId } = await withShelf(app, 230);
  const bulk = { act: "delete", all: "yes", question: "" };
  const { location } = await visitor.post("/scores/bulk", bulk);
  assert.match((await visitor.get(location)).text, /230 scores are/);
  await app.services.jobs.drained();
  const { text } = await visitor.get(location);
  assert.match(text, /230 scores are put in the bin/);
  assert.doesNotMatch(text, /data-going|http-equiv="refresh"/);
  const [, at] = /name="at" value="(\d+)"/.exec(text)!;
  const undone = await visitor.post("/scores/bin", { act: "restore", at, question: "" });
  await app.services.jobs.drained();
  assert.match((await visitor.get(undone.location)).text, /230 scores are back in the library/);
  assert.equal(await app.services.library.count(userId), 230);
});

Deno.test("while many are being changed the page says so and looks again by itself", async () => {
  await using app = await startApp();
  const { visitor, userId } = await withShelf(app, 1);
  const other = await withShelf(app, 1, "robert@example.org");
  const store = createStore(app.kv);
  const id = "01k8z3m4q5r6s7t8v9w0x10001";
  const payload = { userId, act: "restore", ids: [] };
  const job = aJob(app.services.world.now(), { id, kind: "change-bin", payload });
  await waitWith(store, job);
  const path = `/scores?q=prelude&done=delete&n=230&at=1&job=${id}`;
  const { text } = await visitor.get(path);
  assert.match(text, /230 scores are being changed/);
  assert.match(text, /<noscript><meta http-equiv="refresh" content="3; url=\/scores\?q=prelude&/);
  assert.match(text, /data-going="done=delete/);
  assert.doesNotMatch(text, /data-undo/);
  assert.match((await visitor.get(`/scores/bin?removed=230&job=${id}`)).text, /are being removed/);
  assert.match((await other.visitor.get(path)).text, /230 scores are put/, "it is nobody else's");
  await store.jobs.bury((await store.jobs.get(id))!, { lastError: "x", at: 1, keep: true });
  assert.match((await visitor.get(path)).text, /Not all of 230 scores could be changed/);
});
