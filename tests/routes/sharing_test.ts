/** Showing a score or a list to people who have no account. */
import assert from "node:assert/strict";
import { startApp, type TestApp } from "../app.ts";
import { pdfFile, titlePage } from "../pdf.ts";
import { quietly } from "../quiet.ts";
import type { Visitor } from "../visitor.ts";

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

const scherzo = () =>
  pdfFile("secret file name.pdf", { words: titlePage("Scherzo", "Clara Wieck"), pages: 2 });
const romance = () => pdfFile("b.pdf", { words: titlePage("Romanze", "Clara Wieck") });

/** Makes a link as the form does; gives its path. */
async function share(
  visitor: Visitor,
  what: string,
  fields: Record<string, string> = {},
): Promise<string> {
  const { status, text } = await visitor.post(`${what}/share`, {
    whom: "Joseph",
    term: "week",
    ...fields,
  });
  assert.equal(status, 200);
  return new URL(/value="([^"]*\/shared\/[\w-]{43})"/.exec(text)![1]).pathname;
}

/** Clara with two scores, the second in a list with the first. */
async function withScores(app: TestApp) {
  const clara = await app.visitor().signIn();
  const [a, b] = [await clara.add(scherzo()), await clara.add(romance())];
  const { location: list } = await clara.post("/collections", { name: "Sunday", kind: "setlist" });
  for (const id of [b, a]) {
    app.pass(10);
    await clara.post(`/scores/${id}/collections`, { list: list.split("/")[2] });
  }
  return { clara, a, b, list };
}

