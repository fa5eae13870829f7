/** Taking a copy of everything, and bringing it in elsewhere. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { unzipSync } from "fflate";
import { startApp } from "../app.ts";
import { ask, bringIn, exported, filled, score, textOf, words } from "../exports.ts";
import { isIn } from "../google.ts";
import { pdfFile, titlePage } from "../pdf.ts";
import { photo } from "../photos.ts";
import { quietly } from "../quiet.ts";
import type { Files } from "../exports.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

Deno.test("an export holds every file byte for byte under a readable name, and all that is known", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  await filled(clara);
  const { zip, files } = await exported(clara);
  assert.deepEqual(Object.keys(files).sort(), [
    "Bin/Clara Wieck - Notturno, Op. 11.pdf",
    "README.txt",
    "SHA256SUMS.txt",
    "Scores/Clara Wieck - Impromptu, Op. 11.pdf",
    "Scores/Clara Wieck - Romanze, Op. 11.pdf",
    "Scores/Clara Wieck - Scherzo -con fuoco-, Op. 11.pdf",
    "account.json",
    "attacca.json",
    "scores.csv",
  ]);
  const sent = await score("Romanze").bytes();
  assert.deepEqual(files["Scores/Clara Wieck - Romanze, Op. 11.pdf"], sent);
  for (const line of textOf(files, "SHA256SUMS.txt").trim().split("\n")) {
    const [, hash, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line)!;
    assert.equal(createHash("sha256").update(files[path]).digest("hex"), hash);
  }
  assert.match(textOf(files, "README.txt"), /4 scores/);

  const library = JSON.parse(textOf(files, "attacca.json"));
  assert.equal(library.version, 1);
  const [romanze, scherzo] = library.scores;
  assert.deepEqual(romanze.tags, ["Matinee", "Düsseldorf"]);
  assert.equal(romanze.favourite, true);
  assert.equal(romanze.place.page, 2);
  assert.equal(romanze.practised[0].words, "Slowly");
  assert.equal(romanze.fields.title.source, "page");
  assert.equal(scherzo.fields.title.source, "person");
  const setlist = library.collections.find(({ name }: { name: string }) => name === "Leipzig");
  assert.deepEqual(
    setlist.scores.map(({ sha256 }: { sha256: string }) => sha256),
    [scherzo.sha256, romanze.sha256, scherzo.sha256],
  );
  assert.equal(library.views[0].name, "For Joseph");

  const account = JSON.parse(textOf(files, "account.json"));
  assert.equal(account.account.address, "clara@example.org");
  assert.equal(account.shares[0].whom, "Joseph J.");
  assert.equal(account.sessions.length, 1);
  assert.deepEqual(account.consents[0], { purpose: "ai-reading", allowed: null, at: null });
  assert.ok(Array.isArray(account.ledger));
  for (const [, secret] of clara.cookie.matchAll(/=([^;]+)/g)) {
    assert.ok(!new TextDecoder().decode(zip).includes(secret), "a secret of a session");
  }
  for await (const { value } of app.kv.list<{ hash: string }>({ prefix: ["shares"] })) {
    assert.ok(!textOf(files, "account.json").includes(value.hash), "a hash of a link");
  }
});

Deno.test("in the table no cell is a formula, and quotes and commas stay in their cells", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  await filled(clara);
  const { files } = await exported(clara);
  const csv = textOf(files, "scores.csv");
  const lines = csv.split("\r\n");
  assert.equal(lines.length, 6); // A head, four scores, and what is after the last line's end.
  assert.match(csv, /,"Scherzo ""con fuoco""",/);
  assert.match(csv, /,'=1\+1,/);
  assert.doesNotMatch(csv, /(^|,)"?[=+@]/m);
});

// Regression: "all that is yours" was all but the photos that were no score yet.
Deno.test("photos that are no score yet are in the copy as they came, in their order", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const sent = [await photo(), await photo({ height: 800 })];
  const form = new FormData();
  for (const [n, bytes] of sent.entries()) form.append("photo", new File([bytes], `IMG_${n}.JPG`));
  const headers = { origin: clara.origin };
  await clara.fetch("/scores/photos", { method: "POST", body: form, headers });
  const { files } = await exported(clara);
  const paths = ["01 IMG_0.jpg", "02 IMG_1.jpg"].map((name) => `Photos/Without a title/${name}`);
  assert.deepEqual(Object.keys(files).filter((name) => name.startsWith("Photos/")), paths);
  for (const [n, path] of paths.entries()) assert.deepEqual(files[path], sent[n]);
  const { photos: [{ photos }] } = JSON.parse(textOf(files, "account.json"));
  assert.deepEqual(photos.map(({ file }: { file: string }) => file), paths);
});

Deno.test("who is about to leave takes all along, at once or by a job, and it says when they go", async () => {
  await using app = await startApp();
  await using elsewhere = await startApp();
  const email = "clara@example.org";
  const clara = await app.visitor().signIn(email);
  await filled(clara);
  await clara.post("/account/delete", { address: email });
  const leaving = await app.visitor().signIn(email);
  assert.match((await leaving.get("/account/leaving")).text, /href="\/account\/export"/);
  assert.equal((await leaving.get("/account/import")).location, "/account/leaving");
  const { zip, files } = await exported(leaving);
  const { account } = JSON.parse(textOf(files, "account.json"));
  assert.equal(Date.parse(account.goesAt) - Date.parse(account.deletionAskedAt), 7 * DAY_MS);
  app.pass(4 * DAY_MS);
  await leaving.signIn(email);
  await ask(leaving, "make");
  await app.services.jobs.drained();
  const letter = (await leaving.mails()).find(({ subject }) => subject === "Your data is ready")!;
  assert.match(letter.text, /^It is kept for 2 days\. /m); // Less than seven: it goes with the account.
  const [path] = /\/account\/export\/[0-9a-z]{26}/.exec(
    (await leaving.get("/account/export")).text,
  )!;
  const made = unzipSync((await leaving.get(path)).bytes) as Files;
  assert.equal(textOf(made, "attacca.json"), textOf(files, "attacca.json"));
  const there = await elsewhere.visitor().signIn(email);
  assert.match(words(await bringIn(elsewhere, there, zip)), /4 scores are new here/);

  app.pass(4 * DAY_MS);
  await quietly(async () => {
    await app.services.jobs.drained();
    app.pass(6 * MINUTE_MS);
    await app.services.jobs.drained();
  });
  assert.notEqual((await leaving.get(path)).status, 200);
  for (const prefix of [["exports"], ["blobs", "export"], ["blob_sizes", "export"]]) {
    assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix })), []);
  }
});

Deno.test("a sign-in older than ten minutes takes no copy", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  app.pass(11 * MINUTE_MS);
  assert.match((await clara.get("/account/export")).text, /Sign in again/);
  for (const act of ["now", "make"]) {
    const { status, text } = await ask(clara, act);
    assert.equal(status, 403);
    assert.match(text, /within the last ten minutes/);
  }
  assert.equal((await app.visitor().get("/account/export")).status, 303);
});

Deno.test("a copy whose file is gone says which, also in the ZIP that comes at once", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const id = await clara.add(score("Romanze"));
  await app.kv.delete(["blob_sizes", "original", id]);
  const { files } = await exported(clara);
  assert.match(textOf(files, "missing.csv"), /Romanze, Op\. 11\.pdf",it is not there any more/);
  const eve = await app.visitor().signIn("eve@example.org");
  const zip = (await exported(clara)).zip;
  assert.match(words(await bringIn(app, eve, zip)), /Its file is not in the export/);
});

Deno.test("one download of everything at a time; the next begins when that is over, or broken off", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  await clara.add(pdfFile("large.pdf", { padding: 12_000_000 }));
  const begin = () =>
    fetch(`${app.origin}/account/export`, {
      method: "POST",
      body: new URLSearchParams({ act: "now" }),
      headers: { origin: app.origin, cookie: clara.cookie },
    });
  const first = await begin();
  assert.equal((await ask(clara, "now")).status, 429);
  await first.body!.cancel();
  for (let tries = 0; tries < 50; tries++) {
    const next = await ask(clara, "now");
    if (next.status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  assert.fail("the seat was never left");
});

// Regression: whoever had taken a session over went on getting file after file after its person had
// ended it.
Deno.test("a download ends with the session that it goes out by", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  for (const n of [1, 2, 3]) {
    await clara.add(pdfFile(`${n}.pdf`, { padding: 12_000_000, words: titlePage(`${n}`, "Bach") }));
  }
  const thief = await app.visitor().signIn();
  const answer = await fetch(`${app.origin}/account/export`, {
    method: "POST",
    body: new URLSearchParams({ act: "now" }),
    headers: { origin: app.origin, cookie: thief.cookie },
  });
  const reader = answer.body!.getReader();
  await reader.read();
  await clara.post("/account/sessions", { end: "others" });
  assert.equal(await isIn(thief), false);
  await assert.rejects(async () => {
    while (!(await reader.read()).done);
  });
});

Deno.test("a file that is not as it came in is in the copy, and said to be damaged", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const id = await clara.add(score("Romanze"));
  const key = ["blobs", "original", id, 0];
  const { value } = await app.kv.get<Uint8Array<ArrayBuffer>>(key);
  await app.kv.set(key, value!.with(100, value![100] ^ 1));
  const { files } = await exported(clara);
  assert.match(textOf(files, "missing.csv"), /Romanze, Op\. 11\.pdf",it is not as it was/);
  assert.match(textOf(files, "README.txt"), /ONE FILE IS NOT HERE AS IT SHOULD BE/);
  assert.equal(textOf(files, "SHA256SUMS.txt"), "");
});
