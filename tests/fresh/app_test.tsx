import assert from "node:assert/strict";
import { Component, createContext } from "preact";
import { useContext, useState } from "preact/hooks";
import { App, type Context, HttpError, page, type PageProps } from "fresh";
import { Head } from "fresh/runtime";
import { asking, errorsOf, served } from "./fixture.ts";

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
      .use([trail("c"), trail("d")])
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

Deno.test("an error without an error page is plain text without a stack", async () => {
  const app = new App()
    .get("/500", () => {
      throw new Error("secret detail");
    })
    .get("/http500", () => {
      throw new HttpError(500, "secret detail");
    })
    .get("/403", () => {
      throw new HttpError(403, "not for you");
    })
    .get("/odd", () => {
      throw "a string";
    });
  const ask = asking(app);
  const logged = await errorsOf(async () => {
    for (const path of ["/500", "/http500", "/odd"]) {
      const res = await ask(path);
      assert.equal(res.status, 500);
      assert.equal(await res.text(), "Internal Server Error");
    }
  });
  assert.equal(logged.length, 3);
  const refused = await ask("/403");
  assert.equal(refused.status, 403);
  assert.equal(await refused.text(), "not for you");
});

Deno.test("a handler that gives nothing is a fault of the server", async () => {
  const ask = asking(new App().get("/", (() => {}) as never));
  const logged = await errorsOf(async () => {
    assert.equal((await ask("/")).status, 500);
  });
  assert.match(String(logged[0]), /Cannot answer GET/);
});

Deno.test("middlewares see the error page's answer, and can add to it", async () => {
  const ask = asking(
    new App()
      .use(async (ctx) => {
        const res = await ctx.next();
        res.headers.set("x-secure", "1");
        return res;
      })
      .onError((ctx) => ctx.text(String(ctx.error)))
      .get("/", () => {
        throw new HttpError(418, "tea");
      }),
  );
  const res = await ask("/");
  assert.equal(res.status, 418);
  assert.equal(res.headers.get("x-secure"), "1");
  assert.equal(await res.text(), "HttpError: tea");
});

Deno.test("without an error page a middleware may catch the error", async () => {
  const ask = asking(
    new App().use(async (ctx) => {
      try {
        return await ctx.next();
      } catch {
        return new Response("caught");
      }
    }).get("/", () => {
      throw new Error();
    }),
  );
  assert.equal(await (await ask("/")).text(), "caught");
});

Deno.test("notFound takes unknown paths and thrown 404s, and answers 404", async () => {
  const ask = asking(
    new App()
      .notFound((ctx) => ctx.render(<h1>nothing here</h1>))
      .get("/gone", () => {
        throw new HttpError(404);
      }),
  );
  for (const path of ["/unknown", "/gone"]) {
    const res = await ask(path);
    assert.equal(res.status, 404);
    assert.match(await res.text(), /nothing here/);
  }
});

Deno.test("onError at a path holds for that path", async () => {
  const broken = () => {
    throw new HttpError(500);
  };
  const ask = asking(
    new App()
      .onError("*", (ctx) => ctx.text("outer"))
      .onError("/in/side", (ctx) => ctx.text("inner"))
      .get("/in/side/x", broken).get("/in", broken),
  );
  await errorsOf(async () => {
    assert.equal(await (await ask("/in/side/x")).text(), "inner");
    assert.equal(await (await ask("/in")).text(), "outer");
  });
});

Deno.test("render puts layouts and the app wrapper around", async () => {
  const ask = asking(
    new App()
      .appWrapper(({ Component }) => (
        <html>
          <body>
            <Component />
          </body>
        </html>
      ))
      .layout("*", ({ Component }) => (
        <main>
          <Component />
        </main>
      ))
      .layout("/in", async ({ Component }) => {
        await Promise.resolve();
        return (
          <section>
            <Component />
          </section>
        );
      })
      .get("/in", (ctx) => ctx.render(<p>in</p>, { status: 201 }))
      .get("/out", (ctx) => ctx.render(<p>out</p>, {}, { skipAppWrapper: true })),
  );
  const inside = await ask("/in");
  assert.equal(inside.status, 201);
  assert.equal(
    await inside.text(),
    "<!DOCTYPE html><html><body><main><section><p>in</p></section></main></body></html>",
  );
  const out = await (await ask("/out")).text();
  assert.equal(out, "<!DOCTYPE html><main><p>out</p></main>");
});

Deno.test("route() makes a page with its handlers", async () => {
  const ask = asking(
    new App().route("/about", {
      component: ({ data }) => <h1>About {data}</h1>,
      handlers: { GET: () => page("it") },
    }),
  );
  assert.match(await (await ask("/about")).text(), /<h1>About it<\/h1>/);
  assert.equal((await ask("/about", { method: "POST" })).status, 405);
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

Deno.test("concurrent requests do not mix their pages", async () => {
  const ask = asking(
    new App().route("/:word", {
      component: async ({ params }) => {
        await new Promise((done) => setTimeout(done, Math.random() * 5));
        return <p>{params.word}</p>;
      },
    }),
  );
  const words = Array.from({ length: 50 }, (_, n) => `w${n}`);
  const pages = await Promise.all(
    words.map(async (word) => await (await ask("/" + word)).text()),
  );
  words.forEach((word, n) => {
    assert.equal(pages[n], `<!DOCTYPE html><p>${word}</p>`);
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

Deno.test("a script of the head that has its end in words does not end it", async () => {
  const script = `const end = "</head>";`;
  const ask = asking(
    new App()
      .appWrapper(({ Component }) => (
        <html>
          <head>
            <script dangerouslySetInnerHTML={{ __html: script }} />
            <title>old</title>
          </head>
          <body>
            <Component />
          </body>
        </html>
      ))
      .get("/", (ctx) =>
        ctx.render(
          <Head>
            <title>new</title>
          </Head>,
        )),
  );
  assert.equal(
    await (await ask("/")).text(),
    `<!DOCTYPE html><html><head><script>${script}</script><title>new</title></head><body></body></html>`,
  );
});

Deno.test("a page may use hooks and contexts, or be a class, wherever its layout puts it", async () => {
  const Name = createContext("nobody");
  class Old extends Component<PageProps> {
    static override contextType = Name;
    override render() {
      return <i>{this.context}</i>;
    }
  }
  const New = () => {
    const [count] = useState(1);
    return <b>{useContext(Name) + count}</b>;
  };
  const ask = asking(
    new App()
      .layout("*", ({ Component }) => (
        <Name.Provider value="Clara">
          <Component />
          <Component />
        </Name.Provider>
      ))
      .route("/old", { component: Old })
      .route("/new", { component: New })
      .route("/answer", { component: (() => new Response("own")) as never }),
  );
  assert.equal(await (await ask("/old")).text(), "<!DOCTYPE html><i>Clara</i><i>Clara</i>");
  assert.equal(await (await ask("/new")).text(), "<!DOCTYPE html><b>Clara1</b><b>Clara1</b>");
  assert.equal(await (await ask("/answer")).text(), "own");
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
