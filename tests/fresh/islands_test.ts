import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { parse } from "devalue";
import { App, staticFiles } from "fresh";
import { Builder } from "fresh/dev";
import { asking, errorsOf, fixture, fixturePath, project } from "./fixture.ts";

const ask = await fixture("site");

async function html(path: string, from = ask): Promise<string> {
  const res = await from(path);
  assert.equal(res.status, 200);
  return await res.text();
}

// deno-lint-ignore no-explicit-any
async function stateOf(path: string): Promise<any> {
  const match = /id="__FRSH_STATE">(.*?)<\/script>/s.exec(await html(path));
  return JSON.parse(match![1]);
}

/** All script that a page loads at first, gzipped: chunks and all. */
async function scriptSize(path: string, from = ask): Promise<number> {
  const page = await html(path, from);
  const urls = [...page.matchAll(/rel="modulepreload" href="([^"]+)"/g)];
  let size = 0;
  for (const [, url] of urls) {
    const res = await from(url);
    assert.equal(res.status, 200);
    assert.match(res.headers.get("cache-control")!, /immutable/);
    size += gzipSync(await res.text(), { level: 9 }).length;
  }
  return size;
}

Deno.test("a page without an island has no script at all", async () => {
  assert.doesNotMatch(await html("/plain"), /<script|modulepreload|<!--/);
});

Deno.test("a page loads the scripts of its own islands only", async () => {
  const page = await html("/tick");
  assert.match(page, /\/_fresh\/js\/Tick-\w+\.js/);
  assert.doesNotMatch(page, /Toggle|Counter|rich-|slots-/);
});

Deno.test("an island with hooks costs at most 6.3 kB of gzipped script", async () => {
  const size = await scriptSize("/toggle");
  assert.ok(size > 3000 && size <= 6300, `${size} bytes`);
});

Deno.test("an island with signals among others costs at most 9.2 kB of gzipped script", async () => {
  const size = await scriptSize("/tick");
  assert.ok(size > 6500 && size <= 9200, `${size} bytes`);
});

Deno.test("an app with one island, with signals, costs at most 9 kB of gzipped script", async () => {
  const ignore = [/islands.(?!Tick)/];
  const app = new App().use(staticFiles()).fsRoutes();
  const apply = await new Builder({ root: fixturePath("site"), ignore })
    .build({ snapshot: "memory" });
  apply(app);
  const size = await scriptSize("/tick", asking(app));
  assert.ok(size > 6500 && size <= 9000, `${size} bytes`);
});

Deno.test("an island stands between markers, its props beside as data", async () => {
  const page = await html("/");
  assert.match(page, /<!--i:0--><button type="button" data-label="a"/);
  assert.match(page, /<!--\/i:0--><!--i:1-->/);
  assert.match(page, /<script type="application\/json" id="__FRSH_STATE">/);
});

Deno.test("a signal given to two islands is sent once, for both", async () => {
  const state = await stateOf("/");
  assert.deepEqual(state.g, [[3, [0, "count"], [1, "count"]]]);
  assert.deepEqual(state.i.map((island: unknown[]) => island[2]), [{ label: "a" }, { label: "b" }]);
});

Deno.test("Dates, Maps, Sets, bytes and deep signals survive the way", async () => {
  const state = await stateOf("/rich");
  const revivers = {
    Signal: ([value]: [unknown]) => ({ signal: value }),
    View: (value: unknown) => value,
    Slot: (id: number) => ({ slot: id }),
  };
  const [, props] = parse(JSON.stringify(state.r), revivers);
  assert.deepEqual(props.when, new Date(0));
  assert.deepEqual(props.map, new Map([["a", 1]]));
  assert.deepEqual(props.set, new Set([1, 2]));
  assert.deepEqual(props.deep, { inside: { signal: "deep signal" } });
  assert.deepEqual(props.bytes, new Uint8Array([7, 7, 7]));
});

