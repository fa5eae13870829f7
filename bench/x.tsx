import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import Wrapper from "./fresh_site/routes/_app.tsx";
import Layout from "./fresh_site/routes/_layout.tsx";
import Page from "./fresh_site/routes/index.tsx";
import Plain from "./fresh_site/routes/plain.tsx";
import { Builder } from "fresh/dev";
import { app } from "./fresh_site/main.ts";
function bare(page: any) {
  const layout = h(Layout, { Component: page });
  const tree = h(Wrapper, { Component: () => layout });
  return "<!DOCTYPE html>" + renderToString(tree);
}
const N = 3000;
const mode = Deno.args[0];
async function time(name: string, f: () => any) { const c0 = process.cpuUsage(); const t = performance.now(); for (let i = 0; i < N; i++) await f(); const c = process.cpuUsage(c0); console.log(name.padEnd(16), ((performance.now() - t) / N * 1000).toFixed(1), "us clock", ((c.user+c.system) / N).toFixed(1), "us cpu"); }
import process from "node:process";
if (mode !== "fresh") for (let k = 0; k < 3; k++) { await time("bare /", () => bare(Page)); await time("bare plain", () => bare(Plain)); }
const apply = await new Builder({ root: import.meta.dirname + "/fresh_site" }).build({ snapshot: "memory" });
apply(app);
const handler = app.handler();
for (let k = 0; k < 3; k++) {
  await time("fresh /", () => handler(new Request("http://localhost/", {headers:{host:"localhost"}})));
  await time("fresh plain", () => handler(new Request("http://localhost/plain", {headers:{host:"localhost"}})));
  await time("fresh api", () => handler(new Request("http://localhost/api", {headers:{host:"localhost"}})));
  await time("fresh css", () => handler(new Request("http://localhost/styles.css", { headers: { host:"localhost", "accept-encoding": "br, gzip" } })));
  await time("new Request", () => new Response("x".repeat(2048), {headers: [["a","b"]]}) && new Request("http://localhost/styles.css", { headers: { host:"localhost", "accept-encoding": "br, gzip" } }));
}
