/**
 * What the fresh layer costs, side by side with what it stands on: `deno task bench:fresh`.
 *
 * Each side is a process with one thread of JavaScript, asked by 32 connections on loopback; sides
 * take turns, and medians of their ratios are printed, for machines are never quiet. Where this
 * client is the slower part, the CPU that a request costs the server tells more than the clock.
 *
 * A start is timed from the spawn of a process to its first answer; the bare side imports the same
 * pages and packages.
 *
 * Claims: a page with `_app`, a layout, 50 items and a signals island at least 0.8 x the requests
 * of bare preact-render-to-string, p99 within 1.3 x; without the island within 5 %; an API route at
 * least 0.6 x raw `Deno.serve`, a static file 0.5 x; a start at most 1.5 x the bare one.
 *
 * @module
 */
import { Builder } from "fresh/dev";

const ROUNDS = Number(Deno.args[0] ?? 9);
/** Only what has this in its title, when not everything is to be measured. */
const ONLY = Deno.args[1] ?? "";
const SECONDS = 1;
const CONNECTIONS = 32;
/** Clock ticks a second, as Linux counts CPU. */
const TICKS = 100;

interface Side {
  port: number;
  process: Deno.ChildProcess;
}

interface Measured {
  rps: number;
  p99: number;
  /** Microseconds of the server's CPU for a request. */
  cpu: number;
}

async function start(name: string): Promise<Side> {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", `${import.meta.dirname}/fresh_server.tsx`, name],
    stdout: "piped",
  }).spawn();
  const reader = process.stdout.getReader();
  const { value } = await reader.read();
  reader.releaseLock();
  return { process, port: Number(new TextDecoder().decode(value)) };
}

/** Ticks of CPU that a process has taken. */
async function ticks({ process }: Side): Promise<number> {
  const stat = await Deno.readTextFile(`/proc/${process.pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return Number(fields[11]) + Number(fields[12]);
}

const decoder = new TextDecoder("latin1");

/** Asks again and again on one connection, until the time is up. */
async function ask(side: Side, path: string, end: number, times: number[]): Promise<void> {
  const request = new TextEncoder().encode(
    `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1:${side.port}\r\naccept-encoding: br, gzip\r\n\r\n`,
  );
  using connection = await Deno.connect({ hostname: "127.0.0.1", port: side.port });
  const buffer = new Uint8Array(1 << 16);
  while (performance.now() < end) {
    const begun = performance.now();
    await connection.write(request);
    let got = 0;
    let whole = Infinity;
    while (got < whole) {
      const n = await connection.read(buffer.subarray(got));
      if (n === null) throw new Error(`${path} was cut off`);
      got += n;
      if (whole !== Infinity) continue;
      const text = decoder.decode(buffer.subarray(0, got));
      const head = text.indexOf("\r\n\r\n");
      if (head < 0) continue;
      if (!text.startsWith("HTTP/1.1 200")) throw new Error(`${path}: ${text.slice(0, 80)}`);
      whole = head + 4 + Number(/content-length: (\d+)/i.exec(text)![1]);
    }
    times.push(performance.now() - begun);
  }
}

async function measure(side: Side, path: string, seconds = SECONDS): Promise<Measured> {
  const times: number[] = [];
  const before = await ticks(side);
  const begun = performance.now();
  const end = begun + seconds * 1000;
  await Promise.all(Array.from({ length: CONNECTIONS }, () => ask(side, path, end, times)));
  const took = (performance.now() - begun) / 1000;
  const cpu = (await ticks(side) - before) / TICKS * 1e6 / times.length;
  times.sort((a, b) => a - b);
  return { rps: times.length / took, p99: times[Math.floor(times.length * 0.99)], cpu };
}

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

/** Both sides in turns, and the medians of what the one is to the other. */
async function compare(title: string, ours: [Side, string], other: [Side, string]): Promise<void> {
  if (!title.includes(ONLY)) return;
  for (const [side, path] of [ours, other]) await measure(side, path, 2); // Warm up.
  const pairs: [Measured, Measured][] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const first = round % 2 === 0;
    const a = await measure(...(first ? ours : other));
    const b = await measure(...(first ? other : ours));
    pairs.push(first ? [a, b] : [b, a]);
  }
  const ratio = (of: keyof Measured) => median(pairs.map(([a, b]) => a[of] / b[of])).toFixed(2);
  const mid = (n: 0 | 1, of: keyof Measured) => median(pairs.map((pair) => pair[n][of]));
  console.log(
    `${title.padEnd(34)} ${ratio("rps")} x rps (${mid(0, "rps").toFixed(0)} to ` +
      `${mid(1, "rps").toFixed(0)}), p99 ${ratio("p99")} x (${mid(0, "p99").toFixed(1)} to ` +
      `${mid(1, "p99").toFixed(1)} ms), ${(1 / Number(ratio("cpu"))).toFixed(2)} x by CPU (` +
      `${mid(0, "cpu").toFixed(0)} to ${mid(1, "cpu").toFixed(0)} us)`,
  );
}

/** Milliseconds from the spawn of a side to its first answer. */
async function startup(name: string): Promise<number> {
  const begun = performance.now();
  const { process, port } = await start(name);
  const { status, body } = await fetch(`http://127.0.0.1:${port}/`);
  const took = performance.now() - begun;
  await body?.cancel();
  process.kill();
  await process.status;
  if (status !== 200) throw new Error(`${name} answered ${status}`);
  return took;
}

/** Starts of both sides in turns, and the median of what the one is to the other. */
async function compareStarts(title: string): Promise<void> {
  if (!title.includes(ONLY)) return;
  const pairs: [number, number][] = [];
  for (let round = 0; round < ROUNDS + 1; round++) {
    const pair: [number, number] = [await startup("fresh"), await startup("bare")];
    if (round > 0) pairs.push(pair); // The first one warms the caches of the disk.
  }
  const mid = (n: 0 | 1) => median(pairs.map((pair) => pair[n])).toFixed(0);
  console.log(
    `${title.padEnd(34)} ${median(pairs.map(([a, b]) => a / b)).toFixed(2)} x ` +
      `(${mid(0)} to ${mid(1)} ms)`,
  );
}

await new Builder({ root: `${import.meta.dirname}/fresh_site` }).build();
await compareStarts("start, to bare");
const [fresh, bare, raw] = await Promise.all(["fresh", "bare", "raw"].map(start));
try {
  await compare("page with a signals island, to bare", [fresh, "/"], [bare, "/"]);
  await compare("page without islands, to bare", [fresh, "/plain"], [bare, "/plain"]);
  await compare("API route, to raw", [fresh, "/api"], [raw, "/api"]);
  await compare("static file (br), to raw", [fresh, "/styles.css"], [raw, "/styles.css"]);
} finally {
  for (const { process } of [fresh, bare, raw]) process.kill();
}
