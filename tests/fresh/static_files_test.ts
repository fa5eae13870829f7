import assert from "node:assert/strict";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { Builder } from "fresh/dev";
import { App, staticFiles } from "fresh";
import { asset } from "fresh/runtime";
import { asking, fixture, served } from "./fixture.ts";

const ask = await fixture("site");
const CSS = "/styles.css";
const plain = new Uint8Array(await (await ask(CSS)).arrayBuffer());

const get = (path: string, headers: HeadersInit, method = "GET") => ask(path, { method, headers });

Deno.test("a static file is served with its type, length and a tag", async () => {
  const res = await ask(CSS);
  assert.equal(res.status, 200);
  assert.equal(res.headers.get("content-type"), "text/css; charset=utf-8");
  assert.equal(res.headers.get("content-length"), String(plain.length));
  assert.match(res.headers.get("etag")!, /^"[0-9a-f]{16}"$/);
  assert.equal(res.headers.get("cache-control"), "no-cache");
});

Deno.test("an address with the right hash is kept for a year, a wrong one is not", async () => {
  const right = await ask(asset(CSS));
  assert.equal(
    right.headers.get("cache-control"),
    "public, max-age=31536000, immutable",
  );
  const wrong = await ask(CSS + "?__frsh_c=0000000000000000");
  assert.equal(wrong.headers.get("cache-control"), "no-cache");
});

Deno.test("the client's best coding is sent, by its weights", async () => {
  const table: [string, string | null][] = [
    ["gzip, deflate, br", "br"],
    ["gzip", "gzip"],
    ["br;q=0.5, gzip;q=0.8", "gzip"],
    ["br;q=0, gzip;q=0", null],
    ["*", "br"],
    ["identity", null],
    ["BR", "br"],
  ];
  for (const [accept, coding] of table) {
    const res = await get(CSS, { "accept-encoding": accept });
    assert.equal(res.headers.get("content-encoding"), coding, accept);
    assert.equal(res.headers.get("vary"), "accept-encoding");
    const body = new Uint8Array(await res.arrayBuffer());
    assert.equal(res.headers.get("content-length"), String(body.length));
    const opened = coding === "br"
      ? brotliDecompressSync(body)
      : coding === "gzip"
      ? gunzipSync(body)
      : body;
    assert.deepEqual(new Uint8Array(opened), plain);
  }
});

Deno.test("each coding has a tag of its own", async () => {
  const tags = await Promise.all(
    ["br", "gzip", "identity"].map(async (c) =>
      (await get(CSS, { "accept-encoding": c })).headers.get("etag")
    ),
  );
  assert.equal(new Set(tags).size, 3);
});

Deno.test("If-None-Match answers 304 with ETag and Cache-Control", async () => {
  const etag = (await ask(CSS)).headers.get("etag")!;
  for (const header of [etag, `W/${etag}`, `"x", ${etag} ,"y"`, "*"]) {
    const res = await get(CSS, { "if-none-match": header });
    assert.equal(res.status, 304, header);
    assert.equal(res.headers.get("etag"), etag);
    assert.equal(res.headers.get("cache-control"), "no-cache");
    assert.equal(await res.text(), "");
  }
  const other = await get(CSS, { "if-none-match": '"x", "y"' });
  assert.equal(other.status, 200);
});

Deno.test("one range answers 206, from either end", async () => {
  const size = plain.length;
  const table: [string, number, number][] = [
    ["bytes=0-9", 0, 10],
    ["bytes=10-", 10, size],
    ["bytes=-5", size - 5, size],
    [`bytes=5-${size + 100}`, 5, size],
    [`bytes=-${size + 100}`, 0, size],
  ];
  for (const [range, start, end] of table) {
    const res = await get(CSS, { range, "accept-encoding": "br" });
    assert.equal(res.status, 206, range);
    assert.equal(
      res.headers.get("content-range"),
      `bytes ${start}-${end - 1}/${size}`,
    );
    assert.equal(res.headers.get("content-encoding"), null);
    assert.deepEqual(
      new Uint8Array(await res.arrayBuffer()),
      plain.subarray(start, end),
    );
  }
});

