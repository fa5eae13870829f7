/** Taking a copy of everything, and bringing it in elsewhere. */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { unzipSync, zipSync } from "fflate";
import { startApp, type TestApp } from "../app.ts";
import { startS3 } from "../fakes/s3.ts";
import { isIn } from "../google.ts";
import { pdfFile, titlePage } from "../pdf.ts";
import { photo } from "../photos.ts";
import { quietly } from "../quiet.ts";
import type { Answer, Visitor } from "../visitor.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

type Files = Record<string, Uint8Array<ArrayBuffer>>;

const score = (title: string, name = `${title}.pdf`) =>
  pdfFile(name, { words: titlePage(title, "Clara Wieck", "Op. 11"), pages: 2 });

const ask = (visitor: Visitor, act: string) => visitor.post("/account/export", { act });
const textOf = (files: Files, name: string) => new TextDecoder().decode(files[name]);

/** The export as it comes at once. */
async function exported(visitor: Visitor): Promise<{ zip: Uint8Array<ArrayBuffer>; files: Files }> {
  const { status, bytes, headers } = await ask(visitor, "now");
  assert.equal(status, 200);
  assert.equal(headers.get("content-type"), "application/zip");
  assert.match(headers.get("content-disposition")!, /^attachment; filename="Attacca [\d-]+\.zip"$/);
  return { zip: bytes, files: unzipSync(bytes) as Files };
}

/** Sends a ZIP and waits until it is brought in; gives the page that says so. */
async function bringIn(app: TestApp, visitor: Visitor, zip: BlobPart): Promise<Answer> {
  const sent = await send(visitor, zip);
  if (sent.status !== 303) return sent;
  await app.services.jobs.drained();
  return await visitor.get("/account/import");
}

function send(visitor: Visitor, zip: BlobPart): Promise<Answer> {
  const form = new FormData();
  form.append("file", new File([zip], "Attacca.zip"));
  return visitor.fetch("/account/import", {
    method: "POST",
    body: form,
    headers: { origin: visitor.origin },
  });
}

/** A page as it is read. */
const words = ({ text }: Answer) =>
  text.replace(/<[^>]+>/g, " ").replaceAll("&#39;", "'").replaceAll("&quot;", '"')
    .replace(/\s+/g, " ");

/** A library with something of every kind. */
async function filled(visitor: Visitor): Promise<string[]> {
  const ids = [];
  for (const title of ["Romanze", "Scherzo", "Impromptu", "Notturno"]) {
    ids.push(await visitor.add(score(title)));
  }
  const [romanze, scherzo, , notturno] = ids;
  await visitor.post(`/scores/${romanze}/marks`, { tags: "Matinee, Düsseldorf", favourite: "yes" });
  await visitor.post(`/scores/${scherzo}`, { title: 'Scherzo "con fuoco"', tempo: "=1+1" });
  await visitor.post(`/scores/${romanze}/place`, { page: "2" });
  await visitor.post(`/scores/${romanze}/practice`, {
    day: "2026-01-05",
    minutes: "25",
    words: "Slowly",
  });
  const { location } = await visitor.post("/collections", { name: "Leipzig", kind: "setlist" });
  const list = location.split("/")[2];
  for (const id of [scherzo, romanze, scherzo]) {
    await visitor.post(`/scores/${id}/collections`, { list });
  }
  await visitor.post(`/scores/${romanze}/collections`, { name: "Songs" });
  await visitor.post("/scores/views", { act: "save", name: "For Joseph", question: "tag=Matinee" });
  await visitor.post(`/scores/${romanze}/share`, { whom: "Joseph J.", term: "week" });
  await visitor.post("/scores/bulk", { act: "delete", id: notturno });
  return ids;
}

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

/** A library whose files lie in a store, and that store. */
async function stored(
  run: (app: TestApp, clara: Visitor, s3: ReturnType<typeof startS3>) => Promise<void>,
): Promise<void> {
  await quietly(async () => {
    await using s3 = startS3();
    await using app = await startApp(s3.env);
    const clara = await app.visitor().signIn();
    await clara.add(score("Romanze"));
    await clara.add(score("Scherzo"));
    await run(app, clara, s3);
  });
}

Deno.test("a large one is made by a job, and a mail brings the link, which is the person's alone, for a week", async () => {
  await stored(async (app, clara) => {
    assert.equal((await ask(clara, "now")).status, 409);
    assert.equal((await ask(clara, "make")).status, 303);
    assert.equal((await ask(clara, "make")).status, 409);
    await app.services.jobs.drained();
    const mail = (await clara.mails()).find(({ subject }) => subject === "Your data is ready")!;
    assert.equal(mail.to, "clara@example.org");
    const { pathname } = new URL(/http\S+\/account\/export\/\w+/.exec(mail.text)![0]);
    const whole = await clara.get(pathname);
    assert.equal(whole.status, 200);
    assert.ok("Scores/Clara Wieck - Romanze, Op. 11.pdf" in unzipSync(whole.bytes));
    const rest = await clara.get(pathname, { range: "bytes=1000-" });
    assert.equal(rest.status, 206);
    assert.deepEqual(rest.bytes, whole.bytes.subarray(1000));

    assert.equal((await app.visitor().get(pathname)).status, 303);
    const eve = await app.visitor().signIn("eve@example.org");
    assert.equal((await eve.get(pathname)).status, 404);
    app.pass(7 * DAY_MS);
    assert.equal((await clara.get(pathname)).status, 404);
    await app.services.sweep();
    for (const prefix of [["exports"], ["blobs", "export"], ["blob_sizes", "export"]]) {
      assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix })), []);
    }
  });
});

