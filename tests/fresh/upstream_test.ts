import assert from "node:assert/strict";
import { App, type MiddlewareFn } from "fresh";
import type { State } from "../../define.ts";
import { headers, ownPolicy, PAGE_POLICY } from "../../http/headers.ts";
import { asking } from "./fixture.ts";

/** What Fresh 2.3 gives by its three doors, values and types. */
const NAMES: Record<string, string> = {
  "fresh": "App CORSOptions CSPOptions Context CsrfOptions Define FreshConfig FreshContext " +
    "HandlerByMethod HandlerFn HttpError IpFilterOptions IpFilterRules Island LayoutConfig Lazy " +
    "ListenOptions MaybeLazy Method Middleware MiddlewareFn PageProps PageResponse " +
    "ResolvedFreshConfig RouteConfig RouteData RouteHandler WebSocketHandlers " +
    "WebSocketUpgradeOptions cors createDefine csp csrf ipFilter page staticFiles trailingSlashes",
  "fresh/runtime": "Head HeadProps HttpError IS_BROWSER Partial PartialProps asset assetSrcSet",
  "fresh/dev": "BuildOptions Builder OnTransformArgs OnTransformOptions ResolvedBuildConfig " +
    "TransformFn",
};

const TOP = ["main.ts", "serve.ts", "dev.ts", "define.ts", "fresh.config.ts"];
const FOLDERS = ["routes", "islands", "components", "http"];

async function* filesIn(folder: string): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) yield* filesIn(`${folder}/${name}`);
    else if (/\.tsx?$/.test(name)) yield `${folder}/${name}`;
  }
}

async function* appFiles(): AsyncGenerator<[path: string, text: string]> {
  for (const path of TOP) yield [path, await Deno.readTextFile(path)];
  for (const folder of FOLDERS) {
    for await (const path of filesIn(folder)) yield [path, await Deno.readTextFile(path)];
  }
}

Deno.test("the app takes from Fresh only what Fresh itself has", async () => {
  let seen = 0;
  for await (const [path, text] of appFiles()) {
    for (const [, names, door] of text.matchAll(/import ([^;]*?) from "(fresh[^"]*)"/g)) {
      const known = NAMES[door]?.split(" ") ?? [];
      for (const name of names.matchAll(/(?:type )?(\w+)(?: as \w+)?/g)) {
        if (name[1] === "type") continue;
        assert.ok(known.includes(name[1]), `${path}: ${name[1]} of ${door}`);
        seen++;
      }
    }
  }
  assert.ok(seen > 100, "the test sees imports at all");
});

// What a file exports beside these Fresh takes no notice of, and a list is none of a route's.
Deno.test("route files export what Fresh itself looks for, in the shape that it takes", async () => {
  for await (const path of filesIn("routes")) {
    const module = await import(new URL(`../../${path}`, import.meta.url).href);
    const middleware = /\/_middleware\.ts$/.test(path);
    const { default: component, handler, handlers, config, ...others } = module;
    assert.deepEqual(Object.keys(others), [], path);
    assert.ok(handler === undefined || handlers === undefined, `${path}: one name for handlers`);
    assert.ok(component === undefined || typeof component === "function", `${path}: default`);
    assert.ok(config === undefined || typeof config === "object", `${path}: config`);
    const made = handlers ?? handler;
    assert.ok(middleware || !Array.isArray(made), `${path}: a list`);
    const functions = typeof made === "function" ? [made] : Object.values(made ?? {});
    if (middleware && component) functions.push(component);
    assert.ok(functions.length > 0 || component, `${path}: nothing to answer with`);
    for (const one of functions) {
      assert.ok(typeof one === "function" && one.length <= 1, `${path}: takes ctx alone`);
    }
  }
});

// Fresh takes every file below islands/ for an island but what the builder is told to leave out.
Deno.test("whatever is in islands/ is an island, or a part of one in _parts/", async () => {
  for await (const path of filesIn("islands")) {
    if (path.startsWith("islands/_parts/")) continue;
    assert.match(path, /^islands\/[A-Z]\w+\.tsx$/);
    const module = await import(new URL(`../../${path}`, import.meta.url).href);
    assert.ok(Object.values(module).some((one) => typeof one === "function"), path);
  }
});

// Without a key Fresh takes the <title> of a drawing for the page's own, and swaps them.
Deno.test("a <title> stands in <Head>, or has a key", async () => {
  let seen = 0;
  for await (const [path, text] of appFiles()) {
    for (const [tag] of text.replaceAll(/<Head>.*?<\/Head>/gs, "").matchAll(/<title\b[^>]*>/g)) {
      assert.match(tag, / key=/, path);
      seen++;
    }
  }
  assert.ok(seen > 0, "the test sees titles at all");
});

// Left to itself Fresh calls every link current that leads to a page above.
Deno.test("a link that may be the current one says so also when it is not", async () => {
  for await (const [path, text] of appFiles()) {
    for (const [all] of text.matchAll(/aria-current=\{[^}]*\}/g)) {
      assert.doesNotMatch(all, /undefined|null/, path);
    }
  }
});

Deno.test("the nonce of scripts has its place, and nothing else is let in inline", () => {
  const inline = PAGE_POLICY.filter((directive) => directive.includes("'unsafe-inline'"));
  assert.deepEqual(inline, ["script-src 'unsafe-inline'"]);
});

Deno.test("an answer's own policy outlives one for all, and no script is named in its head", async () => {
  const forAll: MiddlewareFn<State> = async (ctx) => {
    const response = await ctx.next();
    response.headers.set("content-security-policy", "default-src 'self'");
    response.headers.set("link", '</x.js>; rel="modulepreload"');
    return response;
  };
  const own = "default-src 'none'; sandbox";
  const app = new App<State>()
    .use(headers, forAll, ownPolicy)
    .get("/own", () => new Response("", { headers: { "content-security-policy": own } }))
    .get("/", () => new Response(""));
  const ask = asking(app as App<unknown>);
  const policy = async (path: string) => (await ask(path)).headers.get("content-security-policy");
  assert.equal(await policy("/own"), own);
  assert.equal(await policy("/"), "default-src 'self'");
  assert.equal((await ask("/")).headers.get("link"), null);
});
