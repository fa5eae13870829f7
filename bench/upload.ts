/**
 * What a file of 50 MB costs in memory, and what 50 of 5 MB at once cost everybody else:
 * `deno task bench:upload`.
 *
 * Starts the built app as its own process, sends it the file, and follows its
 * resident memory (VmRSS of /proc, so on Linux) until the file is stored and
 * until it is read. Claims: under 300 MB until stored, under 700 MB while read.
 *
 * Another process of it gets 50 files of 5 MB at once, in parts, while a page of the library is
 * asked for again and again. Claims: all arrive; 19 of 20 pages within 200 ms; under 500 MB.
 *
 * @module
 */
import { pdfFile, titlePage } from "../tests/pdf.ts";
import { AppProcess } from "../tests/app_process.ts";

const MB = 1e6;
const MANY = 50;
const padding = 50 * 1024 * 1024 - 4096;
const file = pdfFile("large.pdf", { words: titlePage("Large", "Anna Amalia"), padding });

await oneLarge();
await manyAtOnce();

/** One file of 50 MB, as a form. */
async function oneLarge(): Promise<void> {
  await using app = await AppProcess.start();
  const cookie = await app.signIn("bench@example.org");
  const before = await rss(app);

  const highest = { storing: 0, reading: 0 };
  let phase: keyof typeof highest = "storing";
  const watch = setInterval(async () => {
    if (phase === "storing" && await stored(app)) phase = "reading";
    highest[phase] = Math.max(highest[phase], await rss(app));
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
  while (!(await ready(app, cookie, scores[0].url))) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  clearInterval(watch);

  console.log(`before: ${(before / MB).toFixed(0)} MB`);
  console.log(`until stored: at most ${(highest.storing / MB).toFixed(0)} MB`);
  console.log(`while read: at most ${(highest.reading / MB).toFixed(0)} MB`);
  console.log(`sent, stored and opened in ${seconds.toFixed(1)} s`);
}

/** 50 files of 5 MB by the tus protocol, all at the same time. */
async function manyAtOnce(): Promise<void> {
  await using app = await AppProcess.start();
  const cookie = await app.signIn("bench@example.org");
  const quiet = await pages(app, cookie, () => waited(3_000));
  const before = await rss(app);
  let highest = 0;
  const watch = setInterval(async () => highest = Math.max(highest, await rss(app)), 20);
  const start = performance.now();
  let there: string[] = [];
  const busy = await pages(app, cookie, async () => {
    there = await Promise.all(Array.from({ length: MANY }, (_, n) => inParts(app, cookie, n)));
  });
  const seconds = (performance.now() - start) / 1000;
  const stored = highest;
  while (!(await Promise.all(there.map((url) => ready(app, cookie, url)))).every(Boolean)) {
    await waited(500);
  }
  clearInterval(watch);
  console.log(`${new Set(there).size} of ${MANY} files of 5 MB at once: ${seconds.toFixed(1)} s`);
  console.log(`pages before: 19 of 20 within ${quiet.toFixed(0)} ms`);
  console.log(`pages meanwhile: 19 of 20 within ${busy.toFixed(0)} ms`);
  const [was, most, reading] = [before, stored, highest].map((bytes) => (bytes / MB).toFixed(0));
  console.log(`memory: ${was} MB, at most ${most} until they are scores, ${reading} while read`);
}

/** Sends a file; gives its score. */
async function inParts(app: AppProcess, cookie: string, n: number): Promise<string> {
  const body = await pdfFile("", { words: titlePage(`Study ${n}`, "A. B."), padding: 5e6 }).bytes();
  const headers = { cookie, origin: app.origin, "tus-resumable": "1.0.0" };
  const begun = await fetch(`${app.origin}/uploads`, {
    method: "POST",
    headers: { ...headers, "upload-length": String(body.length) },
  });
  await begun.body?.cancel();
  const done = await fetch(app.origin + begun.headers.get("location"), {
    method: "PATCH",
    body,
    headers: {
      ...headers,
      "upload-offset": "0",
      "content-type": "application/offset+octet-stream",
    },
  });
  const text = await done.text();
  const score = done.headers.get("content-location");
  if (score === null) throw new Error(`Cannot measure: ${done.status} ${text.slice(0, 200)}`);
  return score;
}

/** Asks for pages until `work` is done; 19 of 20 came within so many milliseconds. */
async function pages(app: AppProcess, cookie: string, work: () => Promise<void>): Promise<number> {
  const times: number[] = [];
  let done = false;
  const working = work().finally(() => done = true);
  while (!done) {
    const start = performance.now();
    await (await fetch(`${app.origin}/scores`, { headers: { cookie } })).text();
    times.push(performance.now() - start);
    await waited(50);
  }
  await working;
  return times.sort((a, b) => a - b)[Math.floor(times.length * 0.95)];
}

async function waited(ms: number): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, ms));
}

async function rss(app: AppProcess): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${app.pid}/status`);
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)![1]) * 1024;
}

/** Whether all of the file has reached the database. */
async function stored(app: AppProcess): Promise<boolean> {
  let bytes = 0;
  for (const name of [app.database, `${app.database}-wal`]) {
    bytes += await Deno.stat(name).then(({ size }) => size, () => 0);
  }
  return bytes > file.size;
}

async function ready(app: AppProcess, cookie: string, url: string): Promise<boolean> {
  const metadata = await fetch(`${app.origin}${url}/metadata`, { headers: { cookie } });
  return (await metadata.json()).status === "ready";
}
