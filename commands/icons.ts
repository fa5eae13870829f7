/**
 * `deno run -A commands/icons.ts`: draws the icons that the app has where it is installed, the mark
 * of static/favicon.svg on paper, to static/icons/.
 *
 * @module
 */
import { initWasm, Resvg } from "@resvg/resvg-wasm";

const PAPER = "#fbfaf6";
const STAFF = "#5f5a4f";
const MARK = "#23456f";

/** Sizes in pixels; a maskable icon may lose all but a circle of 80 % (W3C Manifest, icon masks). */
const ICONS = [
  { name: "192", size: 192, share: 0.8 },
  { name: "512", size: 512, share: 0.8 },
  { name: "maskable", size: 512, share: 0.55 },
];

const root = new URL("../static/", import.meta.url);
const mark = (await Deno.readTextFile(new URL("favicon.svg", root)))
  .replace(/<style>.*<\/style>/s, "")
  .replace('class="line"', `stroke="${STAFF}"`)
  .replace('class="mark"', `stroke="${MARK}"`)
  .replace(/<\/?svg[^>]*>/g, "");

await initWasm(
  Deno.readFile(new URL(import.meta.resolve("@resvg/resvg-wasm/index_bg.wasm"))),
);
await Deno.mkdir(new URL("icons/", root), { recursive: true });
for (const { name, size, share } of ICONS) {
  const margin = 16 * (1 - share);
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">` +
    `<rect width="32" height="32" fill="${PAPER}"/>` +
    `<g transform="translate(${margin} ${margin}) scale(${share})">${mark}</g></svg>`;
  const drawn = new Resvg(svg, { fitTo: { mode: "width", value: size } }).render();
  await Deno.writeFile(new URL(`icons/${name}.png`, root), drawn.asPng());
}