Deno.test("while the store of files is away a copy waits and says so, and is whole once it is back", async () => {
  await stored(async (app, clara, s3) => {
    await app.services.originals.move();
    app.pass(11 * MINUTE_MS);
    await app.services.originals.move(); // What is there is here no longer.
    const again = await app.visitor().signIn();
    await s3.break("500");
    await ask(again, "make");
    await app.services.jobs.drained();
    assert.match(words(await clara.get("/account/export")), /Your copy waits/);
    await s3.mend();
    await new Promise((resolve) => setTimeout(resolve, 400));
    app.pass(6 * MINUTE_MS);
    await app.services.jobs.drained();
    assert.match(words(await clara.get("/account/export")), /Your copy is ready/);
  });
});

Deno.test("after a day it goes without the files that are still away, and names them", async () => {
  await stored(async (app, clara, s3) => {
    await app.services.originals.move();
    app.pass(11 * MINUTE_MS);
    await app.services.originals.move();
    const again = await app.visitor().signIn();
    await s3.break("500");
    await ask(again, "make");
    await app.services.jobs.drained();
    app.pass(DAY_MS + MINUTE_MS);
    await app.services.jobs.drained();
    const page = await clara.get("/account/export");
    assert.match(words(page), /2 files are not in it as it should be/);
    const [path] = /\/account\/export\/[0-9a-z]{26}/.exec(page.text)!;
    const files = unzipSync((await clara.get(path)).bytes) as Files;
    assert.match(textOf(files, "missing.csv"), /Romanze, Op\. 11\.pdf",the store that keeps it/);
    assert.match(textOf(files, "README.txt"), /2 FILES ARE NOT HERE/);
    assert.equal(JSON.parse(textOf(files, "attacca.json")).scores[0].file, null);
  });
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

/** An export with something changed in its `attacca.json`, or among its files. */
async function twisted(
  clara: Visitor,
  // deno-lint-ignore no-explicit-any
  twist: (library: any, files: Files) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const { files } = await exported(clara);
  const library = JSON.parse(textOf(files, "attacca.json"));
  twist(library, files);
  files["attacca.json"] = new TextEncoder().encode(JSON.stringify(library));
  return zipSync(files, { level: 9 });
}

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

Deno.test("a library too large to wait for is made by a job, also in a house without a store of files", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  await clara.add(score("Romanze"));
  const [{ key }] = await Array.fromAsync(app.kv.list({ prefix: ["space"] }));
  await app.kv.set(key, new Deno.KvU64(300_000_000n));
  assert.match(words(await clara.get("/account/export")), /Have it made/);
  assert.equal((await ask(clara, "now")).status, 409);
  assert.equal((await ask(clara, "make")).status, 303);
});

Deno.test("a job that was killed in the middle begins anew, and what it left is in no copy", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  await clara.add(score("Romanze"));
  app.services.jobs.stop();
  await ask(clara, "make");
  const [{ key, value: { id } }] = await Array.fromAsync(
    app.kv.list<{ id: string }>({ prefix: ["exports"] }),
  );
  const userId = String(key[1]);
  await app.kv.set(["uploads", "export", id], Date.now());
  for (const n of [0, 1, 99]) await app.kv.set(["blobs", "export", id, n], new Uint8Array(9));
  const { job } = app.services.exports;
  const ending = new AbortController();
  const run = () => job.run({ userId, id }, null as never, false, ending.signal);
  ending.abort(new Error("the app stops"));
  await assert.rejects(run(), /the app stops/);
  assert.equal((await clara.get(`/account/export/${id}`)).status, 404);
  await job.run({ userId, id }, null as never, false, new AbortController().signal);
  const { bytes } = await clara.get(`/account/export/${id}`);
  assert.ok("attacca.json" in unzipSync(bytes));
  await app.services.originals.sweep(Date.now() + 2 * DAY_MS);
  assert.equal((await clara.get(`/account/export/${id}`)).status, 200);
  assert.equal(await app.kv.get(["blobs", "export", id, 99]).then(({ value }) => value), null);
});

Deno.test("a copy that is called off while it is made is not there, and a new one can be asked for", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  await clara.add(score("Romanze"));
  const add = clara.services.ledger.page;
  // While the last of it is written, the person calls it off.
  clara.services.ledger.page = async (...args) => {
    await ask(clara, "drop");
    return await add(...args);
  };
  await ask(clara, "make");
  await app.services.jobs.drained();
  clara.services.ledger.page = add;
  for (const prefix of [["exports"], ["blobs", "export"], ["uploads"]]) {
    assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix })), [], String(prefix));
  }
  assert.equal((await ask(clara, "make")).status, 303);
  await app.services.jobs.drained();
  assert.match(words(await clara.get("/account/export")), /Your copy is ready/);
  const mails = await clara.mails();
  assert.equal(mails.filter(({ subject }) => subject === "Your data is ready").length, 1);
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

Deno.test("a store of files that breaks off in the middle of one makes the copy wait, not fail", async () => {
  await stored(async (app, clara) => {
    const { originals } = app.services;
    const stream = originals.stream;
    originals.stream = async (...args) => {
      const whole = await stream(...args);
      return whole.pipeThrough(
        new TransformStream({
          transform: () => Promise.reject(new TypeError("connection closed")),
        }),
      );
    };
    await ask(clara, "make");
    await app.services.jobs.drained();
    assert.match(words(await clara.get("/account/export")), /Your copy waits/);
    originals.stream = stream;
    app.pass(6 * MINUTE_MS);
    await app.services.jobs.drained();
    assert.match(words(await clara.get("/account/export")), /Your copy is ready/);
  });
});
