/** Pages: layouts and wrapper around, hooks, contexts, the head, at the same time. */
import assert from "node:assert/strict";
import { Component, createContext } from "preact";
import { useContext, useState } from "preact/hooks";
import { App, page, type PageProps } from "fresh";
import { Head } from "fresh/runtime";
import { asking } from "./fixture.ts";

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

Deno.test("metas of one name for several media stay, and are replaced each for itself", async () => {
  const dark = "(prefers-color-scheme: dark)";
  const ask = asking(
    new App()
      .appWrapper(({ Component }) => (
        <html>
          <head>
            <meta name="theme-color" content="white" media="(prefers-color-scheme: light)" />
            <meta name="theme-color" content="black" media={dark} />
          </head>
          <Component />
        </html>
      ))
      .get("/", (ctx) =>
        ctx.render(
          <Head>
            <meta name="theme-color" content="navy" media={dark} />
          </Head>,
        )),
  );
  const contents = [...(await (await ask("/")).text()).matchAll(/content="(\w+)"/g)];
  assert.deepEqual(contents.map(([, content]) => content), ["white", "navy"]);
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
