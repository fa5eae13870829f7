/** Collections and setlists: made, filled, put in order, deleted, played through. */
import assert from "node:assert/strict";
import { startApp, type TestApp } from "../app.ts";
import { pdfFile, titlePage } from "../pdf.ts";
import { titlesOn, withShelf } from "../shelves.ts";
import type { Visitor } from "../visitor.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Makes a list by its form; gives its address. */
async function begin(visitor: Visitor, name: string, kind = "collection"): Promise<string> {
  const { status, location } = await visitor.post("/collections", { act: "create", name, kind });
  assert.equal(status, 303, name);
  return location;
}

/** Does one thing to several scores, as the library's bar does. */
function bulk(visitor: Visitor, act: string, collection: string, ids: readonly string[]) {
  return visitor.fetch("/scores/bulk", {
    method: "POST",
    body: new URLSearchParams([
      ["act", act],
      ["collection", collection],
      ...ids.map((id) => ["id", id]),
    ]),
    headers: { origin: visitor.origin },
  });
}

/** The scores of a list's page in order, each with its number there. */
async function items(visitor: Visitor, address: string): Promise<{ n: string; title: string }[]> {
  const { text } = await visitor.get(address);
  return [...text.matchAll(/data-n="(\d+)" data-title="([^"]*)"/g)]
    .map(([, n, title]) => ({ n, title }));
}

const titles = async (visitor: Visitor, address: string) =>
  (await items(visitor, address)).map(({ title }) => title);

/** Somebody with a setlist of the first `count` of ten scores. */
async function withSetlist(app: TestApp, count: number) {
  const shelf = await withShelf(app, 10);
  const address = await begin(shelf.visitor, "Sunday", "setlist");
  await bulk(shelf.visitor, "collect", "Sunday", shelf.scores.slice(0, count).map(({ id }) => id));
  return { ...shelf, address, id: address.split("/")[2] };
}

Deno.test("scores are put in a collection by its name, in their order, each once; and taken out", async () => {
  await using app = await startApp();
  const { visitor, scores } = await withShelf(app, 6);
  const [a, b, c] = scores.map(({ id }) => id);
  const done = await bulk(visitor, "collect", " Wedding ", [b, a]);
  assert.match((await visitor.get(done.location)).text, /2 scores are in the collection now/);
  await bulk(visitor, "collect", "wedding", [a, c]);
  const overview = (await visitor.get("/collections")).text;
  assert.match(overview, /Wedding[^]*Collection · 3 scores/);
  assert.doesNotMatch(overview, /wedding/, "another spelling is no other collection");
  const [, address] = /href="(\/collections\/\w{26})"/.exec(overview)!;
  assert.deepEqual(
    await titles(visitor, address),
    [1, 0, 2].map((n) => scores[n].fields.title!.value.replaceAll('"', "&quot;")),
  );
  const out = await bulk(visitor, "uncollect", "Wedding", [a, scores[5].id]);
  assert.match(
    (await visitor.get(out.location)).text,
    /1 score is taken out[^]*1 score was not in/,
  );
  assert.equal((await items(visitor, address)).length, 2);
  assert.equal((await bulk(visitor, "collect", " ", [a])).status, 422);
});

Deno.test("the library is narrowed to a collection, with counts, also where scores were added just now", async () => {
  await using app = await startApp();
  const { visitor, scores } = await withShelf(app, 12);
  await bulk(visitor, "collect", "Duets", scores.slice(0, 5).map(({ id }) => id));
  await bulk(visitor, "collect", "Bach", scores.slice(0, 2).map(({ id }) => id));
  const open = (await visitor.get("/scores?filters=open")).text;
  assert.match(open, /Duets<\/span><span[^>]*>5</);
  const both = (await visitor.get("/scores?collection=duets&filters=open")).text;
  assert.match(both, /5 scores found/);
  assert.match(both, /Bach<\/span><span[^>]*>2</);
  assert.equal(
    titlesOn((await visitor.get("/scores?collection=Duets&collection=Bach")).text).length,
    2,
  );
  await bulk(visitor, "collect", "Bach", [scores[8].id]);
  assert.match((await visitor.get("/scores?collection=Bach")).text, /3 scores found/);
  assert.deepEqual(JSON.parse((await visitor.get("/scores/names")).text).collections, [
    "Duets",
    "Bach",
  ]);
});

