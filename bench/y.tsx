import { h } from "preact";
import process from "node:process";
import { renderToString } from "preact-render-to-string";
import Wrapper from "./fresh_site/routes/_app.tsx";
import Layout from "./fresh_site/routes/_layout.tsx";
import Page from "./fresh_site/routes/index.tsx";
import Plain from "./fresh_site/routes/plain.tsx";
import { Builder } from "fresh/dev";
import { app } from "./fresh_site/main.ts";
const HTML = { headers: { "content-type": "text/html; charset=utf-8" } };
function bare(page: any, path: string) {
  const r = new Request("http://localhost"+path, {headers:{host:"localhost"}});
  const layout = h(Layout, { Component: page });
  const tree = h(Wrapper, { Component: () => layout });
  return new Response("<!DOCTYPE html>" + renderToString(tree), HTML);
}

import { collecting } from "../fresh/rendering.ts";
import { complete } from "../fresh/head.ts";
import { finish } from "../fresh/islands.ts";
import { useAssets } from "../fresh/assets.ts";
import { enliven } from "../fresh/snapshot.ts";
import { App } from "fresh";
const N = 2000;
function cpu(){const c=process.cpuUsage();return c.user+c.system}
const apply = await new Builder({ root: import.meta.dirname + "/fresh_site" }).build({ snapshot: "memory" });
let live: any; apply({ useSnapshot(s: any) { live = s; }, config: {} } as any);
apply(app);
const handler = app.handler();
const tree = (page: any) => h(Wrapper, { Component: () => h(Layout, { Component: page }) });
const sides: Record<string, () => any> = {
  rts: () => "<!DOCTYPE html>" + renderToString(tree(Plain)),
  collecting: () => collecting(live, null, "", (r) => { const html = renderToString(tree(Plain)); const p = "<!DOCTYPE html>" + complete(html, r); return p; }),
  api: () => handler(new Request("http://localhost/api", {headers:{host:"localhost"}})),
  request: () => new Request("http://localhost/api", {headers:{host:"localhost"}}),
  response: () => new Response("x", HTML),
  context: () => app,
  barePlain: () => bare(Plain, "/plain"), freshPlain: () => handler(new Request("http://localhost/plain", {headers:{host:"localhost"}})),
};
await sides.freshPlain();
const all: Record<string, number[]> = {};
for (let k = 0; k < 9; k++) for (const n in sides) { const c = cpu(); for (let i = 0; i < N; i++) { const r = await sides[n](); } (all[n] ??= []).push((cpu() - c) / N); }
for (const n in all) console.log(n, all[n].toSorted((a, b) => a - b)[4].toFixed(1), Math.min(...all[n]).toFixed(1));
