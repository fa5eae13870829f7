/**
 * One side of the bench: serves what `fresh.ts` measures, and prints its port.
 *
 * @module
 */
import { h, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { brotliCompressSync } from "node:zlib";
import Tick from "./fresh_site/islands/Tick.tsx";
import Wrapper from "./fresh_site/routes/_app.tsx";
import Layout from "./fresh_site/routes/_layout.tsx";
import Page from "./fresh_site/routes/index.tsx";
import Plain from "./fresh_site/routes/plain.tsx";

const [side] = Deno.args;
const root = `${import.meta.dirname}/fresh_site`;
const HTML = { headers: { "content-type": "text/html; charset=utf-8" } };
const TEXT = "x".repeat(2048);

/** The tree that the layer puts together of its files, by hand. */
function bare(page: () => VNode): Response {
  const layout = h(Layout, { Component: page });
  const tree = h(Wrapper, { Component: () => layout });
  return new Response("<!DOCTYPE html>" + renderToString(tree), HTML);
}

async function handlerOf(side: string): Promise<Deno.ServeHandler> {
  if (side === "bare") {
    return (request) => bare(new URL(request.url).pathname === "/plain" ? Plain : Page);
  }
  if (side === "raw") {
    const css = brotliCompressSync(await Deno.readFile(`${root}/static/styles.css`));
    const body = new Uint8Array(css);
    const headers = { "content-type": "text/css; charset=utf-8", "content-encoding": "br" };
    return (request) =>
      request.url.endsWith(".css") ? new Response(body, { headers }) : new Response(TEXT);
  }
  const { default: built } = await import(`${root}/_fresh/server.js`);
  return built.fetch;
}

if (typeof Tick !== "function") throw new TypeError("The island is not there");
const onListen = ({ port }: Deno.NetAddr) => console.log(port);
Deno.serve({ port: 0, hostname: "127.0.0.1", onListen }, await handlerOf(side));
