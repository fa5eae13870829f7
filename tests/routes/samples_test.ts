/** Scores to try, for whoever has none yet. */
import assert from "node:assert/strict";
import { startApp } from "../app.ts";
import { SAMPLES } from "../../services/samples/samples.ts";
import type { Score } from "../../store/scores.ts";
import { pdfFile } from "../pdf.ts";
import { titlesOn } from "../shelves.ts";
import type { Visitor } from "../visitor.ts";

const TITLES = ["Prelude in C major", "Stille Nacht", "Greensleeves"];

async function act(visitor: Visitor, act: string) {
  const answer = await visitor.post("/scores/samples", { act });
  await visitor.services.jobs.drained();
  return answer;
}

const idsOn = (text: string) => [...text.matchAll(/data-card="(\w+)"/g)].map(([, id]) => id);

Deno.test("one press gives an empty library three scores, which are read, drawn and found like any other", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const empty = (await clara.get("/scores")).text;
  for (const title of [...TITLES, "Try three scores"]) assert.ok(empty.includes(title), title);
  for (const [, picture] of empty.matchAll(/src="(\/samples\/[^"]+)"/g)) {
    const { status, bytes } = await clara.get(picture);
    assert.equal(status, 200, picture);
    assert.ok(bytes.length > 1_000 && bytes.length < 20_000, `${picture}: ${bytes.length}`);
  }

  const { status, location } = await act(clara, "add");
  assert.deepEqual([status, location], [303, "/scores"]);
  const { text } = await clara.get("/scores");
  assert.deepEqual(titlesOn(text), TITLES);
  assert.equal(text.match(/>sample</g)?.length, 3, "each is marked");
  assert.doesNotMatch(text, /Try three scores/);

  for (const [at, id] of idsOn(text).entries()) {
    const metadata = JSON.parse((await clara.get(`/scores/${id}/metadata`)).text);
    assert.equal(metadata.status, "ready");
    assert.equal(metadata.fields.title.value, TITLES[at]);
    assert.ok(metadata.fields.composer.value);
    assert.equal((await clara.get(`/scores/${id}/pages/1`)).status, 200);
    assert.ok((await clara.get(`/scores/${id}/file`)).bytes.length < 60_000);
    const page = await clara.get(`/scores/${id}`);
    assert.match(page.text, /This is a sample to try/);
  }
  assert.deepEqual(titlesOn((await clara.get("/scores?q=greensleves")).text), ["Greensleeves"]);
});

Deno.test("their pages are as they are found to be when somebody brings the same files in", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const robert = await app.visitor().signIn("robert@example.org");
  await act(clara, "add");
  for (const { file } of SAMPLES) {
    const bytes = await Deno.readFile(
      new URL(`../../services/samples/files/${file}`, import.meta.url),
    );
    await robert.add(new File([bytes], file));
  }
  const rows = await Array.fromAsync(app.kv.list<Score>({ prefix: ["scores"] }));
  for (const { file } of SAMPLES) {
    const [one, other] = rows.filter(({ value }) => value.fileName === file)
      .map(({ value: { pages, shapes, format } }) => ({ pages, shapes, format }));
    assert.deepEqual(one, other, file);
  }
});

Deno.test("pressing twice adds nothing twice", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  await Promise.all([act(clara, "add"), act(clara, "add")]);
  await act(clara, "add");
  assert.deepEqual(titlesOn((await clara.get("/scores")).text).sort(), TITLES.toSorted());
});

Deno.test("one press takes the samples away, another brings them back, and nothing else is touched", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  await act(clara, "add");
  const own = await clara.add(pdfFile("own.pdf"));
  const before = idsOn((await clara.get("/scores?sort=title")).text);

  const { location } = await act(clara, "remove");
  const { text } = await clara.get(location);
  assert.deepEqual(idsOn(text), [own]);
  assert.match(text, /3 scores are put in the bin/);
  assert.doesNotMatch(text, /Remove the samples|Try three/);

  const [, at] = /name="at" value="(\d+)"/.exec(text)!;
  await clara.post("/scores/bin", { act: "restore", at });
  assert.deepEqual(idsOn((await clara.get("/scores?sort=title")).text), before);
});

Deno.test("whoever removed them finds the offer in one line, and the same scores when they take it", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  await act(clara, "add");
  const before = idsOn((await clara.get("/scores?sort=title")).text);
  const empty = await clara.get((await act(clara, "remove")).location);
  assert.match(empty.text, /Undo/);
  assert.match(empty.text, /Try three scores/);
  assert.doesNotMatch(empty.text, /\/samples\/prelude/);
  await act(clara, "add");
  assert.deepEqual(idsOn((await clara.get("/scores?sort=title")).text), before);
});

Deno.test("each person has their own: what one removes for good the other keeps", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const robert = await app.visitor().signIn("robert@example.org");
  await act(clara, "add");
  await act(robert, "add");
  await act(clara, "remove");
  await clara.post("/scores/bin", { act: "remove", sure: "yes", all: "yes" });
  await app.services.sweep();
  const kept = idsOn((await robert.get("/scores")).text);
  assert.equal(kept.length, 3);
  for (const id of kept) {
    assert.equal((await robert.get(`/scores/${id}/file`)).status, 200);
    assert.equal((await robert.get(`/scores/${id}/pages/1`)).status, 200);
  }
});

Deno.test("where there is no room for them they are refused in words", async () => {
  await using app = await startApp({ QUOTA_MB: "1" });
  const clara = await app.visitor().signIn();
  await clara.add(pdfFile("full.pdf", { padding: 1_045_000 }));
  const { status, text } = await act(clara, "add");
  assert.equal(status, 507);
  assert.match(text, /no room left/);
  assert.equal((await act(clara, "other")).status, 400);
});