Deno.test("from its own page a score goes into a list, and into a setlist twice", async () => {
  await using app = await startApp();
  const { visitor, address, id, scores } = await withSetlist(app, 2);
  const [first] = scores;
  assert.match((await visitor.get(`/scores/${first.id}`)).text, />Sunday</);
  app.pass(1000);
  const added = await visitor.post(`/scores/${first.id}/collections`, { list: id });
  assert.equal(added.location, `/scores/${first.id}`);
  const title = first.fields.title!.value;
  assert.deepEqual((await titles(visitor, address)).filter((one) => one === title).length, 2);
  await visitor.post(`/scores/${scores[7].id}/collections`, { name: "New" });
  assert.match((await visitor.get("/collections")).text, /New[^]*Collection · 1 score</);
});

Deno.test("a score is moved up, down, to the top, to the end and before another, and taken out", async () => {
  await using app = await startApp();
  const { visitor, address } = await withSetlist(app, 5);
  const order = async () => (await items(visitor, address)).map(({ n }) => n).join("");
  assert.equal(await order(), "12345");
  for (
    const [fields, wanted] of [
      [{ up: "3" }, "13245"],
      [{ up: "1" }, "13245"],
      [{ down: "3" }, "12345"],
      [{ down: "5" }, "12345"],
      [{ top: "4" }, "41235"],
      [{ end: "1" }, "42351"],
      [{ move: "5", before: "2" }, "45231"],
      [{ move: "4", before: "" }, "52314"],
      [{ move: "4", before: "99" }, "52314"],
      [{ take: "2" }, "5314"],
      [{ up: "2" }, "5314"],
    ] as [Record<string, string>, string][]
  ) {
    assert.equal((await visitor.post(address, fields)).status, 303);
    assert.equal(await order(), wanted, JSON.stringify(fields));
  }
  assert.equal((await visitor.post(address, { up: "x" })).status, 400);
});

Deno.test("a score that was taken off stands in its place again after one press, and at the end where that is gone", async () => {
  await using app = await startApp();
  const { visitor, address, scores } = await withSetlist(app, 4);
  const before = await titles(visitor, address);
  const takeOff = async (n: string) => {
    const { text } = await visitor.get((await visitor.post(address, { take: n })).location);
    const [, place] = /name="before" value="(\d+)"/.exec(text)!;
    const [, back] = /name="back" value="(\w+)"/.exec(text)!;
    return { n, before: place, back, text };
  };
  for (const at of [0, 1, 3]) {
    const { n, title } = (await items(visitor, address))[at];
    const { text, ...undo } = await takeOff(n);
    assert.match(text, /is taken off the list/);
    assert.ok(text.includes(title));
    assert.equal((await titles(visitor, address)).length, 3);
    assert.equal((await visitor.post(address, undo)).status, 303);
    assert.deepEqual(await titles(visitor, address), before, `place ${at}`);
    // Sent once more, as after Back or in another tab.
    assert.equal((await visitor.post(address, undo)).status, 303);
    assert.deepEqual(await titles(visitor, address), before, "it comes back once");
    const again = new URLSearchParams({ taken: undo.back, n: undo.n, before: undo.before });
    assert.doesNotMatch((await visitor.get(`${address}?${again}`)).text, /Put back/);
  }

  // What stood after it went meanwhile.
  const [first, second] = await items(visitor, address);
  const { text: _, ...undo } = await takeOff(first.n);
  await visitor.post(address, { take: second.n });
  await visitor.post(address, undo);
  assert.deepEqual(await titles(visitor, address), [before[2], before[3], before[0]]);

  // The last one leaves an empty list, from which it comes back as well.
  const alone = await begin(visitor, "Alone");
  await bulk(visitor, "collect", "Alone", [scores[0].id]);
  const last = await visitor.get((await visitor.post(alone, { take: "1" })).location);
  assert.match(last.text, /Put back/);
  await bulk(visitor, "collect", "Alone", [scores[0].id]);
  assert.equal(
    (await visitor.post(alone, { back: scores[0].id, n: "1", before: "0" })).status,
    303,
  );
  assert.equal((await titles(visitor, alone)).length, 1, "in a collection each score stands once");
});

