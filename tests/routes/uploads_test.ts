/** Uploads that resume, as a program of the tus protocol sees them. */
import assert from "node:assert/strict";
import { startApp, type TestApp } from "../app.ts";
import { pdfFile, titlePage } from "../pdf.ts";
import type { Answer, Visitor } from "../visitor.ts";

const TUS = { "tus-resumable": "1.0.0" };
const HOUR = 60 * 60 * 1000;

const sonata = (padding = 200_000) =>
  pdfFile("sonata.pdf", { words: titlePage("Sonata facile", "Wolfgang Amadeus Mozart"), padding });

function begin(visitor: Visitor, file: { name: string; size: number }): Promise<Answer> {
  const name = new TextEncoder().encode(file.name).toBase64();
  return visitor.fetch("/uploads", {
    method: "POST",
    headers: {
      ...TUS,
      origin: visitor.origin,
      "upload-length": String(file.size),
      "upload-metadata": `filename ${name},fingerprint ${btoa(String(file.size))}`,
    },
  });
}

function patch(
  visitor: Visitor,
  url: string,
  offset: number,
  body: BodyInit,
  signal?: AbortSignal,
): Promise<Answer> {
  return visitor.fetch(url, {
    method: "PATCH",
    body,
    signal,
    headers: {
      ...TUS,
      origin: visitor.origin,
      "content-type": "application/offset+octet-stream",
      "upload-offset": String(offset),
    },
  });
}

const head = (visitor: Visitor, url: string) =>
  visitor.fetch(url, { method: "HEAD", headers: TUS });
const cancel = (visitor: Visitor, url: string) =>
  visitor.fetch(url, { method: "DELETE", headers: { ...TUS, origin: visitor.origin } });
const offsetOf = ({ headers }: Answer) => Number(headers.get("upload-offset"));
const code = ({ text }: Answer) => JSON.parse(text).code;

/** Nothing of any file is left but what belongs to `scores` scores. */
async function nothingLeft(app: TestApp, scores = 0): Promise<void> {
  await app.services.jobs.drained();
  for (const kind of ["arrivals", "blob_offsets", "uploads"]) {
    assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix: [kind] })), [], kind);
  }
  const files = await Array.fromAsync(app.kv.list({ prefix: ["blob_sizes", "original"] }));
  assert.equal(files.length, scores);
}

/** Sends the beginning, and breaks the connection off. */
async function broken(visitor: Visitor, url: string, bytes: Uint8Array<ArrayBuffer>) {
  const abort = new AbortController();
  const body = new ReadableStream({ start: (controller) => controller.enqueue(bytes) });
  const sent = patch(visitor, url, 0, body, abort.signal);
  await new Promise((resolve) => setTimeout(resolve, 150));
  abort.abort();
  await assert.rejects(sent);
  for (let tries = 0; offsetOf(await head(visitor, url)) < bytes.length; tries++) {
    if (tries === 100) throw new Error("Cannot go on: what came was not kept");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

Deno.test("an upload that broke off goes on where it stopped, and becomes a score like any other", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const file = sonata();
  const bytes = await file.bytes();
  const begun = await begin(clara, file);
  assert.equal(begun.status, 201);
  assert.equal(begun.headers.get("tus-resumable"), "1.0.0");
  assert.match(begun.headers.get("upload-expires")!, /GMT$/);

  await broken(clara, begun.location, bytes.slice(0, 100_001));
  const [unfinished] = JSON.parse((await clara.get("/uploads")).text);
  const { name, offset } = unfinished;
  assert.deepEqual({ name, offset }, { name: "sonata.pdf", offset: 100_001 });

  const done = await patch(clara, begun.location, offset, bytes.slice(offset));
  assert.equal(done.status, 204);
  assert.equal(offsetOf(done), bytes.length);
  const score = done.headers.get("content-location")!;
  await app.services.jobs.drained();
  assert.match((await clara.get(score)).text, /Sonata facile/);
  assert.deepEqual((await clara.get(`${score}/file`)).bytes, bytes);
  assert.deepEqual(JSON.parse((await clara.get("/uploads")).text), []);
  await nothingLeft(app, 1);

  for (
    const again of [
      await head(clara, begun.location),
      await patch(clara, begun.location, bytes.length, ""),
    ]
  ) {
    assert.equal(
      again.headers.get("content-location"),
      score,
      "an answer that was lost is given again",
    );
  }
});

Deno.test("bytes for another place than where it stopped are not taken", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const bytes = await sonata().bytes();
  const { location } = await begin(clara, sonata());
  for (const wrong of [1, bytes.length]) {
    const answer = await patch(clara, location, wrong, bytes.slice(wrong));
    assert.deepEqual([answer.status, code(answer)], [409, "upload_elsewhere"]);
  }
  assert.equal(offsetOf(await head(clara, location)), 0);
  const more = await patch(clara, location, 0, new Uint8Array([...bytes, 0]));
  assert.equal(code(more), "upload_invalid");
});

