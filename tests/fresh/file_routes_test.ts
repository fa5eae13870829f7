import assert from "node:assert/strict";
import { filePattern, routePath } from "../../fresh/file_routes.ts";
import { errorsOf, fixture } from "./fixture.ts";

const ask = await fixture("conventions");

async function body(path: string, init?: RequestInit): Promise<string> {
  return await (await ask(path, init)).text();
}

Deno.test("a file's name gives its pattern", () => {
  const table: Record<string, string> = {
    "/index": "/",
    "/about": "/about",
    "/blog/index": "/blog",
    "/blog/[slug]": "/blog/:slug",
    "/blog/[slug]/comments": "/blog/:slug/comments",
    "/old/[...path]": "/old/:path*",
    "/docs/[[version]]/index": "/docs{/:version}?",
    "/(info)/about": "/about",
    "/(info)/index": "/",
  };
  for (const [path, pattern] of Object.entries(table)) {
    assert.equal(filePattern(path), pattern);
  }
});

Deno.test("a name whose brackets do not match is refused", () => {
  assert.throws(() => filePattern("/[open"), /Cannot route \/\[open/);
  assert.throws(() => filePattern("/[...rest]/more"), /must come last/);
});

Deno.test("tests, declarations and other names with _ are no routes", () => {
  for (
    const file of [
      "a_test.tsx",
      "a.test.ts",
      "types.d.ts",
      "_parts.tsx",
      "(_parts)/a.tsx",
      "_parts/a.tsx",
      ".hidden.ts",
      "notes.md",
    ]
  ) assert.equal(routePath(file), null, file);
  assert.equal(routePath("a/_layout.tsx"), "/a/_layout");
});

Deno.test("a page stands in its layout and the app wrapper", async () => {
  assert.match(
    await body("/"),
    /^<!DOCTYPE html><html><body data-app.*<div data-layout="root"><h1>index/s,
  );
});

Deno.test("a group's layout holds for the group, inside the root's", async () => {
  assert.match(
    await body("/about"),
    /data-layout="root"><div data-layout="info"><p>about/,
  );
  assert.doesNotMatch(await body("/"), /data-layout="info"/);
  assert.equal((await ask("/part")).status, 404);
});

Deno.test("skipInheritedLayouts leaves out the layouts above", async () => {
  const alone = await body("/alone");
  assert.doesNotMatch(alone, /data-layout/);
  assert.match(alone, /data-app/);
  const own = await body("/own");
  assert.match(own, /data-layout="own"/);
  assert.doesNotMatch(own, /data-layout="root"/);
});

Deno.test("skipAppWrapper leaves out the app wrapper only", async () => {
  const bare = await body("/bare");
  assert.doesNotMatch(bare, /data-app/);
  assert.match(bare, /data-layout="root"/);
});

Deno.test("routeOverride answers its own pattern in place of the file's", async () => {
  assert.match(await body("/elsewhere/now"), /moved now/);
  assert.equal((await ask("/moved")).status, 404);
});

Deno.test("params are percent-decoded, and ctx.route is the pattern", async () => {
  const page = await body("/scores/a%20%C3%A9%2Fb");
  assert.match(page, /data-route="\/scores\/:id"/);
  assert.match(page, /score a é\/b/);
});

Deno.test("a literal segment goes before a parameter", async () => {
  assert.match(await body("/scores/new"), /new score/);
});

Deno.test("an optional segment may be left out", async () => {
  assert.match(await body("/docs"), /docs all/);
  assert.match(await body("/docs/v2"), /docs v2/);
});

Deno.test("a rest segment takes what is left", async () => {
  assert.match(await body("/files/a/b/c"), /file a\/b\/c/);
});

Deno.test("a segment may hold two parameters", async () => {
  assert.match(await body("/one-xtwo"), /one and two/);
});

Deno.test("a malformed percent-escape answers 400 through the error page", async () => {
  for (const path of ["/scores/%zz", "/scores/%E0%A4", "/nowhere/%"]) {
    const res = await ask(path);
    assert.equal(res.status, 400);
    assert.match(await res.text(), /root error 400/);
  }
});

Deno.test("a trailing slash finds the page, a double slash does not", async () => {
  assert.equal((await ask("/about/")).status, 200);
  assert.equal((await ask("//about")).status, 404);
  assert.equal((await ask("/scores//x")).status, 404);
});

Deno.test("a custom _404 answers 404, for GET and HEAD", async () => {
  const res = await ask("/nowhere");
  assert.equal(res.status, 404);
  assert.match(await res.text(), /data-app.*nothing at \/nowhere/s);
  assert.equal((await ask("/nowhere", { method: "HEAD" })).status, 404);
});

Deno.test("handlers by method answer theirs", async () => {
  assert.equal(await body("/api"), "got");
  assert.equal(await body("/api", { method: "POST", body: "x" }), "posted x");
});

Deno.test("a handler that is a function answers every method", async () => {
  for (const method of ["GET", "POST", "DELETE", "OPTIONS", "PROPFIND"]) {
    assert.equal(await body("/any", { method }), method);
  }
});

Deno.test("a wrong method answers 405 with Allow, through the error page", async () => {
  const res = await ask("/api", { method: "DELETE" });
  assert.equal(res.status, 405);
  assert.equal(res.headers.get("allow"), "GET, POST, HEAD, OPTIONS");
  assert.match(await res.text(), /root error 405/);
  const page = await ask("/about", { method: "POST" });
  assert.equal(page.status, 405);
  assert.equal(page.headers.get("allow"), "GET, HEAD, OPTIONS");
});

Deno.test("OPTIONS answers 204 with Allow", async () => {
  const res = await ask("/api", { method: "OPTIONS" });
  assert.equal(res.status, 204);
  assert.equal(res.headers.get("allow"), "GET, POST, HEAD, OPTIONS");
});

Deno.test("HEAD answers as GET", async () => {
  const res = await ask("/both", { method: "HEAD" });
  assert.equal(res.status, 200);
  assert.equal(res.headers.get("x-word"), "read");
});

Deno.test("page() hands data, status and headers to the page", async () => {
  const read = await ask("/both");
  assert.equal(read.headers.get("x-word"), "read");
  assert.match(await read.text(), /<p>read<\/p>/);
  const written = await ask("/both", { method: "POST" });
  assert.equal(written.status, 201);
  assert.match(await written.text(), /<p>written<\/p>/);
});

Deno.test("an async page is awaited, and may answer itself", async () => {
  assert.match(await body("/async"), /<p>awaited<\/p>/);
  const res = await ask("/leaves");
  assert.equal(res.status, 303);
  assert.equal(res.headers.get("location"), "/");
});

Deno.test("an error is answered by the nearest error page, and logged once", async () => {
  const logged = await errorsOf(async () => {
    const res = await ask("/admin/broken");
    assert.equal(res.status, 500);
    assert.match(await res.text(), /data-layout="root".*admin error: admin broke/s);
  });
  assert.equal(logged.length, 1);
  assert.equal((logged[0] as Error).message, "admin broke");
});

Deno.test("a nested _500 answers 500, and leaves other statuses to _error", async () => {
  await errorsOf(async () => {
    const res = await ask("/admin/deep/broken");
    assert.equal(res.status, 500);
    assert.match(await res.text(), /deep 500/);
  });
  const res = await ask("/admin/deep/refused");
  assert.equal(res.status, 409);
  assert.match(await res.text(), /admin error: deep conflict/);
});

Deno.test("an error of a nested middleware gets that folder's error page", async () => {
  const res = await ask("/admin/broken?stranger");
  assert.equal(res.status, 403);
  assert.match(await res.text(), /admin error: go away/);
});

Deno.test("a folder's middleware may make another error of one from below", async () => {
  const res = await ask("/admin/broken?rename");
  assert.equal(res.status, 410);
  assert.match(await res.text(), /admin error: renamed/);
  const nothing = await ask("/admin/nothing?rename");
  assert.equal(nothing.status, 410);
});

Deno.test("a folder's middlewares run for addresses in it that nothing answers", async () => {
  assert.equal((await ask("/admin/nothing?stranger")).status, 403);
});

Deno.test("an error page that fails gives way to plain text", async () => {
  const logged = await errorsOf(async () => {
    const res = await ask("/broken-page");
    assert.equal(res.status, 410);
    assert.match(res.headers.get("content-type")!, /^text\/plain/);
    assert.equal(await res.text(), "Gone");
  });
  assert.equal((logged[0] as Error).message, "the error page broke");
});