Deno.test("what is put back must be a score of one's own, and a place", async () => {
  await using app = await startApp();
  const { visitor, address, scores } = await withSetlist(app, 2);
  const other = await withShelf(app, 1, "robert@example.org");
  const before = await titles(visitor, address);
  for (
    const [back, n, before, status] of [
      [other.scores[0].id, "1", "0", 404],
      ["nothing", "1", "0", 404],
      ["x", "1", "y", 400],
      [scores[1].id, "3", "0", 400],
      [scores[1].id, "x", "0", 400],
    ] as const
  ) {
    assert.equal((await visitor.post(address, { back, n, before })).status, status, back);
  }
  assert.deepEqual(await titles(visitor, address), before);
  const { text } = await visitor.get(`${address}?taken=${other.scores[0].id}&n=9&before=1`);
  assert.doesNotMatch(text, /Put back/);
});

Deno.test("what several tabs do at once is all done: nothing is lost, nothing comes twice", async () => {
  await using app = await startApp();
  const { visitor, address, scores } = await withSetlist(app, 8);
  await Promise.all([
    ...[1, 2, 3].map((n) => visitor.post(address, { end: String(n) })),
    ...[8, 7].map((n) => visitor.post(address, { top: String(n) })),
    visitor.post(address, { take: "4" }),
    bulk(visitor, "collect", "Sunday", [scores[8].id]),
    bulk(visitor, "collect", "Sunday", [scores[9].id]),
    ...[1, 2].map((n) => bulk(visitor, "collect", "New", [scores[n].id])),
  ]);
  const ns = (await items(visitor, address)).map(({ n }) => n);
  assert.deepEqual(ns.toSorted().join(), ["1", "10", "2", "3", "5", "6", "7", "8", "9"].join());
  assert.deepEqual(ns.slice(0, 2).sort(), ["7", "8"]);
  assert.match((await visitor.get("/collections")).text, /New[^]*Collection · 2 scores/);
});

Deno.test("a list has room for 500 scores, and says how many more there were", async () => {
  await using app = await startApp();
  const { visitor, scores } = await withShelf(app, 520);
  const ids = scores.map(({ id }) => id);
  for (const part of [ids.slice(0, 200), ids.slice(200, 400)]) {
    await bulk(visitor, "collect", "All", part);
  }
  const done = await bulk(visitor, "collect", "All", ids.slice(400));
  assert.match(
    (await visitor.get(done.location)).text,
    /20 scores had no room in it: it holds 500/,
  );
  const [row] = await Array.fromAsync(app.kv.list<{ id: string }>({ prefix: ["collections"] }));
  const one = await visitor.post(`/scores/${ids[519]}/collections`, { list: row.value.id });
  assert.equal(one.status, 409);
  assert.equal((await items(visitor, `/collections/${row.value.id}`)).length, 500);
});

Deno.test("what is in the bin is left out, and comes back to its place", async () => {
  await using app = await startApp();
  const { visitor, address, scores } = await withSetlist(app, 4);
  const order = async () => (await items(visitor, address)).map(({ n }) => n).join("");
  await visitor.post("/scores/bulk", { act: "delete", id: scores[1].id });
  assert.equal(await order(), "134");
  assert.match((await visitor.get(address)).text, /1 score of it is in the bin/);
  await visitor.post(address, { up: "3" });
  assert.equal(await order(), "314", "one step passes by what nobody sees");
  await visitor.post("/scores/bin", { act: "restore", id: scores[1].id });
  assert.equal(await order(), "3124");
  await visitor.post("/scores/bulk", { act: "delete", id: scores[1].id });
  await visitor.post("/scores/bin", { act: "remove", sure: "yes", id: scores[1].id });
  assert.doesNotMatch((await visitor.get(address)).text, /in the bin/);
});

Deno.test("a deleted list comes back with its scores for thirty days, by another name where that is taken", async () => {
  await using app = await startApp();
  const { visitor, address, id } = await withSetlist(app, 3);
  const gone = await visitor.post(address, { act: "delete" });
  assert.match((await visitor.get(gone.location)).text, /“Sunday” is deleted[^]*Undo/);
  assert.equal((await visitor.get(address)).status, 404);
  assert.match((await visitor.get("/scores?filters=open")).text, /Filters/);
  await begin(visitor, "SUNDAY");
  const back = await visitor.post("/collections", { restore: id });
  assert.equal(back.location, address);
  assert.match((await visitor.get(address)).text, /<h1[^>]*>Sunday 2</);
  assert.equal((await items(visitor, address)).length, 3);
  await visitor.post(address, { act: "delete" });
  app.pass(30 * DAY_MS + 1);
  await visitor.signIn();
  assert.equal((await visitor.post("/collections", { restore: id })).status, 404);
});

