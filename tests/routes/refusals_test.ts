import assert from "node:assert/strict";
import { startApp, type TestApp } from "../app.ts";
import { makeFormBomb, makePdf } from "../fixtures/make_pdf.ts";
import { pdfFile, titlePage } from "../pdf.ts";

const fixture = async (name: string) =>
  new File([await Deno.readFile(new URL(`../fixtures/${name}`, import.meta.url))], name);

/** What is stored of scores: none of it may be there after a refusal. */
async function stored(app: TestApp): Promise<string[]> {
  const kept = ["scores", "scores_by", "scores_by_sha256", "blobs", "uploads", "jobs"];
  const rows: string[] = [];
  for (const prefix of kept) {
    for await (const { key } of app.kv.list({ prefix: [prefix] })) rows.push(key.join("/"));
  }
  return rows;
}

const whole = await pdfFile("whole.pdf", { words: titlePage("Whole", "Anna Magdalena") }).bytes();

const refusals: [string, () => File | Promise<File>, number, RegExp][] = [
  [
    "a page of HTML by the name of a PDF",
    () => new File(["<!doctype html><p>no"], "a.pdf"),
    415,
    /This is not a PDF/,
  ],
  [
    "a file that is none of the kinds taken",
    () => new File(["Dear Clara,"], "letter.txt"),
    415,
    /no score that Attacca can open\. It takes .*PDF/,
  ],
  ["an empty file", () => new File([], "empty.pdf"), 422, /The file is empty/],
  [
    "a file with nothing but the head of a PDF",
    () => new File(["%PDF-1.7\n"], "head.pdf"),
    422,
    /damaged or incomplete/,
  ],
  [
    "a truncated file",
    () => new File([whole.slice(0, whole.length * 0.4)], "cut.pdf"),
    422,
    /damaged or incomplete/,
  ],
  ["a file with a password", () => fixture("encrypted.pdf"), 422, /protected by a password/],
  [
    "a file of 101 pages",
    () => pdfFile("long.pdf", { pages: 101 }),
    422,
    /too many pages: at most 100/,
  ],
  [
    "a file of more than 50 MB",
    () => pdfFile("huge.pdf", { padding: 50 * 1024 * 1024 }),
    413,
    /too large: at most 50 MB/,
  ],
];

for (const [what, file, status, words] of refusals) {
  Deno.test(`${what} gets a sentence, and nothing of it is stored`, async () => {
    await using app = await startApp();
    const clara = await app.visitor().signIn();
    const page = await clara.upload([await file()]);
    assert.equal(page.status, status);
    assert.match(page.text, words);
    assert.doesNotMatch(page.text, /\bat .*\.tsx?:\d+|Error:.*\n/);
    const program = await clara.upload([await file()], { json: true });
    assert.equal(program.status, status);
    assert.match(JSON.parse(program.text).errors[0].message, words);
    assert.deepEqual(await stored(app), []);
  });
}

Deno.test("a file of exactly 100 pages is taken", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  assert.equal((await clara.upload([pdfFile("long.pdf", { pages: 100 })])).status, 303);
});

Deno.test("of 101 files at once a hundred are added, and the answer says so of the rest", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const files = Array.from({ length: 101 }, (_, n) => pdfFile(`${n}.pdf`, { padding: n + 1 }));
  const { status, text } = await clara.upload(files, { json: true });
  assert.equal(status, 201);
  const { scores, errors } = JSON.parse(text);
  assert.equal(scores.length, 100);
  assert.deepEqual(errors.map(({ code }: { code: string }) => code), ["files_too_many"]);
});

// KV takes keys of 2,048 bytes and values of 65,536: longer ones were our own error.
Deno.test("an id or a title that is too much for the database is no error of ours", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const long = "a".repeat(3000);
  for (const path of [`/scores/${long}`, `/scores/${long}/file`, `/dev/mailbox/${long}`]) {
    assert.equal((await clara.get(path)).status, 404, path.slice(0, 20));
  }
  const id = await clara.add(pdfFile("a.pdf"));
  const wide = "\uFDFA".repeat(500); // One letter that folds to eighteen.
  const saved = await clara.post(`/scores/${id}`, {
    title: wide,
    composer: wide,
    opus: wide,
    instruments: wide,
  });
  assert.equal(saved.status, 303);
  assert.equal((await clara.get("/scores?sort=composer")).status, 200);
});

