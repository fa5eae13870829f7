import assert from "node:assert/strict";
import { App, type Context } from "fresh";
import { asking, served } from "./fixture.ts";

interface State {
  trail: string[];
}

const trail = (word: string) => (ctx: Context<State>) => {
  (ctx.state.trail ??= []).push(word);
  return ctx.next();
};

Deno.test("middlewares run in order, for what comes after them", async () => {
  const ask = asking(
    new App<State>()
      .use(trail("a"), trail("b"))
      .get("/early", (ctx) => ctx.json(ctx.state.trail))
      .use(trail("c"), trail("d"))
      .get("/late", (ctx) => ctx.json(ctx.state.trail)),
  );
  assert.deepEqual(await (await ask("/early")).json(), ["a", "b"]);
  assert.deepEqual(await (await ask("/late")).json(), ["a", "b", "c", "d"]);
});

Deno.test("a middleware with a path holds for that path and below", async () => {
  const show = (ctx: Context<State>) => ctx.json(ctx.state.trail ?? []);
  const ask = asking(
    new App<State>().use("/in", trail("in"))
      .get("/in", show).get("/in/side", show).get("/inside", show),
  );
  assert.deepEqual(await (await ask("/in")).json(), ["in"]);
  assert.deepEqual(await (await ask("/in/side")).json(), ["in"]);
  assert.deepEqual(await (await ask("/inside")).json(), []);
});

Deno.test("a middleware may be loaded when it is first needed", async () => {
  const ask = asking(
    new App<State>()
      .use(() => Promise.resolve(trail("lazy")))
      .get("/", (ctx) => ctx.json(ctx.state.trail)),
  );
  assert.deepEqual(await (await ask("/")).json(), ["lazy"]);
});

Deno.test("each method has its own handlers; all() takes the rest", async () => {
  const say = (word: string) => () => new Response(word);
  const ask = asking(
    new App()
      .get("/x", say("get")).post("/x", say("post")).put("/x", say("put"))
      .patch("/x", say("patch")).delete("/x", say("delete"))
      .head("/x", () => new Response(null, { headers: { "x-own": "1" } }))
      .all("/x", say("all")),
  );
  for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"]) {
    const res = await ask("/x", { method });
    assert.equal(await res.text(), method.toLowerCase());
  }
  const head = await ask("/x", { method: "HEAD" });
  assert.equal(head.headers.get("x-own"), "1");
  assert.equal(await (await ask("/x", { method: "QUERY" })).text(), "all");
});

Deno.test("several handlers of one route run as middlewares", async () => {
  const ask = asking(
    new App<State>().get("/", trail("first"), (ctx) => ctx.json(ctx.state.trail)),
  );
  assert.deepEqual(await (await ask("/")).json(), ["first"]);
});

Deno.test("what a middleware changes on the answer is sent", async () => {
  const ask = asking(
    new App().use(async (ctx) => {
      const res = await ctx.next();
      res.headers.set("x-after", "1");
      return res;
    }).get("/", (ctx) => ctx.text("x")),
  );
  assert.equal((await ask("/")).headers.get("x-after"), "1");
});

Deno.test("every request has its own state", async () => {
  const ask = asking(
    new App<State>().use(trail("once")).get("/", (ctx) => ctx.json(ctx.state)),
  );
  await ask("/");
  assert.deepEqual(await (await ask("/")).json(), { trail: ["once"] });
});

Deno.test("a redirect to a path never leaves the host", async () => {
  const ask = asking(
    new App().get("/", (ctx) => {
      return ctx.redirect(ctx.url.searchParams.get("to")!);
    }),
  );
  const table: [string, string][] = [
    ["/in?a=b#c", "/in?a=b#c"],
    ["//evil.example", "/evil.example"],
    ["/\\evil.example", "/evil.example"],
    ["\\\\evil.example", "/evil.example"],
    ["/\t/evil.example", "/evil.example"],
    [" //evil.example", "/evil.example"],
    ["https://accounts.example/o?x=1", "https://accounts.example/o?x=1"],
    ["/é\r\nset-cookie: a=b", "/%C3%A9set-cookie:%20a=b"],
    ["/𝄞", "/%F0%9D%84%9E"],
    ["relative", "relative"],
  ];
  for (const [to, location] of table) {
    const res = await ask("/?to=" + encodeURIComponent(to));
    assert.equal(res.status, 302);
    assert.equal(res.headers.get("location"), location);
  }
});