Deno.test("HEAD tells of the whole file, whatever part is named", async () => {
  for (const range of ["bytes=0-9", `bytes=${plain.length}-`]) {
    const res = await get(CSS, { range }, "HEAD");
    assert.equal(res.status, 200);
    assert.equal(res.headers.get("content-length"), String(plain.length));
    assert.equal(res.headers.get("content-range"), null);
  }
});

Deno.test("a range outside the file answers 416 with its size", async () => {
  for (const range of [`bytes=${plain.length}-`, "bytes=-0"]) {
    const res = await get(CSS, { range });
    assert.equal(res.status, 416);
    assert.equal(res.headers.get("content-range"), `bytes */${plain.length}`);
  }
});

Deno.test("several ranges, other units and nonsense get the whole file", async () => {
  for (const range of ["bytes=0-1,4-5", "pages=1-2", "bytes=9-2", "bytes=-"]) {
    assert.equal((await get(CSS, { range })).status, 200, range);
  }
});

Deno.test("If-Range with another tag gets the whole file", async () => {
  const etag = (await ask(CSS)).headers.get("etag")!;
  const range = "bytes=0-1";
  const same = await get(CSS, { range, "if-range": etag });
  const other = await get(CSS, { range, "if-range": '"old"' });
  assert.deepEqual([same.status, other.status], [206, 200]);
});

Deno.test("over HTTP, HEAD tells the length of what GET would send", async () => {
  const app = new App().use(staticFiles());
  const root = `${import.meta.dirname}/fixtures/site`;
  (await new Builder({ root }).build({ snapshot: "memory" }))(app);
  await served(app.handler(), async (origin) => {
    const headers = { "accept-encoding": "identity" };
    const res = await fetch(origin + CSS, { method: "HEAD", headers });
    assert.equal(res.headers.get("content-length"), String(plain.length));
    assert.equal((await res.arrayBuffer()).byteLength, 0);
  });
});

Deno.test("hidden files and paths out of static/ are not served", async () => {
  for (
    const path of [
      "/.env",
      "/.hidden/secret.txt",
      "/../main.ts",
      "/%2e%2e/main.ts",
      "/fonts/..%2f..%2fmain.ts",
      "/..%5cmain.ts",
      "/metafile.json",
      "/_fresh/metafile.json",
      "/%00",
      "/%zz.css",
    ]
  ) {
    const { status } = await ask(path);
    assert.ok(status === 404 || status === 400, `${path} answered ${status}`);
  }
});

Deno.test("a parent folder with a dot in its name hides nothing", async () => {
  const dir = await Deno.makeTempDir({ prefix: ".dotted" });
  try {
    await Deno.mkdir(dir + "/static");
    await Deno.writeTextFile(dir + "/static/a.txt", "seen");
    const app = new App().use(staticFiles());
    (await new Builder({ root: dir }).build({ snapshot: "memory" }))(app);
    assert.equal(await (await asking(app)("/a.txt")).text(), "seen");
  } finally {
    await Deno.remove(dir, { recursive: true });
  }
});

Deno.test("a name with a space is found by its escape", async () => {
  assert.equal((await ask("/with%20space.txt")).status, 200);
});

Deno.test("other methods go past static files", async () => {
  const res = await ask(CSS, {
    method: "POST",
    headers: { origin: "http://app.test" },
  });
  assert.equal(res.status, 404);
});

Deno.test("style sheets name fonts by their hash, and only files that exist", async () => {
  const css = new TextDecoder().decode(plain);
  const [address] = /\/fonts\/test\.woff2\?__frsh_c=[0-9a-f]+/.exec(css)!;
  const res = await ask(address);
  assert.equal(res.headers.get("content-type"), "font/woff2");
  assert.match(res.headers.get("cache-control")!, /immutable/);
  assert.match(css, /url\(\/missing\.png\)/);
});
