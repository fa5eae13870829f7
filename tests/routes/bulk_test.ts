/** Marking scores, one and many. */
import assert from "node:assert/strict";
import { startApp, type TestApp } from "../app.ts";
import { titlesOn, withShelf } from "../shelves.ts";
import type { Visitor } from "../visitor.ts";

/** Sends the form of the chosen scores. */
function bulk(visitor: Visitor, ids: readonly string[], fields: Record<string, string>) {
  const body = new URLSearchParams(fields);
  for (const id of ids) body.append("id", id);
  return visitor.fetch("/scores/bulk", {
    method: "POST",
    body,
    headers: { origin: visitor.origin },
  });
}

const count = (text: string) => /id="found"[^>]*>([^<]*)</.exec(text)![1];

async function marksOf(app: TestApp, userId: string, id: string) {
  return (await app.kv.get<{ marks: Record<string, unknown> }>(["scores", userId, id])).value!
    .marks;
}

Deno.test("each act is done to all that are chosen, and to no other", async () => {
  await using app = await startApp();
  const { visitor, scores } = await withShelf(app, 10);
  const ids = [scores[4].id, scores[7].id];
  for (
    const [fields, query] of [
      [{ act: "favourite" }, "favourite=yes&q=nocturne"],
      [{ act: "tag", tags: "Matinée, 2027" }, "tag=matinee&tag=2027"],
      [{ act: "", tags: "by Enter" }, "tag=by+enter"],
      [{ act: "practice", practice: "polished" }, "practice=polished"],
      [{ act: "difficulty", difficulty: "virtuoso" }, "difficulty=virtuoso"],
      [{ act: "composer", composer: "Maria Szymanowska" }, "composer=Maria+Szymanowska"],
    ] as const
  ) {
    const answer = await bulk(visitor, ids, fields);
    assert.equal(answer.status, 303, query);
    assert.match((await visitor.get(answer.location)).text, /2 scores are/);
    const { text } = await visitor.get(`/scores?${query}`);
    const expected = query.includes("q=") ? [ids[0]] : ids;
    const shown = [...text.matchAll(/data-card="(\w+)"/g)].map(([, id]) => id);
    for (const id of expected) assert.ok(shown.includes(id), query);
    if (!/favourite|practice/.test(query)) assert.equal(shown.length, 2, query);
  }
  await bulk(visitor, [ids[0]], { act: "untag", tags: "MATINEE" });
  assert.equal(count((await visitor.get("/scores?tag=Matin%C3%A9e")).text), "1 score found");
  await bulk(visitor, ids, { act: "unfavourite" });
  assert.equal(count((await visitor.get("/scores?favourite=yes")).text), "1 score found");
});

Deno.test("what cannot be done so says why, and nothing is changed", async () => {
  await using app = await startApp();
  const { visitor, userId, scores } = await withShelf(app, 3);
  const [{ id }] = scores;
  for (
    const [ids, fields, status, why] of [
      [[], { act: "favourite" }, 422, /Choose at least one/],
      [["nonsense"], { act: "favourite" }, 422, /Choose at least one/],
      [[id], { act: "tag", tags: " , " }, 422, /Type a tag/],
      [[id], { act: "tag", tags: "x".repeat(41) }, 422, /at most 40 characters/],
      [[id], { act: "composer", composer: " \u200b " }, 422, /Type a composer/],
      [[id], { act: "composer" }, 422, /Type a composer/],
      [[id], { act: "practice", practice: "" }, 422, /Choose a word/],
      [[id], { act: "difficulty" }, 422, /Choose a word/],
      [[id], { act: "collect", collection: " " }, 422, /Give it a name/],
      [[id], { act: "uncollect", collection: "" }, 422, /Give it a name/],
      [[id], { act: "toString" }, 400, /could not be read/],
      [[id], { act: "composer", composer: "x".repeat(501) }, 422, /too long/],
    ] as const
  ) {
    const answer = await bulk(visitor, ids, fields);
    assert.equal(answer.status, status, String(why));
    assert.match(answer.text, why);
  }
  assert.match((await visitor.get("/scores")).text, /Johann Sebastian Bach/);
  assert.equal((await marksOf(app, userId, id)).practice, "learning");
  await bulk(visitor, [id], { act: "practice", practice: "none" });
  assert.equal((await marksOf(app, userId, id)).practice, null);
  const many = Array.from({ length: 19 }, (_, n) => `tag ${n}`).join();
  await visitor.post(`/scores/${id}/marks`, { tags: many });
  const answer = await bulk(visitor, [id, scores[1].id], { act: "tag", tags: "a, b" });
  const { text } = await visitor.get(answer.location);
  assert.match(text, /1 score is tagged\. 1 score stays as it is/);
  assert.equal(((await marksOf(app, userId, id)).tags as string[]).length, 19);
});