Deno.test("a name is wanted, at most 60 characters, and each once", async () => {
  await using app = await startApp();
  const visitor = await app.visitor().signIn();
  const address = await begin(visitor, "Élégies");
  const other = await begin(visitor, "Duets");
  for (
    const [name, status, sentence] of [
      ["  ", 422, /Give it a name/],
      ["x".repeat(61), 422, /at most 60 characters/],
      ["elegies", 409, /has this name/],
    ] as const
  ) {
    for (const [path, act] of [["/collections", "create"], [other, "rename"]]) {
      const answer = await visitor.post(path, { act, name });
      assert.equal(answer.status, status, name);
      assert.match(answer.text, sentence);
      assert.match(answer.text, /<title>Error: /);
    }
  }
  assert.equal((await visitor.post(address, { act: "rename", name: "ELEGIES" })).status, 303);
  const both = await Promise.all(
    [address, other].map((path) => visitor.post(path, { act: "rename", name: "One" })),
  );
  assert.deepEqual(both.map(({ status }) => status).sort(), [303, 409]);
  await begin(visitor, both[0].status === 303 ? "Elegies" : "duets");
});

Deno.test("somebody else's list is none", async () => {
  await using app = await startApp();
  const { address, id, scores } = await withSetlist(app, 2);
  const eve = await app.visitor().signIn("eve@example.org");
  const own = await eve.add(pdfFile("a.pdf", { words: titlePage("Abend", "Eve") }));
  assert.equal((await eve.get(address)).status, 404);
  for (const fields of ["up=2", "act=delete", "act=rename&name=Eve"]) {
    const form = Object.fromEntries(new URLSearchParams(fields));
    assert.equal((await eve.post(address, form)).status, 404);
  }
  assert.equal((await eve.post(`/scores/${own}/collections`, { list: id })).status, 404);
  assert.equal((await eve.get(`/scores/${own}?list=${id}&at=1`)).status, 200);
  assert.doesNotMatch((await eve.get(`/scores/${own}?list=${id}&at=1`)).text, /data-playing/);
  assert.equal((await eve.post("/collections", { restore: id })).status, 404);
  const nobody = app.visitor();
  assert.match((await nobody.get("/collections")).location, /^\/signin/);
  assert.match((await nobody.get(address)).location, /^\/signin/);
  const mine = await begin(eve, "Mine");
  await bulk(eve, "collect", "Mine", [scores[0].id, own]);
  assert.equal((await items(eve, mine)).length, 1, "somebody else's score is none");
});

Deno.test("a setlist is played score by score, and the page says what comes next", async () => {
  await using app = await startApp();
  const { visitor, address, scores } = await withSetlist(app, 3);
  const { text } = await visitor.get(address);
  const [, first] = /<a href="([^"]+)"[^>]*>Play from the start/.exec(text)!;
  let path = first.replaceAll("&amp;", "&");
  const seen: string[] = [];
  for (let n = 0; n < 5; n++) {
    const page = (await visitor.get(path)).text;
    seen.push(/(\d of \d: [^<]+)</.exec(page)![1]);
    const next = /rel="next" href="([^"]+)"/.exec(page);
    if (next === null) break;
    path = next[1].replaceAll("&amp;", "&");
  }
  assert.deepEqual(seen, [
    "1 of 3: next Bach, Cello Suite No. 1",
    "2 of 3: next Beethoven, Sonata No. 8 “Pathétique”",
    "3 of 3: the last",
  ]);
  const last = (await visitor.get(path)).text;
  const [, before, end] = /rel="prev" href="([^"]+)" data-last="([^"]+)"/.exec(last)!;
  assert.equal(end, before.replace(/page=1$/, `page=${scores[1].pages}`));
  await visitor.post("/scores/bulk", { act: "delete", id: scores[1].id });
  assert.doesNotMatch(
    (await visitor.get(path)).text,
    /data-playing/,
    "it is not the third any more",
  );
  assert.match((await visitor.get(first.replaceAll("&amp;", "&"))).text, /1 of 2: next Beethoven/);
});