Deno.test("text, html, json and stream set their content type", async () => {
  const ask = asking(
    new App()
      .get("/text", (ctx) => ctx.text("<a>", { status: 201 }))
      .get("/html", (ctx) => ctx.html("<a>"))
      .get("/json", (ctx) => ctx.json({ a: 1 }, { headers: { "x-a": "1" } }))
      .get("/stream", (ctx) =>
        ctx.stream(async function* () {
          yield "one ";
          await Promise.resolve();
          yield new TextEncoder().encode("two");
        })),
  );
  const text = await ask("/text");
  assert.equal(text.status, 201);
  assert.equal(text.headers.get("content-type"), "text/plain; charset=utf-8");
  const html = await ask("/html");
  assert.equal(html.headers.get("content-type"), "text/html; charset=utf-8");
  const json = await ask("/json");
  assert.equal(json.headers.get("content-type"), "application/json");
  assert.equal(json.headers.get("x-a"), "1");
  assert.deepEqual(await json.json(), { a: 1 });
  assert.equal(await (await ask("/stream")).text(), "one two");
});

Deno.test("basePath goes before every path", async () => {
  const ask = asking(
    new App<State>({ basePath: "/base" })
      .use(trail("used"))
      .get("/x", (ctx) => ctx.json([ctx.config.basePath, ctx.state.trail])),
  );
  assert.deepEqual(await (await ask("/base/x")).json(), ["/base", ["used"]]);
  assert.equal((await ask("/x")).status, 404);
});

Deno.test("mountApp puts another app's routes at a path", async () => {
  const inner = new App<State>().use(trail("inner"))
    .get("/x/:id", (ctx) => ctx.json([ctx.params.id, ctx.state.trail]));
  const ask = asking(
    new App<State>().use(trail("outer")).mountApp("/in", inner)
      .get("/y", (ctx) => ctx.json(ctx.state.trail)),
  );
  const answer = await (await ask("/in/x/7")).json();
  assert.deepEqual(answer, ["7", ["outer", "inner"]]);
  assert.deepEqual(await (await ask("/y")).json(), ["outer"]);
});

Deno.test("a wildcard takes everything below", async () => {
  const ask = asking(
    new App().get("/files/*", (ctx) => ctx.text(ctx.url.pathname)),
  );
  assert.equal(await (await ask("/files/a/b")).text(), "/files/a/b");
});

Deno.test("over HTTP, HEAD has the headers of GET and no body", async () => {
  const app = new App().get("/", (ctx) => ctx.text("12345"));
  await served(app.handler(), async (origin) => {
    const res = await fetch(origin, { method: "HEAD" });
    assert.equal(res.status, 200);
    assert.equal(res.headers.get("content-length"), "5");
    assert.equal(await res.text(), "");
  });
});

Deno.test("ctx.next() is a promise, and may be asked for twice", async () => {
  let answers = 0;
  const ask = asking(
    new App<State>()
      .use(async (ctx) => {
        const first = ctx.next();
        assert.ok(first instanceof Promise);
        await first;
        return await ctx.next();
      })
      .use(trail("a"))
      .get("/", () => new Response(String(++answers))),
  );
  assert.equal(await (await ask("/")).text(), "2");
});

Deno.test("a stream hears at once that its reader went, also while it waits", async () => {
  let gone = false;
  const waiting = new ReadableStream<string>({
    start: (controller) => controller.enqueue("first"),
    cancel: () => void (gone = true),
  });
  const ask = asking(new App().get("/", (ctx) => ctx.stream(waiting)));
  const reader = (await ask("/")).body!.getReader();
  await reader.read();
  const waits = reader.read();
  await reader.cancel();
  await waits;
  assert.ok(gone);
});