Deno.test("what is refused leaves the library as it was, with what was chosen and typed", async () => {
  await using app = await startApp();
  const { visitor, scores } = await withShelf(app, 60);
  const ids = [scores[2].id, scores[3].id];
  const tags = "x".repeat(41);
  const question = "q=chopin&layout=list";
  const { status, text } = await bulk(visitor, ids, { act: "tag", tags, composer: "F", question });
  assert.equal(status, 422);
  const page = text.replace(/<[^>]* role="alert"[^>]*>/, "ALERT");
  assert.match(page, /<title>Error: Library[^]*ALERT[^<]*at most 40 characters/);
  assert.match(text, /<input id="q"[^>]*value="chopin"/);
  const boxes = await bulk(visitor, ids, { act: "composer", question: "" });
  const ticked = [...boxes.text.matchAll(/<input[^>]*name="id"[^>]*>/g)].map(([tag]) => tag)
    .filter((tag) => /\schecked/.test(tag)).map((tag) => /value="(\w+)"/.exec(tag)![1]);
  assert.deepEqual(ticked, ids);
  assert.match(text, new RegExp(`name="tags" value="${tags}"`));
  assert.match(text, /<details id="choose-more" open/);
  const none = await bulk(visitor, [], { act: "favourite", question: "" });
  assert.match(none.text, /<input id="choosing"[^>]*checked/);
  assert.equal((await visitor.get("/scores/bulk")).location, "/scores", "reloaded by its address");
  assert.doesNotMatch((await visitor.get("/scores")).text, /id="refused"|name="id"[^>]*\schecked/);
});

Deno.test("a stranger's scores stay as they are", async () => {
  await using app = await startApp();
  const { scores, userId } = await withShelf(app, 1);
  const { visitor } = await withShelf(app, 1, "robert@example.org");
  for (const act of ["favourite", "delete"]) await bulk(visitor, [scores[0].id], { act });
  assert.equal((await visitor.post(`/scores/${scores[0].id}/marks`, { tags: "x" })).status, 404);
  assert.equal((await marksOf(app, userId, scores[0].id)).favourite, false);
  assert.equal(await app.services.library.count(userId), 1);
});

Deno.test("all that match are changed, many of them by a job", async () => {
  await using app = await startApp();
  const { visitor } = await withShelf(app, 260);
  const few = await bulk(visitor, [], {
    act: "tag",
    tags: "romance",
    all: "yes",
    question: "composer=Clara+Schumann",
  });
  assert.match((await visitor.get(few.location)).text, /10 scores are tagged/);
  const many = await bulk(visitor, [], { act: "tag", tags: "mine", all: "yes", question: "" });
  await app.services.jobs.drained();
  assert.match((await visitor.get(many.location)).text, /260 scores are tagged/);
  assert.equal(count((await visitor.get("/scores?tag=mine")).text), "260 scores found");
});

Deno.test("one press makes a favourite, and another takes that back, where one was", async () => {
  await using app = await startApp();
  const { visitor, scores } = await withShelf(app, 5);
  const { id } = scores[0];
  const press = (favourite: string) =>
    visitor.post(`/scores/${id}/marks`, { favourite, question: "q=prelude&sort=title" });
  assert.equal((await press("yes")).location, "/scores?q=prelude&sort=title");
  assert.deepEqual(titlesOn((await visitor.get("/scores?favourite=yes&q=prelude")).text).length, 1);
  await press("no");
  assert.equal(
    count((await visitor.get("/scores?favourite=yes&q=prelude")).text),
    "No score found",
  );
});

Deno.test("what is done to a score leaves a search in its order, and one on the page one was on", async () => {
  await using app = await startApp();
  const { visitor } = await withShelf(app, 160);
  const shown = async (path: string) => {
    const { text } = await visitor.get(path);
    return [...text.matchAll(/data-card="(\w+)"/g)].map(([, id]) => id);
  };
  const before = await shown("/scores?q=schumann");
  assert.ok(before.length > 8);
  for (const id of before) await visitor.post(`/scores/${id}/marks`, { favourite: "yes" });
  assert.deepEqual(await shown("/scores?q=schumann"), before);
  // Scores that a search thinks the same of stand by their titles, whatever was changed last.
  await visitor.post(`/scores/${before[0]}/marks`, { tags: "recital" });
  await visitor.post(`/scores/${before[0]}/marks`, { tags: "" });
  assert.deepEqual(await shown("/scores?q=schumann"), before);

  const more = /href="([^"]*cursor=[^"]*)"/.exec((await visitor.get("/scores?layout=list")).text)!;
  const second = more[1].replaceAll("&amp;", "&");
  const { text } = await visitor.get(second);
  const question = /name="question" value="([^"]*)"/.exec(text)![1].replaceAll("&amp;", "&");
  const [first] = await shown(second);
  const { location } = await bulk(visitor, [first], { act: "favourite", question });
  assert.deepEqual(await shown(location), await shown(second));
  assert.equal(new URL(location, app.origin).searchParams.get("layout"), "list");
});
