/**
 * What a file of 50 MB costs in memory: `deno task bench:upload`.
 *
 * Starts the built app as its own process, sends it the file, and follows its
 * resident memory (VmRSS of /proc, so on Linux) until the file is stored and
 * until it is read. Claims: under 300 MB until stored, under 700 MB while read.
 *
 * @module
 */
import { pdfFile, titlePage } from "../tests/pdf.ts";
import { AppProcess } from "../tests/app_process.ts";

const MB = 1e6;
const padding = 50 * 1024 * 1024 - 4096;
const file = pdfFile("large.pdf", { words: titlePage("Large", "Anna Amalia"), padding });

await using app = await AppProcess.start();
const cookie = await app.signIn("bench@example.org");
const before = await rss();

const highest = { storing: 0, reading: 0 };
let phase: keyof typeof highest = "storing";
const watch = setInterval(async () => {
  if (phase === "storing" && await stored()) phase = "reading";
  highest[phase] = Math.max(highest[phase], await rss());
}, 20);

const start = performance.now();
const form = new FormData();
form.append("file", file);
const response = await fetch(`${app.origin}/scores`, {
  method: "POST",
  body: form,
  headers: { cookie, origin: app.origin, accept: "application/json" },
});
const { scores, errors } = await response.json();
if (response.status !== 201) throw new Error(`Cannot measure: ${JSON.stringify(errors)}`);
const seconds = (performance.now() - start) / 1000;
while (!(await ready(scores[0].url))) await new Promise((resolve) => setTimeout(resolve, 50));
clearInterval(watch);

console.log(`before: ${(before / MB).toFixed(0)} MB`);
console.log(`until stored: at most ${(highest.storing / MB).toFixed(0)} MB`);
console.log(`while read: at most ${(highest.reading / MB).toFixed(0)} MB`);
console.log(`sent, stored and opened in ${seconds.toFixed(1)} s`);

async function rss(): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${app.pid}/status`);
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)![1]) * 1024;
}

/** Whether all of the file has reached the database. */
async function stored(): Promise<boolean> {
  let bytes = 0;
  for (const name of [app.database, `${app.database}-wal`]) {
    bytes += await Deno.stat(name).then(({ size }) => size, () => 0);
  }
  return bytes > file.size;
}

async function ready(url: string): Promise<boolean> {
  const metadata = await fetch(`${app.origin}${url}/metadata`, { headers: { cookie } });
  return (await metadata.json()).status === "ready";
}
