/** Where the files of scores are, with a store for files and while it is away. */
import assert from "node:assert/strict";
import { startApp, type TestApp } from "../app.ts";
import { startS3 } from "../fakes/s3.ts";
import { pdfFile, titlePage } from "../pdf.ts";
import { quietly } from "../quiet.ts";
import type { Visitor } from "../visitor.ts";

const EMAIL = "clara@example.org";
const MINUTE = 60_000;

const score = (title: string) =>
  pdfFile(`${title}.pdf`, { words: titlePage(title, "Clara Wieck") });

/** What comes is moved on, what has moved for a while is cleared away here. */
async function moved(app: TestApp): Promise<void> {
  await app.services.jobs.drained();
  await app.services.originals.move();
  app.pass(11 * MINUTE);
  await app.services.originals.move();
}

/** How many pieces of files the database holds. */
async function pieces(app: TestApp): Promise<number> {
  return (await Array.fromAsync(app.kv.list({ prefix: ["blobs", "original"] }))).length;
}

const download = async (visitor: Visitor, id: string, headers: Record<string, string> = {}) => {
  const { status, bytes } = await visitor.get(`/scores/${id}/file`, headers);
  return { status, bytes };
};

Deno.test("a file moves on to the store for files, and comes back byte for byte, whole and in part", async () => {
  await using s3 = startS3();
  await using app = await startApp(s3.env);
  const clara = await app.visitor().signIn(EMAIL);
  const file = score("Romanze");
  const sent = await file.bytes();
  const id = await clara.add(file);
  await moved(app);
  assert.deepEqual(s3.files.get(`original/${id}`), sent);
  assert.equal(await pieces(app), 0);
  assert.deepEqual(await download(clara, id), { status: 200, bytes: sent });
  const part = await download(clara, id, { range: "bytes=5-99" });
  assert.deepEqual(part, { status: 206, bytes: sent.slice(5, 100) });
  assert.equal((await clara.get(`/scores/${id}/pages/1?w=2400`)).status, 200, "drawn from there");
});

Deno.test("who brings scores in is told truly where their files go", async () => {
  await using s3 = startS3();
  for (const env of [{}, s3.env]) {
    await using app = await startApp(env);
    const clara = await app.visitor().signIn(EMAIL);
    const { text } = await clara.get("/scores/new");
    assert.equal(/goes nowhere else/.test(text), env !== s3.env);
    assert.equal(/kept in a store for files that this server uses/.test(text), env === s3.env);
  }
});

Deno.test("who brings a score in while the store is away notices nothing; it moves on when the store is back", async () => {
  await using s3 = startS3();
  await using app = await startApp(s3.env);
  const clara = await app.visitor().signIn(EMAIL);
  await s3.break("refuse");
  const file = score("Romanze");
  const id = await clara.add(file);
  await quietly(() => moved(app));
  assert.deepEqual((await download(clara, id)).bytes, await file.bytes());
  await s3.mend();
  await new Promise((resolve) => setTimeout(resolve, 350)); // The breaker rests.
  await quietly(() => moved(app));
  assert.deepEqual(s3.files.get(`original/${id}`), await file.bytes());
  assert.equal(await pieces(app), 0);
});

Deno.test("while the store is away a file that is there is said to be away, its pictures are there, and it comes again by itself", async () => {
  await using s3 = startS3();
  await using app = await startApp(s3.env);
  const clara = await app.visitor().signIn(EMAIL);
  const file = score("Romanze");
  const id = await clara.add(file);
  await moved(app);
  await quietly(async () => {
    await s3.break("503");
    const away = await clara.get(`/scores/${id}/file`);
    assert.equal(away.status, 503);
    assert.match(away.text, /store that keeps the files is not answering.*Nothing is lost/);
    for (const path of [`/scores/${id}`, `/scores/${id}/pages/1?w=640`, "/scores"]) {
      assert.equal((await clara.get(path)).status, 200, path);
    }
    await s3.mend();
    await new Promise((resolve) => setTimeout(resolve, 350));
    assert.deepEqual((await download(clara, id)).bytes, await file.bytes());
  });
});

Deno.test("a file that comes back damaged or cut is none", async () => {
  await using s3 = startS3();
  await using app = await startApp(s3.env);
  const clara = await app.visitor().signIn(EMAIL);
  const id = await clara.add(score("Romanze"));
  await moved(app);
  await quietly(async () => {
    for (const fault of ["html_200", "wrong_shape", "huge"] as const) {
      await s3.break(fault);
      assert.equal((await download(clara, id)).status, 503, fault);
      await s3.mend();
      await new Promise((resolve) => setTimeout(resolve, 350));
      assert.equal((await download(clara, id)).status, 200);
    }
    await s3.break("cut");
    await assert.rejects(download(clara, id));
  });
});

Deno.test("what is deleted is deleted there too, at once or when the store is back", async () => {
  await using s3 = startS3();
  await using app = await startApp({ ...s3.env, DELETE_AFTER_DAYS: "0" });
  const clara = await app.visitor().signIn(EMAIL);
  await clara.add(score("Romanze"));
  await moved(app);
  assert.equal(s3.files.size, 1);
  await quietly(async () => {
    await s3.break("503");
    await clara.signIn(EMAIL);
    await clara.post("/account/delete", { address: EMAIL });
    await app.services.jobs.drained();
    assert.equal(s3.files.size, 1);
    await s3.mend();
    await new Promise((resolve) => setTimeout(resolve, 350));
    app.pass(20 * MINUTE);
    await app.services.jobs.drained();
  });
  assert.equal(s3.files.size, 0);
  for (const kind of ["originals", "originals_here", "uploads", "blob_sizes"]) {
    assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix: [kind] })), [], kind);
  }
});

Deno.test("a file that is deleted while it moves is not left there", async () => {
  await using s3 = startS3();
  await using app = await startApp({ ...s3.env, DELETE_AFTER_DAYS: "0" });
  const clara = await app.visitor().signIn(EMAIL);
  await s3.break("late", { ms: 200, times: 1, only: /original/ });
  await clara.add(score("Romanze"));
  await app.services.jobs.drained();
  const moving = app.services.originals.move();
  await clara.signIn(EMAIL);
  await clara.post("/account/delete", { address: EMAIL });
  await quietly(() => app.services.jobs.drained());
  await moving;
  app.pass(20 * MINUTE);
  await app.services.originals.move();
  await app.services.jobs.drained();
  assert.equal(s3.files.size, 0);
  assert.equal(await pieces(app), 0);
});

Deno.test("files move on from every process at once without harm", async () => {
  await using s3 = startS3();
  await using app = await startApp(s3.env);
  const clara = await app.visitor().signIn(EMAIL);
  const files = Array.from({ length: 5 }, (_, n) => score(`Romanze ${n + 1}`));
  const ids = [];
  for (const file of files) ids.push(await clara.add(file));
  await Promise.all(Array.from({ length: 4 }, () => app.services.originals.move()));
  await moved(app);
  for (const [n, id] of ids.entries()) {
    assert.deepEqual((await download(clara, id)).bytes, await files[n].bytes());
  }
  assert.equal(s3.files.size, 5);
});