Deno.test("the last bytes sent twice at once make one score", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const bytes = await sonata().bytes();
  const { location } = await begin(clara, sonata());
  const answers = await Promise.all(
    Array.from({ length: 3 }, () => patch(clara, location, 0, bytes)),
  );
  const late = answers.filter(({ status }) => status === 409).length;
  assert.ok(late < 3 && answers.every(({ status }) => [204, 409].includes(status)));
  assert.equal((await patch(clara, location, bytes.length, "")).status, 204);
  await nothingLeft(app, 1);
});

Deno.test("an upload is nobody else's, and needs a session that is still good", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const robert = await app.visitor().signIn("robert@example.org");
  const bytes = await sonata().bytes();
  const { location } = await begin(clara, sonata());
  for (
    const answer of [
      await head(robert, location),
      await patch(robert, location, 0, bytes),
      await cancel(robert, location),
    ]
  ) assert.equal(answer.status, 404);
  assert.deepEqual(JSON.parse((await robert.get("/uploads")).text), []);
  assert.equal((await begin(app.visitor(), sonata())).status, 401);

  // The session ends while the bytes come.
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const body = new ReadableStream({
    async start(controller) {
      controller.enqueue(bytes.slice(0, 1000));
      await ended;
      controller.enqueue(bytes.slice(1000));
      controller.close();
    },
  });
  const held = patch(clara, location, 0, body);
  await new Promise((resolve) => setTimeout(resolve, 100));
  const other = await app.visitor().signIn();
  await other.post("/account/sessions", { end: "others" });
  end();
  assert.equal((await held).status, 401);
  assert.equal(offsetOf(await head(other, location)), 0);
  assert.equal((await patch(other, location, 0, bytes)).status, 204, "their other browser goes on");
});

Deno.test("what cannot be a score is refused from the first bytes on, in words, and nothing is left", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  assert.equal(code(await begin(clara, { name: "a.pdf", size: 0 })), "file_empty");
  assert.equal(
    code(await begin(clara, { name: "a.pdf", size: 50 * 1024 ** 2 + 1 })),
    "file_too_large",
  );

  const large = new File([new Uint8Array(20_000_000)], "film.pdf");
  const film = await begin(clara, large);
  const refused = await patch(clara, film.location, 0, await large.bytes());
  assert.equal(refused.status, 415);
  assert.match(JSON.parse(refused.text).message, /This is not a PDF/);

  const torn = (await sonata().bytes()).slice(0, 300);
  const { location } = await begin(clara, { name: "torn.pdf", size: torn.length });
  assert.equal(code(await patch(clara, location, 0, torn)), "file_damaged");
  assert.equal((await head(clara, location)).status, 404);
  await nothingLeft(app);
});

Deno.test("a file that is there already leads to its score, and keeps no second copy", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const id = await clara.add(sonata());
  const { location } = await begin(clara, sonata());
  const done = await patch(clara, location, 0, await sonata().bytes());
  assert.equal(done.headers.get("content-location"), `/scores/${id}`);
  assert.equal(done.headers.get("upload-duplicate"), "true");
  await nothingLeft(app, 1);
});

Deno.test("an upload is cancelled, or swept after a day, with all that has come of it", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const bytes = await sonata().bytes();
  const first = await begin(clara, sonata());
  await patch(clara, first.location, 0, bytes.slice(0, 1000));
  assert.equal((await cancel(clara, first.location)).status, 204);
  assert.equal((await head(clara, first.location)).status, 404);
  await nothingLeft(app);

  const second = await begin(clara, sonata());
  await patch(clara, second.location, 0, bytes.slice(0, 100_000));
  app.pass(23 * HOUR);
  await app.services.sweep();
  assert.equal(offsetOf(await head(clara, second.location)), 100_000);
  app.pass(HOUR);
  assert.equal(
    code(await patch(clara, second.location, 100_000, bytes.slice(100_000))),
    "upload_unknown",
  );
  app.pass(1);
  await app.services.sweep();
  await nothingLeft(app);
});

Deno.test("who speaks another version of the protocol is told which one is spoken", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const { location } = await begin(clara, sonata());
  const other = await clara.fetch(location, {
    method: "HEAD",
    headers: { "tus-resumable": "0.2.2" },
  });
  assert.equal(other.status, 412);
  assert.equal(other.headers.get("tus-version"), "1.0.0");
  const asked = await clara.fetch("/uploads", { method: "OPTIONS" });
  assert.equal(asked.headers.get("tus-extension"), "creation,termination,expiration");
  assert.equal(asked.headers.get("access-control-allow-origin"), null);
  const foreign = await clara.fetch("/uploads", {
    method: "POST",
    headers: { ...TUS, origin: "https://elsewhere.example", "upload-length": "5" },
  });
  assert.equal(foreign.status, 403);
});
