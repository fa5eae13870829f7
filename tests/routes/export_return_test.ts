/** A copy of everything, brought in: elsewhere, again, twisted, and where it came from. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { zipSync } from "fflate";
import { startApp } from "../app.ts";
import { bringIn, exported, filled, score, send, textOf, twisted, words } from "../exports.ts";
import { pdfFile, titlePage } from "../pdf.ts";
import { quietly } from "../quiet.ts";

const MINUTE_MS = 60_000;

Deno.test("brought in elsewhere and exported again, it is the same library byte for byte", async () => {
  await using first = await startApp();
  await using second = await startApp();
  const clara = await first.visitor().signIn();
  await filled(clara);
  const engraved = await Deno.readFile(new URL("../fixtures/voegel.musicxml", import.meta.url));
  await clara.add(new File([engraved], "voegel.xml"));
  const before = await exported(clara);
  const there = await second.visitor().signIn("clara@elsewhere.example");
  const told = words(await bringIn(second, there, before.zip));
  assert.match(told, /brought in: 5 scores are new here, 0 were here already\. /);
  const after = await exported(there);
  // Its own house differs: who, where signed in, shared, sent; and when it was made.
  const own = ["account.json", "README.txt"];
  assert.deepEqual(Object.keys(after.files).sort(), Object.keys(before.files).sort());
  for (const name of Object.keys(before.files)) {
    if (own.includes(name)) continue;
    assert.deepEqual(after.files[name], before.files[name], name);
  }
  assert.deepEqual(JSON.parse(textOf(after.files, "account.json")).shares, []);
  assert.match((await there.get("/scores")).text, /Romanze/);
  assert.match((await there.get("/scores/bin")).text, /Notturno/);
});

Deno.test("brought in twice, or where it came from, it adds nothing twice", async () => {
  await using first = await startApp();
  await using second = await startApp();
  const clara = await first.visitor().signIn();
  await filled(clara);
  const { zip, files } = await exported(clara);
  const there = await second.visitor().signIn();
  await bringIn(second, there, zip);
  for (const [app, visitor] of [[second, there], [first, clara]] as const) {
    const told = words(await bringIn(app, visitor, zip));
    assert.match(told, /0 scores are new here, 4 were here already\./);
    const again = await exported(visitor);
    assert.equal(textOf(again.files, "attacca.json"), textOf(files, "attacca.json"));
  }
});

// Regression: each import could add twenty thousand rows to a score, in nobody's room.
Deno.test("what was practised is brought in once, and no more of it than a score can have", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  await filled(clara);
  const one = { id: "01k00000000000000000000000", day: "2026-01-05", minutes: 5, words: "More" };
  const zip = await twisted(clara, ({ scores }) => scores[0].practised.push(one));
  const count = async () =>
    (await Array.fromAsync(app.kv.list({ prefix: ["practice"] }, { batchSize: 500 }))).length;
  for (let times = 0; times < 2; times++) {
    await bringIn(app, clara, zip);
    assert.equal(await count(), 2);
  }
  const [{ key }] = await Array.fromAsync(app.kv.list({ prefix: ["practice"] }));
  await app.kv.delete([...key.slice(0, 3), one.id]);
  for (let n = 1; n < 20_000;) {
    const operation = app.kv.atomic();
    for (let m = 0; m < 500 && n < 20_000; m++) {
      operation.set([...key.slice(0, 3), `${n++}`], { ...one, id: `${n}` });
    }
    await operation.commit();
  }
  await bringIn(app, clara, zip);
  assert.equal(await count(), 20_000);
});

Deno.test("what a person has here stands beside what comes in", async () => {
  await using first = await startApp();
  await using second = await startApp();
  const clara = await first.visitor().signIn();
  const id = await clara.add(score("Romanze"));
  await clara.post(`/scores/${id}`, { title: "Romance", composer: "C. Schumann" });
  await clara.post(`/scores/${id}/marks`, { tags: "Lent", favourite: "yes" });
  const { zip } = await exported(clara);
  const there = await second.visitor().signIn();
  const mine = await there.add(score("Romanze"));
  await there.post(`/scores/${mine}`, { title: "Mine" });
  await there.post(`/scores/${mine}/marks`, { tags: "Own" });
  await bringIn(second, there, zip);
  const { files } = await exported(there);
  const [kept] = JSON.parse(textOf(files, "attacca.json")).scores;
  assert.equal(kept.fields.title.value, "Mine");
  assert.equal(kept.fields.composer.value, "C. Schumann");
  assert.deepEqual(kept.tags, ["Own", "Lent"]);
  assert.equal(kept.favourite, true);
});

// Regression: nothing told a sample from a score of one's own, so that where they were brought in
// they could not be taken away as samples.
Deno.test("samples are samples where they are brought in, and can be taken away as such", async () => {
  await using first = await startApp();
  await using second = await startApp();
  const clara = await first.visitor().signIn();
  await clara.add(score("Romanze"));
  await clara.post("/scores/samples", { act: "add" });
  await first.services.jobs.drained();
  const before = await exported(clara);
  const there = await second.visitor().signIn();
  await bringIn(second, there, before.zip);
  assert.equal((await there.get("/scores")).text.match(/>sample</g)?.length, 3);
  const after = await exported(there);
  assert.equal(textOf(after.files, "attacca.json"), textOf(before.files, "attacca.json"));
  await there.post("/scores/samples", { act: "remove" });
  const { text } = await there.get("/scores");
  assert.match(text, /Romanze/);
  assert.doesNotMatch(text, /Greensleeves/);
});

Deno.test("an export packed again by another program, in a folder, comes in all the same", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  await clara.add(score("Romanze"));
  const { files } = await exported(clara);
  const packed = zipSync(
    Object.fromEntries(Object.entries(files).map(([name, bytes]) => [`Attacca/${name}`, bytes])),
  );
  const eve = await app.visitor().signIn("eve@example.org");
  assert.match(words(await bringIn(app, eve, packed)), /one score is new here/);
});

Deno.test("an import that is broken off in the middle goes on, and counts each score once", async () => {
  await quietly(async () => {
    await using first = await startApp();
    const clara = await first.visitor().signIn();
    await filled(clara);
    const before = await exported(clara);
    await using second = await startApp();
    const there = await second.visitor().signIn();
    const { uploads } = second.services;
    const add = uploads.add;
    let files = 0;
    uploads.add = (...args) => {
      if (++files === 3) throw new Error("the lights went out");
      return add(...args);
    };
    assert.equal((await send(there, before.zip)).status, 303);
    await second.services.jobs.drained();
    second.pass(10 * MINUTE_MS);
    await second.services.jobs.drained();
    assert.match(words(await there.get("/account/import")), /4 scores are new here/);
    const again = await exported(await second.visitor().signIn());
    assert.equal(textOf(again.files, "attacca.json"), textOf(before.files, "attacca.json"));
    for (const prefix of [["blobs", "import"], ["blob_sizes", "import"]]) {
      assert.deepEqual(await Array.fromAsync(second.kv.list({ prefix })), []);
    }
  });
});

Deno.test("what there is no room for stays out, and is named", async () => {
  await using first = await startApp();
  const clara = await first.visitor().signIn();
  await clara.add(pdfFile("a.pdf", { words: titlePage("Romanze", "Clara Wieck") }));
  await clara.add(pdfFile("b.pdf", { pages: 3, padding: 1_200_000 }));
  const { zip } = await exported(clara);
  await using second = await startApp({ QUOTA_MB: "1" });
  const there = await second.visitor().signIn();
  const told = words(await bringIn(second, there, zip));
  assert.match(told, /one score is new here, 0 were here already, one stayed out\./);
  assert.match(told, /Scores\/b\.pdf: There is no room left for this file/);
});

Deno.test("a file that is no export of ours is refused at once, and nothing of it stays", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  await clara.add(score("Romanze"));
  const { zip } = await exported(clara);
  const newer = await twisted(clara, (library) => library.version = 2);
  const bomb = zipSync({ "attacca.json": new Uint8Array(30_000_000) }, { level: 9 });
  for (
    const [sent, why] of [
      [new Uint8Array(), /no export of Attacca/],
      ["not a ZIP at all", /no export of Attacca/],
      [await score("Romanze").bytes(), /no export of Attacca/],
      [zipSync({ "other.txt": new Uint8Array(3) }), /no export of Attacca/],
      [zipSync({ "attacca.json": new TextEncoder().encode("null") }), /no export of Attacca/],
      [zip.subarray(0, zip.length - 30), /no export of Attacca/],
      [zip.subarray(300), /no export of Attacca/],
      [newer, /newer Attacca/],
      [bomb, /more in this file than an export holds/],
    ] as const
  ) {
    const answer = await send(clara, sent);
    assert.equal(answer.status, 422);
    assert.match(words(answer), why);
    for (const prefix of [["imports"], ["blobs", "import"], ["uploads"]]) {
      assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix })), [], String(prefix));
    }
  }
  const nothing = await clara.post("/account/import", { act: "nonsense" });
  assert.equal(nothing.status, 400);
});

Deno.test("what is wrong with one score of an export keeps none of the others out", async () => {
  await quietly(async () => {
    await using app = await startApp();
    const clara = await app.visitor().signIn();
    for (const title of ["Romanze", "Scherzo", "Impromptu", "Notturno"]) {
      await clara.add(score(title));
    }
    const html = new TextEncoder().encode("<html><script>alert(1)</script>");
    const sha256 = createHash("sha256").update(html).digest("hex");
    const zip = await twisted(clara, (library, files) => {
      const [romanze, scherzo, impromptu] = library.scores;
      files[romanze.file] = files[scherzo.file]; // Another one's bytes.
      romanze.file = "../../" + romanze.file;
      files[romanze.file] = files[scherzo.file];
      scherzo.fields.title = { value: "x".repeat(100_000), source: "person", confidence: 1 };
      files["Scores/page.pdf"] = html;
      Object.assign(impromptu, { file: "Scores/page.pdf", sha256, bytes: html.length });
      const bomb = { file: "Scores/bomb.pdf", sha256: "0".repeat(64), bytes: 40_000_000 };
      files[bomb.file] = new Uint8Array(bomb.bytes);
      library.scores.push({ ...impromptu, ...bomb }, null, { file: "\u202egnp.exe" }, "x");
      library.collections = [{ name: "", kind: "setlist" }, { name: "Songs" }, 3];
      library.views = [{ name: "x".repeat(900), query: "" }];
    });
    const eve = await app.visitor().signIn("eve@example.org");
    const told = words(await bringIn(app, eve, zip));
    assert.match(told, /one score is new here, 0 were here already, 7 stayed out\./);
    assert.match(told, /Romanze, Op\. 11\.pdf: Its file is not the one that the export tells of/);
    assert.match(told, /Scherzo, Op\. 11\.pdf: What the export says of it cannot be understood/);
    assert.match(told, /page\.pdf: This is not a PDF/);
    assert.match(told, /bomb\.pdf: There is more in this file than an export holds/);
    assert.match(told, /gnp\.exe: What the export says/);
    assert.match(told, /4 collections or views found no room, or could not be understood/);
    const scores = await Array.fromAsync(app.kv.list({ prefix: ["blob_sizes", "original"] }));
    assert.equal(scores.length, 5); // Clara's four, and the one that came in.
    await eve.post("/account/import", { act: "drop" });
    assert.doesNotMatch(words(await eve.get("/account/import")), /stayed out/);
  });
});

Deno.test("a score that nobody had read to its end is read where it comes in, and no other", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  for (const title of ["Romanze", "Scherzo"]) await clara.add(score(title));
  const zip = await twisted(clara, ({ scores: [romanze, scherzo] }) => {
    romanze.chain = [];
    for (const one of [romanze, scherzo]) one.fields.title = null;
  });
  const eve = await app.visitor().signIn("eve@example.org");
  await bringIn(app, eve, zip);
  const { files } = await exported(eve);
  const [romanze, scherzo] = JSON.parse(textOf(files, "attacca.json")).scores;
  assert.equal(romanze.fields.title.value, "Romanze");
  assert.equal(scherzo.fields.title, null);
});

Deno.test("one import at a time; it can be called off, and its bytes go", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  await clara.add(score("Romanze"));
  const { zip } = await exported(clara);
  const eve = await app.visitor().signIn("eve@example.org");
  app.services.jobs.stop(); // Nobody is at it.
  assert.equal((await send(eve, zip)).status, 303);
  assert.match(words(await eve.get("/account/import")), /0 of one score have been looked at/);
  assert.equal((await send(eve, zip)).status, 409);
  assert.equal((await eve.post("/account/import", { act: "drop" })).status, 303);
  for (const prefix of [["imports"], ["blobs", "import"], ["uploads"]]) {
    assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix })), [], String(prefix));
  }
});

Deno.test("a file larger than all there is room for is not taken in", async () => {
  await using app = await startApp({ QUOTA_MB: "1" });
  const clara = await app.visitor().signIn();
  const answer = await send(clara, new Uint8Array(66 * 1024 * 1024));
  assert.equal(answer.status, 413);
  assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix: ["blobs", "import"] })), []);
});
