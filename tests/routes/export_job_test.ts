/** A copy of everything that is made by a job: large, or of a store of files that may be away. */
import assert from "node:assert/strict";
import { unzipSync } from "fflate";
import { startApp, type TestApp } from "../app.ts";
import { startS3 } from "../fakes/s3.ts";
import { ask, score, textOf, words } from "../exports.ts";
import { quietly } from "../quiet.ts";
import type { Files } from "../exports.ts";
import type { Visitor } from "../visitor.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

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