Deno.test("a view of a large buffer sends only its own bytes", async () => {
  const { r } = await stateOf("/rich");
  assert.ok(JSON.stringify(r).length < 600);
});

Deno.test("props cannot end their script element", async () => {
  const page = await html("/rich");
  const data = /id="__FRSH_STATE">(.*?)<\/script>/s.exec(page)![1];
  assert.doesNotMatch(data, /</);
  const { r } = JSON.parse(data);
  assert.ok(JSON.stringify(r).includes("</script><!--<script>"));
});

Deno.test("JSX for an island is rendered on the server, islands in it too", async () => {
  const page = await html("/slots");
  assert.match(page, /<!--i:0--><section>.*<!--s:1--><p id="shown">/);
  assert.match(page, /Server text <!--j:1--><button/);
});

Deno.test("JSX that an island does not show waits in a template", async () => {
  const page = await html("/slots");
  assert.match(page, /<template id="s:2"><p id="hidden">Hidden text/);
  assert.ok(page.indexOf("<template") > page.lastIndexOf("<!--/i:2-->"));
});

Deno.test("an unserializable prop fails on the server with island and prop", async () => {
  for (const kind of ["function", "symbol", "instance", "deep", "proto"]) {
    const logged = await errorsOf(async () => {
      const res = await ask("/bad?kind=" + kind);
      assert.equal(res.status, 500);
    });
    const { message, code } = logged[0] as Error & { code: string };
    assert.equal(code, "island_prop");
    assert.match(
      message,
      /^Cannot send island "Toggle\.Echo" .* prop "broken" /,
    );
  }
});

Deno.test("after a page that failed the next one is whole", async () => {
  await errorsOf(() => ask("/bad?kind=function"));
  assert.match(await html("/tick"), /<!--i:0-->/);
});

Deno.test("the last title and meta of a name stay, in the first's place", async () => {
  const page = await html("/many");
  assert.equal(page.match(/<title>/g)!.length, 1);
  assert.match(page, /<title>Second<\/title><meta name="description"/);
  assert.match(page, /<meta name="robots" content="noindex"\/>/);
  const plain = await html("/plain");
  assert.match(plain, /<title>Plain &amp; simple<\/title>/);
  assert.match(plain, /<meta name="description" content="own"\/>/);
  assert.doesNotMatch(plain, /content="default"/);
  assert.ok(plain.indexOf("canonical") < plain.indexOf("</head>"));
});

Deno.test("pictures get hashed addresses unless they say otherwise", async () => {
  const page = await html("/many");
  assert.match(page, /<img src="\/fonts\/test\.woff2\?__frsh_c=[0-9a-f]{16}" alt/);
  assert.match(page, /<img src="\/fonts\/test\.woff2" alt/);
});

Deno.test("an island that is kept is live wherever it stands next", async () => {
  const files = {
    "islands/Like.tsx": "export default () => <b>like</b>;",
    "islands/Tabs.tsx": "export default ({ children }: any) => <i>{children}</i>;",
    "kept.tsx": 'import Like from "./islands/Like.tsx"; export const LIKE = <Like />;',
    "routes/in.tsx":
      'import Tabs from "../islands/Tabs.tsx"; import { LIKE } from "../kept.tsx"; export default () => <Tabs>{LIKE}</Tabs>;',
    "routes/top.tsx": 'import { LIKE } from "../kept.tsx"; export default () => <p>{LIKE}</p>;',
  };
  await project(files, async (root) => {
    const app = new App().fsRoutes();
    (await new Builder({ root }).build({ snapshot: "memory" }))(app);
    for (let round = 0; round < 2; round++) {
      assert.match(await (await asking(app)("/in")).text(), /<!--j:\d+--><b>like<\/b>/);
      assert.match(await (await asking(app)("/top")).text(), /<!--i:0--><b>like<\/b><!--\/i:0-->/);
    }
  });
});