Deno.test("a Host that is more than a host is a 400", async () => {
  await using app = await startApp();
  for (const host of ["a b", "%%%", "x/../y", "user@host", "[::1"]) {
    using conn = await Deno.connect({
      hostname: "127.0.0.1",
      port: Number(new URL(app.origin).port),
    });
    await conn.write(new TextEncoder().encode(
      `GET /signin HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    ));
    const head = new Uint8Array(64);
    const read = await conn.read(head);
    assert.match(new TextDecoder().decode(head.subarray(0, read ?? 0)), /^HTTP\/1\.1 400 /, host);
  }
});

Deno.test("forms without their fields get a sentence", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const upload = await clara.upload([]);
  assert.equal(upload.status, 422);
  assert.match(upload.text, /Choose at least one file/);
  const noForm = await clara.fetch("/scores", {
    method: "POST",
    body: "x",
    headers: { origin: app.origin },
  });
  assert.equal(noForm.status, 400);
  assert.match(noForm.text, /could not be read/);
  assert.equal((await clara.post("/signin/link", {})).status, 404);
  assert.equal((await clara.post("/signin", {})).status, 422);
});

Deno.test("an upload that breaks off leaves no score, and its bytes go", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const port = Number(new URL(app.origin).port);
  const conn = await Deno.connect({ hostname: "127.0.0.1", port });
  const head = `POST /scores HTTP/1.1\r\nHost: localhost:${port}\r\nOrigin: ${app.origin}\r\n` +
    `Cookie: ${clara.cookie}\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 9000000\r\n\r\n` +
    `--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7\n`;
  await conn.write(new TextEncoder().encode(head + "x".repeat(2_000_000)));
  await waitFor(async () => (await stored(app)).length > 0);
  conn.close();
  await waitFor(async () => (await stored(app)).length === 0);
  assert.equal((await clara.get("/scores")).text.includes("The stand is empty"), true);
});

async function waitFor(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.fail("waited for 5 s in vain");
}

Deno.test("what an upload left behind when the process died is swept after a day", async () => {
  await using app = await startApp();
  await app.kv.set(["uploads", "original", "dead"], Date.now());
  await app.kv.set(["blobs", "original", "dead", 0], new Uint8Array(100));
  await app.services.sweep();
  assert.notDeepEqual(await stored(app), []);
  app.pass(25 * 60 * 60 * 1000);
  assert.equal(await app.services.sweep(), 0, "nothing has to wait for the next time");
  assert.deepEqual(await stored(app), []);
});

// A row of 20,000 letters took the reading rules four seconds, in the thread that answers requests.
Deno.test("a page made to be slow to understand holds up nobody", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const row = `BT /F1 1 Tf 1 0 0 1 1 50 Tm [${"(a)-600".repeat(20_000)}]TJ ET`;
  const box: [number, number, number, number] = [0, 0, 21_000, 100];
  const pages = Array.from({ length: 4 }, () => ({ content: row, box }));
  let [last, longest] = [performance.now(), 0];
  const beat = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 10);
  const id = await clara.add(new File([makePdf(pages)], "row.pdf"));
  clearInterval(beat);
  assert.ok(longest < 1000, `${longest} ms`);
  const metadata = JSON.parse((await clara.get(`/scores/${id}/metadata`)).text);
  assert.equal(metadata.status, "ready");
});

Deno.test("a script in a title is text on every page", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const title = "<script>alert(1)</script>";
  const id = await clara.add(
    pdfFile("x.pdf", { words: titlePage(title, "<img src=x onerror=alert(1)>") }),
  );
  await clara.post(`/scores/${id}`, { title, composer: `"><svg onload=alert(1)>` });
  for (const path of ["/scores", `/scores/${id}`, `/scores/${id}/edit`]) {
    const { text } = await clara.get(path);
    assert.doesNotMatch(text, /<script>alert|<img src=x|<svg onload/, path);
  }
});

Deno.test("a malformed address is a 400, an unknown one a 404, a wrong method a 405, each a proper page", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  for (
    const [path, status] of [["/scores/%E0%A4%A", 400], ["/nowhere", 404], [
      "/scores/none",
      404,
    ]] as const
  ) {
    const answer = await clara.get(path);
    assert.equal(answer.status, status, path);
    assert.match(answer.text, /<h1/, path);
    assert.match(answer.text, /Attacca/, path);
  }
  const wrong = await clara.fetch("/scores/new", {
    method: "DELETE",
    headers: { origin: app.origin },
  });
  assert.equal(wrong.status, 405);
  assert.match(wrong.headers.get("allow")!, /GET/);
});

Deno.test("/health says that the process and the database are there, and 503 when the database is not", async () => {
  await using app = await startApp();
  const well = await app.visitor().get("/health");
  assert.equal(well.status, 200);
  assert.equal(well.headers.get("content-type"), "application/health+json");
  assert.deepEqual(JSON.parse(well.text), { status: "pass" });
  app.services.ping = () => Promise.reject(new Error("gone"));
  const ill = await app.visitor().get("/health");
  assert.equal(ill.status, 503);
  assert.deepEqual(JSON.parse(ill.text), { status: "fail" });
});

Deno.test("a page that cannot be drawn is a picture that says so, and the file is still there", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const file = new File([makeFormBomb()], "bomb.pdf");
  const sent = await clara.upload([file]);
  assert.equal(sent.status, 303);
  const picture = await clara.get(`${sent.location}/pages/1`, { accept: "image/webp,image/*" });
  assert.equal(picture.status, 200, "a browser logs no error of each look at the library");
  assert.equal(picture.headers.get("content-type"), "image/svg+xml");
  assert.doesNotMatch(picture.headers.get("cache-control") ?? "", /immutable|max-age=[1-9]/);
  assert.match(picture.text, /cannot be drawn/);
  const start = performance.now();
  assert.equal((await clara.get(`${sent.location}/pages/1?w=640`)).status, 422);
  assert.ok(performance.now() - start < 2_000, "found out once, not each time");
  const explained = (await clara.get(`${sent.location}/explanation`)).text;
  assert.doesNotMatch(explained, /How to practise|Read the whole page/);
  assert.match(explained, /Its first page cannot be drawn/);
  assert.deepEqual((await clara.get(`${sent.location}/file`)).bytes, await file.bytes());
});
