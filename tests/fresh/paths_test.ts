import assert from "node:assert/strict";
import { App, type Context, staticFiles, trailingSlashes } from "fresh";
import { Builder } from "fresh/dev";
import { asking, project } from "./fixture.ts";

const refuse = () => new Response("not for you", { status: 403 });
const later = Promise.resolve(refuse);
const PAGE = "export default () => null;";
const route = (ctx: Context<unknown>) => ctx.text(String(ctx.route));

Deno.test("what is at a path holds for a route that may go on from there, whether it does or not", async () => {
  const files = { "routes/docs/[[version]]/index.tsx": PAGE };
  await project(files, async (root) => {
    const app = new App().use("/docs", refuse).fsRoutes();
    (await new Builder({ root }).build({ snapshot: "memory" }))(app);
    for (const path of ["/docs", "/docs/v2"]) {
      assert.equal((await asking(app)(path)).status, 403, path);
    }
  });
});

Deno.test("what may be left out of an address may be so at the top of routes/, also below a base path", async () => {
  const say = `export const handler = (ctx: any) => ctx.text(String(ctx.params.lang));`;
  const files = { "routes/[[lang]]/index.ts": say, "routes/in/[[lang]]/about.ts": say };
  await project(files, async (root) => {
    const apps: [string, App<unknown>][] = [
      ["", new App()],
      ["/docs", new App({ basePath: "/docs" })],
      ["/below", new App().mountApp("/below", new App().fsRoutes())],
    ];
    for (const [base, app] of apps) {
      if (base !== "/below") app.fsRoutes();
      (await new Builder({ root }).build({ snapshot: "memory" }))(app);
      for (
        const [path, lang] of [["/en", "en"], ["/in/about", "undefined"], ["/in/en/about", "en"]]
      ) {
        const res = await asking(app)(base + path);
        assert.equal(res.status, 200, base + path);
        assert.equal(await res.text(), lang, base + path);
      }
    }
  });
});

Deno.test("no escape in an address leads past a middleware to a static file", async () => {
  await project({ "static/in/a.txt": "a" }, async (root) => {
    const app = new App().use("/in", refuse).use(staticFiles());
    (await new Builder({ root }).build({ snapshot: "memory" }))(app);
    for (const path of ["/in/a.txt", "/%69n/a.txt", "/in%2Fa.txt", "/%69%6e%2f%61.txt"]) {
      assert.equal((await asking(app)(path)).status, 403, path);
    }
  });
});

Deno.test("a middleware at a path holds for whatever is asked for there, also of a pattern that takes more", async () => {
  await project({ "static/in/a.txt": "a", "routes/[...all].tsx": PAGE }, async (root) => {
    const app = new App()
      .use("/in", refuse).use("/:word", refuse).use("/far/away", async () => await later)
      .use(staticFiles())
      .get("/:a/:b", route).get("/foo*", route).fsRoutes();
    (await new Builder({ root }).build({ snapshot: "memory" }))(app);
    const table: [string, number][] = [
      ["/in", 403],
      ["/in/a.txt", 403],
      ["/in%2Fa.txt", 403],
      ["/in/b", 403],
      ["/%69n/b/c", 403],
      ["/far/away", 403],
      ["/far/away/b", 403],
      ["/far", 200],
      ["/far/b", 200],
      ["/inside/b/c", 200],
      ["/a/in", 200],
      ["/foot/in", 200],
    ];
    for (const [path, status] of table) {
      assert.equal((await asking(app)(path)).status, status, path);
    }
  });
  const shorter = asking(new App().use("/in/b", refuse).get("/:lang?/in/b", route));
  assert.equal((await shorter("/in/b")).status, 403);
  assert.equal((await shorter("/en/in/b")).status, 200);
});

Deno.test("an address of nothing but slashes is as soon answered as any other", async () => {
  const ask = asking(new App().use(trailingSlashes("never")));
  const before = performance.now();
  const { headers } = await ask("/".repeat(60_000) + "x/");
  assert.equal(headers.get("location"), "/x");
  assert.ok(performance.now() - before < 500);
});

Deno.test("where a trusted proxy names no host, the path is not taken for one", async () => {
  const ask = asking(new App({ trustProxy: true }).get("/admin", route));
  for (const host of ["", ", a.test"]) {
    const res = await ask("/public/admin", { headers: { "x-forwarded-host": host } });
    assert.equal(res.status, 400);
  }
});

Deno.test("ctx.route is the pattern as it was given, also of a wildcard", async () => {
  const ask = asking(new App().get("/files/*", route).get("/:word", route));
  assert.equal(await (await ask("/files/a/b")).text(), "/files/*");
  assert.equal(await (await ask("/a")).text(), "/:word");
});

Deno.test("the most specific pattern answers, in whatever order they come", async () => {
  const ask = asking(new App().get("/*", route).get("/a/:b", route).get("/a/b", route));
  for (const [path, pattern] of [["/a/b", "/a/b"], ["/a/c", "/a/:b"], ["/b/c", "/*"]]) {
    assert.equal(await (await ask(path)).text(), pattern);
  }
});

Deno.test("an app that is mounted keeps its own base path", async () => {
  const inner = new App({ basePath: "/v1" }).get("/x", route);
  const ask = asking(new App({ basePath: "/base" }).mountApp("/api", inner));
  assert.equal(await (await ask("/base/api/v1/x")).text(), "/base/api/v1/x");
  assert.equal((await ask("/base/api/x")).status, 404);
});

Deno.test("an error page may give an answer whose headers are fixed; 405 still says Allow", async () => {
  const away = () => Response.redirect("http://app.test/help");
  const res = await asking(new App().onError(away).get("/x", route))("/x", { method: "PUT" });
  assert.equal(res.status, 302);
  assert.equal(res.headers.get("allow"), "GET, HEAD, OPTIONS");
});