Deno.test("whoever has the link sees the score's pages, and nothing that leads to anything else", async () => {
  await using app = await startApp();
  const { clara, a, b } = await withScores(app);
  await clara.post(`/scores/${a}/marks`, { tags: "hidden tag" });
  const link = await share(clara, `/scores/${a}`);
  const joseph = app.visitor();
  const { status, headers, text } = await joseph.get(link);
  assert.equal(status, 200);
  assert.match(text, /<h1[^>]*>Scherzo</);
  assert.match(text, /Clara Wieck/);
  assert.equal(text.match(/<img/g)?.length, 2);
  const { user: { id: userId } } = (await app.services.sessions.check(
    /session=(.+)/.exec(clara.cookie)![1],
  ))!;
  for (const trace of [a, b, userId, "clara@", "Joseph", "hidden tag", "secret file", "/file"]) {
    assert.ok(!text.includes(trace), trace);
  }
  assert.equal(headers.get("referrer-policy"), "no-referrer");
  assert.equal(headers.get("cache-control"), "private, no-store");
  assert.match(headers.get("x-robots-tag")!, /noindex/);
  const picture = await joseph.get(`${link}/1/pages/2?w=640`);
  assert.match(picture.headers.get("content-type")!, /^image\//);
  assert.equal(picture.headers.get("cache-control"), "private, no-store");
  assert.equal(picture.headers.get("referrer-policy"), "no-referrer");
  for (const path of ["/2", "/1/pages/3", "/1/pages/0", "/2/pages/1", "/1/file", "/x", `/${a}`]) {
    assert.equal((await joseph.get(link + path)).status, 404, path);
  }
  assert.match((await joseph.get(`/scores/${a}/pages/1`)).location, /^\/signin/);
});

Deno.test("the original is given only where that was allowed", async () => {
  await using app = await startApp();
  const { clara, a, list } = await withScores(app);
  const joseph = app.visitor();
  const may = await share(clara, `/scores/${a}`, { download: "yes" });
  assert.match((await joseph.get(may)).text, /Download/);
  const file = await joseph.get(`${may}/1/file`);
  assert.equal(file.status, 200);
  assert.deepEqual(file.bytes, new Uint8Array(await scherzo().arrayBuffer()));
  assert.equal(file.headers.get("cache-control"), "private, no-store");
  const not = await share(clara, list);
  assert.equal((await joseph.get(`${not}/1/file`)).status, 404);
  assert.doesNotMatch((await joseph.get(`${not}/1`)).text, /Download/);
});

Deno.test("a shared list shows its scores in order, as it is by now, each with its pages", async () => {
  await using app = await startApp();
  const { clara, a, b, list } = await withScores(app);
  const link = await share(clara, list);
  const joseph = app.visitor();
  const { text } = await joseph.get(link);
  assert.match(text, /Sunday[^]*Romanze[^]*Scherzo/);
  for (const trace of [a, b, list.split("/")[2], "clara@"]) assert.ok(!text.includes(trace), trace);
  const first = (await joseph.get(`${link}/1`)).text;
  assert.match(first, /Sunday<\/a>[^]*1 of 2[^]*Romanze[^]*rel="next" href="[^"]*\/2"/);
  assert.ok(![a, b].some((id) => first.includes(id)));
  assert.equal((await joseph.get(`${link}/2/pages/1?w=320`)).status, 200);
  await clara.post(list, { top: "2" });
  assert.match((await joseph.get(link)).text, /Scherzo[^]*Romanze/);
  assert.match((await joseph.get(`${link}/2`)).text, /<h1[^>]*>Scherzo/, "it keeps its address");
  await clara.post("/scores/bulk", { act: "delete", id: a });
  assert.doesNotMatch((await joseph.get(link)).text, /Scherzo/);
  for (const path of ["/2", "/2/pages/1"]) {
    assert.equal((await joseph.get(link + path)).status, 404, path);
  }
  await clara.post(list, { act: "delete" });
  assert.equal((await joseph.get(link)).status, 410);
  await clara.post("/collections", { restore: list.split("/")[2] });
  assert.equal((await joseph.get(link)).status, 200);
});

Deno.test("a link works as long as was chosen, and then says the same as one that never was", async () => {
  await using app = await startApp();
  const { clara, a } = await withScores(app);
  const joseph = app.visitor();
  const links: Record<string, string> = {};
  for (const term of ["day", "week", "month", "always"]) {
    links[term] = await share(clara, `/scores/${a}`, { term });
  }
  const works = async () => {
    const found = [];
    for (const [term, link] of Object.entries(links)) {
      const { status } = await joseph.get(link);
      assert.ok([200, 410].includes(status));
      assert.equal((await joseph.get(`${link}/1/pages/1`)).status, status);
      if (status === 200) found.push(term);
    }
    return found.join(" ");
  };
  assert.equal(await works(), "day week month always");
  app.pass(DAY_MS - HOUR_MS);
  assert.equal(await works(), "day week month always");
  app.pass(HOUR_MS);
  assert.equal(await works(), "week month always");
  app.pass(6 * DAY_MS);
  assert.equal(await works(), "month always");
  app.pass(23 * DAY_MS);
  assert.equal(await works(), "always");
  const [over, never] = [
    await joseph.get(links.day),
    await joseph.get(`/shared/${"A".repeat(43)}`),
  ];
  assert.deepEqual([over.status, never.status], [410, 404]);
  const sentence = /This link leads to nothing any more, or it never did/;
  for (const { text, headers } of [over, never]) {
    assert.match(text, sentence);
    assert.doesNotMatch(text, /Scherzo|href="\/signin"[^>]*>Sign in<\/a>\s*<\/p>/);
    assert.equal(headers.get("referrer-policy"), "no-referrer");
    assert.match(headers.get("x-robots-tag")!, /noindex/);
  }
  for (const token of ["x", "%00", "A".repeat(5_000)]) {
    assert.equal((await joseph.get(`/shared/${token}`)).status, 404);
  }
});

Deno.test("each link is counted, seen and ended by its person, one by one or all at once", async () => {
  await using app = await startApp();
  const { clara, a, list } = await withScores(app);
  assert.match((await clara.get("/account/shared")).text, /No link shows anything/);
  const links = [
    await share(clara, `/scores/${a}`),
    await share(clara, `/scores/${a}`, { whom: "Johannes", term: "always", download: "yes" }),
    await share(clara, list, { whom: "The trio" }),
  ];
  const joseph = app.visitor();
  for (let n = 0; n < 3; n++) await joseph.get(links[1]);
  await joseph.get(`${links[1]}/1/pages/1`);
  app.pass(2 * HOUR_MS);
  const { text } = await clara.get("/account/shared");
  assert.match(text, /Sunday[^]*The trio[^]*Not opened yet/);
  assert.match(
    text,
    /Johannes[^]*until you end it, with download[^]*Opened 3 times, last [^]*2 hours ago/,
  );
  assert.match((await clara.get("/account")).text, /3 links show something/);
  const eve = await app.visitor().signIn("eve@example.org");
  const [, id] = /name="end" value="(\w{26})" aria-label="End the link for Johannes"/.exec(text)!;
  await eve.post("/account/shared", { end: id });
  await eve.post("/account/shared", { act: "all" });
  assert.equal((await joseph.get(links[1])).status, 200, "nobody else ends it");
  await clara.post(`/scores/${a}/share`, { end: id });
  assert.equal((await joseph.get(links[1])).status, 410);
  assert.equal((await joseph.get(`${links[1]}/1/pages/1`)).status, 410);
  assert.equal((await joseph.get(links[0])).status, 200);
  assert.doesNotMatch((await clara.get(`/scores/${a}/share`)).text, /Johannes/);
  await clara.post("/account/shared", { act: "all" });
  for (const link of links) assert.equal((await joseph.get(link)).status, 410);
  assert.match((await clara.get("/account/shared")).text, /No link shows anything/);
  app.pass(90 * DAY_MS);
});

Deno.test("a link to a score in the bin shows nothing, and again once it is back; gone for good, the link is gone", async () => {
  await using app = await startApp();
  const { clara, a } = await withScores(app);
  const link = await share(clara, `/scores/${a}`, { download: "yes" });
  const joseph = app.visitor();
  const all = async () => {
    const answers = ["", "/1/pages/1", "/1/file"].map((path) => joseph.get(link + path));
    return (await Promise.all(answers)).map(({ status }) => status).join();
  };
  assert.equal(await all(), "200,200,200");
  await clara.post("/scores/bulk", { act: "delete", id: a });
  assert.equal(await all(), "410,410,410");
  assert.match((await clara.get("/account/shared")).text, /in the bin; the link shows nothing/);
  await clara.post("/scores/bin", { act: "restore", id: a });
  assert.equal(await all(), "200,200,200");
  await clara.post("/scores/bulk", { act: "delete", id: a });
  await clara.post("/scores/bin", { act: "remove", sure: "yes", id: a });
  assert.equal(await all(), "410,410,410");
  assert.match((await clara.get("/account/shared")).text, /No link shows anything/);
});

Deno.test("the link is kept nowhere: not in the database, not in a log; only its hash is", async () => {
  let token = "";
  const logged = await quietly(async () => {
    await using app = await startApp();
    const { clara, a } = await withScores(app);
    const link = await share(clara, `/scores/${a}`);
    token = link.split("/")[2];
    const joseph = app.visitor();
    for (const path of ["", "/1/pages/1", "/1/pages/9", "/1/file", "/nowhere/at/all"]) {
      await joseph.get(link + path);
    }
    await joseph.post(link, { end: "x" });
    const rows = await Array.fromAsync(app.kv.list({ prefix: [] }, { batchSize: 500 }));
    const kept = rows.map(({ key, value }) => Deno.inspect([key, value], { depth: 9 })).join("\n");
    assert.ok(!kept.includes(token));
    assert.match(kept, /"shared"/);
    assert.ok(!(await clara.get(`/scores/${a}/share`)).text.includes(token), "it is shown once");
  });
  assert.ok(!JSON.stringify(logged).includes(token));
});

Deno.test("strangers cannot have pages drawn, lists opened or files sent without end", async () => {
  await using app = await startApp();
  const { clara, a } = await withScores(app);
  const link = await share(clara, `/scores/${a}`, { download: "yes" });
  const joseph = app.visitor();
  for (let n = 0; n < 100; n++) assert.equal((await joseph.get(link)).status, 200);
  const refused = await joseph.get(link);
  assert.equal(refused.status, 429);
  assert.ok(Number(refused.headers.get("retry-after")) > 0);
  assert.equal((await joseph.get(`${link}/1/pages/1?w=320`)).status, 200, "that is counted apart");
  for (let n = 0; n < 60; n++) assert.equal((await joseph.get(`${link}/1/file`)).status, 200);
  assert.equal((await joseph.get(`${link}/1/file`)).status, 429);
  assert.equal((await clara.get(`/scores/${a}/file`)).status, 200, "its person is not meant");
  app.pass(61_000);
  assert.equal((await joseph.get(link)).status, 200);
});

Deno.test("a link is for somebody, and only one's own scores and lists can be shared", async () => {
  await using app = await startApp();
  const { clara, a, list } = await withScores(app);
  for (const [whom, sentence] of [[" ", /Say whom/], ["x".repeat(81), /at most 80/]] as const) {
    const answer = await clara.post(`/scores/${a}/share`, { whom, term: "day" });
    assert.equal(answer.status, 422);
    assert.match(answer.text, sentence);
  }
  const eve = await app.visitor().signIn("eve@example.org");
  for (const what of [`/scores/${a}`, list]) {
    assert.equal((await eve.get(`${what}/share`)).status, 404);
    assert.equal((await eve.post(`${what}/share`, { whom: "me" })).status, 404);
  }
  assert.match((await app.visitor().get("/account/shared")).location, /^\/signin/);
});
