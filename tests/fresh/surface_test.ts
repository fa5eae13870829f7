import assert from "node:assert/strict";
import * as fresh from "fresh";
import * as dev from "fresh/dev";
import * as runtime from "fresh/runtime";
import { App, staticFiles, trailingSlashes } from "fresh";
import { Builder } from "fresh/dev";
import { asking } from "./fixture.ts";

Deno.test("the three doors have upstream's names", () => {
  assert.deepEqual(Object.keys(fresh).sort(), [
    "App",
    "HttpError",
    "cors",
    "createDefine",
    "csp",
    "csrf",
    "ipFilter",
    "page",
    "staticFiles",
    "trailingSlashes",
  ]);
  assert.deepEqual(Object.keys(runtime).sort(), [
    "Head",
    "HttpError",
    "IS_BROWSER",
    "Partial",
    "asset",
    "assetSrcSet",
  ]);
  assert.deepEqual(Object.keys(dev).sort(), ["BuildError", "Builder"]);
});

Deno.test("what is left out says so when the app is put together", () => {
  // deno-lint-ignore no-explicit-any
  const any = (value: unknown) => value as any;
  const table: [() => unknown, RegExp][] = [
    [() => new App().ws(), /app\.ws\(\) is left out of this Fresh/],
    [() => fresh.ipFilter(), /ipFilter\(\) is left out/],
    [() => any(staticFiles)("/other"), /The folder of staticFiles\(\) is left out/],
    [() => new App(any({ plugins: [] })), /The option "plugins" of App is left out/],
    [() => new Builder(any({ vite: {} })), /The option "vite" of Builder is left out/],
    [() => new App().route("/", any({ css: [] })), /The option "css" of app\.route\(\)/],
    [() => new Builder().registerIsland("jsr:@a/b"), /Cannot register the island/],
  ];
  for (const [use, message] of table) assert.throws(use, message);
});

Deno.test("a page has one address: with a slash at its end, or without", async () => {
  const table: ["always" | "never", string, string | null][] = [
    ["never", "/a/", "/a"],
    ["never", "/a//?q=1", "/a?q=1"],
    ["never", "/a?q=1", null],
    ["never", "/", null],
    ["never", "//evil.test/", "/evil.test"],
    ["always", "/a?q=1", "/a/?q=1"],
    ["always", "/a/", null],
  ];
  for (const [mode, path, to] of table) {
    const ask = asking(new App().use(trailingSlashes(mode)).get("/a", (ctx) => ctx.text("a")));
    const { headers } = await ask(path);
    assert.equal(headers.get("location"), to, `${mode} ${path}`);
  }
});

Deno.test("what a proxy says of host and protocol is believed only when it is trusted", async () => {
  const told = (headers: HeadersInit, trustProxy: boolean) =>
    asking(new App({ trustProxy }).get("/", (ctx) => ctx.text(ctx.url.href)))("/?a=1", { headers });
  const headers = { "x-forwarded-proto": "https, http", "x-forwarded-host": "a.test, b.test" };
  assert.equal(await (await told(headers, true)).text(), "https://a.test/?a=1");
  assert.equal(await (await told(headers, false)).text(), "http://app.test/?a=1");
  const odd = { "x-forwarded-proto": "javascript", "x-forwarded-host": "a.test/b" };
  assert.equal((await told(odd, true)).status, 400);
});

Deno.test("a route from code may carry its config beside", async () => {
  const route = { component: () => null };
  const app = new App().appWrapper(() => "wrapped").route("/", route, { skipAppWrapper: true });
  assert.equal(await (await asking(app)("/")).text(), "<!DOCTYPE html>");
});
