/** What a browser needs to keep scores on a device, and what it must not keep. */
import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { startApp } from "../app.ts";
import { pdfFile } from "../pdf.ts";

Deno.test("the worker is one file of at most 3 kB gzipped that is asked for anew each time", async () => {
  await using app = await startApp();
  const { status, text, headers } = await app.visitor().get("/sw.js");
  assert.equal(status, 200);
  assert.match(headers.get("content-type")!, /^text\/javascript/);
  assert.equal(headers.get("cache-control"), "no-cache");
  assert.doesNotMatch(text, /importScripts|^import /m);
  const bytes = gzipSync(text, { level: 9 }).length;
  assert.ok(bytes <= 3 * 1024, `${bytes} bytes`);
  assert.match(headers.get("content-security-policy")!, /worker-src 'self'; /);
});

Deno.test("the manifest names the app, where it begins, and icons that are there in their sizes", async () => {
  await using app = await startApp();
  const visitor = app.visitor();
  const [, address] = /<link rel="manifest" href="([^"]+)"/.exec((await visitor.get("/")).text)!;
  const { text, headers } = await visitor.get(address);
  assert.match(headers.get("content-type")!, /^application\/manifest\+json/);
  const manifest = JSON.parse(text);
  assert.equal(manifest.name, "Attacca");
  assert.equal(manifest.start_url, "/scores");
  assert.equal(manifest.display, "standalone");
  const found: string[] = [];
  for (const { src, sizes, type, purpose = "any" } of manifest.icons) {
    const icon = await visitor.get(src);
    assert.equal(icon.headers.get("content-type"), type);
    const view = new DataView(icon.bytes.buffer);
    assert.equal(`${view.getUint32(16)}x${view.getUint32(20)}`, sizes, src); // PNG's IHDR
    found.push(`${purpose} ${sizes}`);
  }
  assert.deepEqual(found, ["any 192x192", "any 512x512", "maskable 512x512"]);
});

Deno.test("every page says by a mark whose it is, the same for one person, and nothing more of them", async () => {
  await using app = await startApp();
  const mark = async (path: string, visitor = app.visitor()) =>
    (await visitor.get(path)).headers.get("x-owner");
  const clara = await app.visitor().signIn();
  const again = await app.visitor().signIn();
  const robert = await app.visitor().signIn("robert@example.org");
  const hers = await mark("/scores", clara);
  assert.match(hers!, /^[\w-]{22}$/);
  assert.equal(await mark("/nowhere", clara), hers);
  assert.equal(await mark("/status", again), hers);
  assert.notEqual(await mark("/scores", robert), hers);
  assert.equal(await mark("/"), "none");
  assert.equal(await mark("/signin"), "none");
  const [user] = await Array.fromAsync(app.kv.list({ prefix: ["users"] }));
  assert.ok(!String(user.key[1]).includes(hers!));
});

Deno.test("signing out and deleting the account clear what the browser has, and no other cookie", async () => {
  await using app = await startApp();
  const out = await (await app.visitor().signIn()).post("/signout", {});
  const clara = await app.visitor().signIn();
  const deleted = await clara.post("/account/delete", { address: "clara@example.org" });
  for (const { status, headers } of [out, deleted]) {
    assert.equal(status, 303);
    assert.equal(headers.get("clear-site-data"), '"cache", "storage"');
    assert.match(headers.getSetCookie().join(), /session=; .*Max-Age=0/);
  }
});

Deno.test("a browser is told which of its scores are gone: in the bin, somebody else's, made up", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const robert = await app.visitor().signIn("robert@example.org");
  const [here, binned] = [
    await clara.add(pdfFile("a.pdf")),
    await clara.add(pdfFile("b.pdf", { pages: 2 })),
  ];
  const his = await robert.add(pdfFile("c.pdf", { pages: 3 }));
  await clara.post("/scores/bulk", { act: "delete", id: binned });
  const ask = (visitor: typeof clara) =>
    visitor.fetch("/scores/kept", {
      method: "POST",
      body: new URLSearchParams([here, binned, his, "x"].map((id) => ["id", id])),
      headers: { origin: app.origin, accept: "application/json" },
    });
  assert.deepEqual(JSON.parse((await ask(clara)).text), { gone: [binned, his, "x"] });
  assert.equal((await ask(app.visitor())).status, 401);
});

Deno.test("a score that is kept on a device counts as opened only when it is opened", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const score = `/scores/${await clara.add(pdfFile("a.pdf"))}`;
  const opened = async () => (await Array.fromAsync(app.kv.list({ prefix: ["opened"] }))).length;
  await clara.get(score, { "x-keep": "yes" });
  assert.equal(await opened(), 0);
  await clara.get(score);
  assert.equal(await opened(), 1);
});
