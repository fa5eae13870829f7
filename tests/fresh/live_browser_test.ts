import assert from "node:assert/strict";
import { App, staticFiles } from "fresh";
import { Builder, BuildError } from "fresh/dev";
import { asset } from "fresh/runtime";
import { serveLive } from "../../fresh/dev/live.ts";
import { launchChromium } from "../browser/chromium.ts";
import { errorsOf } from "./fixture.ts";

type Start = Parameters<typeof serveLive>[0];

/** A server as each start of `deno task dev` is one; give it the port of the one before. */
async function started(start: Start, port: number) {
  const stop = new AbortController();
  const { promise, resolve } = Promise.withResolvers<number>();
  const onListen = ({ port }: Deno.NetAddr) => resolve(port);
  const done = serveLive(start, { port, signal: stop.signal, onListen });
  return {
    port: await promise,
    end: async () => {
      stop.abort();
      await done;
    },
  };
}

const saying = (word: string): Start => () => {
  const app = new App().get(
    "/",
    (ctx) => ctx.html(`<!DOCTYPE html><h1>${word}</h1><div style="height:5000px"></div>`),
  );
  return Promise.resolve({ handler: app.handler() });
};

Deno.test("a change is on the page by itself, which stays where it was scrolled to", async () => {
  await using browser = await launchChromium();
  const page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  const heading = (text: string) => page.getByRole("heading", { name: text }).waitFor();
  // Nobody is given one of these by chance while the server is away.
  const port = 15_000 + Math.floor(Math.random() * 15_000);
  let server = await started(saying("before"), port);
  await page.goto(`http://localhost:${port}/`);
  await heading("before");
  await page.evaluate(() => scrollTo(0, 1234));
  await page.waitForTimeout(300);
  await server.end();
  server = await started(saying("after"), port);
  await heading("after");
  await page.waitForFunction(() => scrollY === 1234);
  await server.end();
  await errorsOf(async () => {
    const fault = new BuildError("islands/One.tsx:2:7: Unexpected <end>");
    server = await started(() => Promise.reject(fault), port);
    await heading("The build failed");
    await page.getByText("islands/One.tsx:2:7: Unexpected <end>").waitFor();
    await server.end();
  });
  server = await started(saying("mended"), port);
  await heading("mended");
  await page.waitForFunction(() => scrollY === 1234);
  await server.end();
  assert.equal(page.url(), `http://localhost:${port}/`);
});

// The server of the start before held its port a little longer than it said, now and then.
Deno.test("a server waits for a moment where its port is still taken", async () => {
  const before = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const { port } = before.addr as Deno.NetAddr;
  setTimeout(() => before.close(), 300);
  const server = await started(saying("after"), port);
  assert.match(await (await fetch(`http://127.0.0.1:${port}/`)).text(), /after/);
  await server.end();
});

Deno.test("a change of styles is on the page without a restart, and without loading it again", async () => {
  const root = await Deno.makeTempDir();
  await Deno.mkdir(`${root}/static`);
  const styles = (text: string) => Deno.writeTextFile(`${root}/static/styles.css`, text);
  await styles("h1 { color: rgb(1, 2, 3) }");
  const builder = new Builder({ root });
  builder.onTransformStaticFile({ pluginName: "strict", filter: /css$/ }, ({ text }) => {
    if (text.includes("!")) throw new SyntaxError("no shouting in styles");
  });
  const app = new App().use(staticFiles()).get("/", (ctx) => {
    const link = `<link rel="stylesheet" href="${asset("/styles.css")}">`;
    return ctx.html(`<!DOCTYPE html>${link}<h1>page</h1>`);
  });
  const stop = new AbortController();
  const { promise, resolve } = Promise.withResolvers<number>();
  const onListen = ({ port }: Deno.NetAddr) => resolve(port);
  const options = { port: 0, signal: stop.signal, onListen };
  const done = builder.listen(() => Promise.resolve({ app }), options);
  {
    await using browser = await launchChromium();
    const page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    const color = (rgb: string) =>
      page.waitForFunction(
        (rgb) => getComputedStyle(document.querySelector("h1")!).color === rgb,
        rgb,
      );
    await page.goto(`http://localhost:${await promise}/`);
    await color("rgb(1, 2, 3)");
    await page.evaluate(() => document.querySelector("h1")!.id = "same");
    await styles("h1 { color: rgb(4, 5, 6) }");
    await color("rgb(4, 5, 6)");
    assert.equal(await page.locator("#same").count(), 1);
    await errorsOf(async () => {
      await styles("h1 { color: red !important }");
      await page.getByText("no shouting in styles").waitFor();
    });
    await styles("h1 { color: rgb(7, 8, 9) }");
    await color("rgb(7, 8, 9)");
  }
  stop.abort();
  await done;
  await Deno.remove(root, { recursive: true });
});
