/** What is thrown, and the pages that say so. */
import assert from "node:assert/strict";
import { App, HttpError } from "fresh";
import { Builder } from "fresh/dev";
import { asking, errorsOf, project } from "./fixture.ts";

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

const broken = () => {
  throw new HttpError(500);
};

Deno.test("onError at a path holds for that path", async () => {
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

Deno.test("the wrapper from code is around the error pages of files, too", async () => {
  const page = "export default () => null;";
  await project({ "routes/_404.tsx": page }, async (root) => {
    const app = new App().appWrapper(() => "wrapped").fsRoutes();
    (await new Builder({ root }).build({ snapshot: "memory" }))(app);
    const res = await asking(app)("/nothing");
    assert.equal(res.status, 404);
    assert.match(await res.text(), /wrapped/);
  });
});

Deno.test("the error page of a path answers what is there, and nothing else", async () => {
  const shop = () => new Response("shop");
  const app = new App()
    .use("/shop", (ctx) => ctx.next()).onError("/shop", shop)
    .get("/", broken).get("/:word/:more", broken).get("/shop/cart", broken);
  const ask = asking(app);
  await errorsOf(async () => {
    for (const path of ["/", "/nowhere", "/a/b"]) {
      assert.notEqual(await (await ask(path)).text(), "shop", path);
    }
    assert.equal(await (await ask("/shop/cart")).text(), "shop");
    assert.equal(await (await ask("/shop/nothing/at/all")).text(), "shop");
  });
});
