import assert from "node:assert/strict";
import { App, csp } from "fresh";
import { BuildError } from "fresh/dev";
import { isOwnHost, serveLive } from "../../fresh/dev/live.ts";
import { errorsOf } from "./fixture.ts";

async function live(
  start: Parameters<typeof serveLive>[0],
  use: (origin: string) => Promise<void>,
): Promise<void> {
  const stop = new AbortController();
  const { promise, resolve } = Promise.withResolvers<number>();
  const done = serveLive(start, {
    port: 0,
    signal: stop.signal,
    onListen: ({ port }) => resolve(port),
  });
  try {
    await use(`http://localhost:${await promise}`);
  } finally {
    stop.abort();
    await done;
  }
}

/** The status of an answer to somebody who takes this machine for another host. */
async function statusOf(url: string, host: string): Promise<number> {
  const { port, pathname } = new URL(url);
  using connection = await Deno.connect({ hostname: "127.0.0.1", port: Number(port) });
  const head = `GET ${pathname} HTTP/1.1\r\nhost: ${host}\r\nconnection: close\r\n\r\n`;
  await connection.write(new TextEncoder().encode(head));
  const answer = await new Response(connection.readable).text();
  return Number(answer.split(" ")[1]);
}

Deno.test("in development a page gets the reloading script, with its nonce", async () => {
  const app = new App().use(csp({ useNonce: true }))
    .get("/", (ctx) => ctx.html("<p>page</p>"))
    .get("/json", (ctx) => ctx.json(1));
  await live(() => Promise.resolve({ handler: app.handler() }), async (origin) => {
    const page = await fetch(origin);
    const policy = page.headers.get("content-security-policy")!;
    const [, nonce] = /'nonce-([^']+)'/.exec(policy)!;
    const [, script] =
      /^<p>page<\/p><script type="module" src="(.+?)" nonce="the nonce"><\/script>$/
        .exec((await page.text()).replace(`"${nonce}"`, '"the nonce"')) ?? [];
    assert.match(script, /^\/_fresh\/alive\.js\?[\w-]+$/);
    assert.equal(await (await fetch(origin + "/json")).text(), "1");
    const source = await (await fetch(origin + script)).text();
    assert.match(source, /EventSource\("\/_fresh\/alive"\)/);
  });
});

Deno.test("in development a page that comes in parts still does", async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  async function* parts() {
    yield "<p>first</p>";
    yield await promise;
  }
  const headers = { "content-type": "text/html" };
  const app = new App().get("/", (ctx) => ctx.stream(parts, { headers }));
  await live(() => Promise.resolve({ handler: app.handler() }), async (origin) => {
    setTimeout(() => resolve("too late"), 5_000);
    const res = await fetch(origin);
    const reader = res.body!.pipeThrough(new TextDecoderStream()).getReader();
    let text = (await reader.read()).value!;
    assert.equal(text, "<p>first</p>");
    resolve("<p>second</p>");
    for (let part; (part = await reader.read()).value;) text += part.value;
    assert.match(text, /^<p>first<\/p><p>second<\/p><script type="module" [^>]*><\/script>$/);
  });
});

Deno.test("a page learns which server answers, so as to reload after a restart", async () => {
  const ids = new Set<string>();
  for (let i = 0; i < 2; i++) {
    const app = new App();
    await live(() => Promise.resolve({ handler: app.handler() }), async (origin) => {
      const res = await fetch(origin + "/_fresh/alive");
      assert.equal(res.headers.get("content-type"), "text/event-stream");
      const reader = res.body!.getReader();
      const { value } = await reader.read();
      ids.add(/data: {"id":"(.+?)"/.exec(new TextDecoder().decode(value))![1]);
      await reader.cancel();
    });
  }
  assert.equal(ids.size, 2);
});

Deno.test("only who asks for this machine, an address or the given name is answered", async () => {
  const app = new App().get("/", (ctx) => ctx.text("under work"));
  const start = () => Promise.resolve({ handler: app.handler() });
  const table: [host: string, status: number][] = [
    ["localhost", 200],
    ["app.localhost:8000", 200],
    ["127.0.0.1", 200],
    ["[::1]:8000", 200],
    ["192.168.1.5", 200],
    ["evil.test", 421],
    ["localhost.evil.test", 421],
    ["127.0.0.1.evil.test", 421],
    ["evillocalhost", 421],
  ];
  await live(start, async (origin) => {
    for (const [host, status] of table) {
      for (const path of ["/", "/_fresh/alive.js"]) {
        assert.equal(await statusOf(origin + path, host), status, `${host}${path}`);
      }
    }
  });
  assert.ok(isOwnHost("desk.home.test", "Desk.home.test"));
  assert.ok(!isOwnHost("other.home.test", "desk.home.test"));
});

Deno.test("a build that fails is shown with file and line", async () => {
  const message = "islands/one.tsx:2:7: Unexpected <end>";
  await errorsOf(async () => {
    await live(() => Promise.reject(new BuildError(message)), async (origin) => {
      const res = await fetch(origin + "/any/page");
      assert.equal(res.status, 500);
      const html = await res.text();
      assert.match(html, /islands\/one\.tsx:2:7: Unexpected &lt;end>/);
      assert.match(html, /alive\.js/);
    });
  });
});
