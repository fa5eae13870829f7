/**
 * What a page of the library costs the server: `deno task bench:library`.
 *
 * Prints the CPU and the reads of one library page for libraries of several sizes, and the times
 * of searches and filters, on a database file as in real use. Claims: under 5 ms of CPU for
 * a page of 48 scores; 10,000 scores cost at most 1.5 times what 100 cost; in 10,000 scores a
 * search takes at most 30 ms, 19 times of 20, after the first.
 *
 * @module
 */
import process from "node:process";
import { createBuilder } from "../fresh.config.ts";
import { createApp } from "../main.ts";
import { parseConfig } from "../services/config.ts";
import { createServices } from "../services/services.ts";
import { newId, realWorld } from "../services/world.ts";
import { createStore } from "../store/store.ts";
import { fillShelf } from "../tests/shelves.ts";

const SIZES = [50, 100, 10_000];
const ROUNDS = 5;
const REQUESTS = 60;
/** What people ask for: each of them is asked for several times. */
const QUESTIONS = [
  "q=bach+846",
  "q=chopin+op+9+nr+2",
  "q=beethovn",
  "q=s",
  "q=so",
  "q=sonata",
  "q=nocturne+vol+10",
  "q=elegie+faure",
  "q=zzzzqq",
  "composer=Fr%C3%A9d%C3%A9ric+Chopin",
  "tag=recital&practice=learning",
  "instrument=Piano&period=romantic&sort=title",
  "filters=open",
  "filters=open&instrument=Piano&q=sonata",
  "sort=difficulty",
  "sort=opened",
];

const folder = await Deno.makeTempDir();
const opened = await Deno.openKv(`${folder}/bench.db`);
let reads = 0;
/** The database, counting what is read: a list counts once. */
const kv = new Proxy(opened, {
  get(target, name) {
    if (name === "get" || name === "list") reads++;
    if (name === "getMany") reads++;
    const value = target[name as keyof Deno.Kv];
    return typeof value === "function" ? value.bind(target) : value;
  },
});
const config = parseConfig({
  SESSION_KEYS: `bench:${"A".repeat(43)}`,
  APP_ORIGIN: "http://localhost",
});
const services = createServices(config, kv, realWorld);
const store = createStore(kv);
const app = createApp(() => Promise.resolve(services));
(await createBuilder().build({ mode: "production", snapshot: "memory" }))(app);
const handler = app.handler();

/** A person with `size` scores; gives the cookie they are signed in by. */
async function person(size: number): Promise<string> {
  const user = { id: newId(realWorld), email: `${size}@example.org`, createdAt: Date.now() };
  const operation = store.begin();
  store.users.add(operation, user);
  const { token } = await services.sessions.begin(operation, user.id);
  await store.commit(operation);
  await fillShelf(kv, user.id, size);
  return `session=${token}`;
}

/** Milliseconds of CPU, and of the clock, and reads for one request, over many. */
async function cost(cookie: string, path: string, requests = REQUESTS) {
  const before = reads;
  const cpu = process.cpuUsage();
  const start = performance.now();
  for (let n = 0; n < requests; n++) {
    const response = await handler(new Request(`http://localhost${path}`, { headers: { cookie } }));
    if (response.status !== 200) {
      throw new Error(`Cannot measure: ${path} answered ${response.status}`);
    }
    await response.bytes();
  }
  const { user, system } = process.cpuUsage(cpu);
  return {
    cpu: (user + system) / 1000 / requests,
    clock: (performance.now() - start) / requests,
    reads: (reads - before) / requests,
  };
}

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

const cookies = new Map<number, string>();
for (const size of SIZES) cookies.set(size, await person(size));
for (const cookie of cookies.values()) await cost(cookie, "/scores"); // Warm up.

const pages = new Map<number, { cpu: number[]; clock: number[] }>(
  SIZES.map((size) => [size, { cpu: [], clock: [] }]),
);
for (let round = 0; round < ROUNDS; round++) {
  for (const size of SIZES) {
    const { cpu, clock } = await cost(cookies.get(size)!, "/scores?sort=title");
    pages.get(size)!.cpu.push(cpu);
    pages.get(size)!.clock.push(clock);
  }
}
for (const [size, { cpu, clock }] of pages) {
  console.log(
    `library of ${String(size).padStart(6)}: ${median(cpu).toFixed(2)} ms CPU, ${
      median(clock).toFixed(2)
    } ms a page`,
  );
}
const ratio = median(pages.get(10_000)!.cpu) / median(pages.get(100)!.cpu);
console.log(`10,000 scores cost ${ratio.toFixed(2)} x what 100 cost`);
for (const size of [100, 10_000]) {
  const { reads } = await cost(cookies.get(size)!, "/scores");
  console.log(`library of ${String(size).padStart(6)}: ${reads.toFixed(1)} reads a page`);
}

const cookie = cookies.get(10_000)!;
const first = await cost(cookie, `/scores?${QUESTIONS[0]}`, 1);
console.log(`the first search of 10,000: ${first.clock.toFixed(0)} ms`);
const times: number[] = [];
for (const question of QUESTIONS) {
  const mine: number[] = [];
  for (let n = 0; n < 20; n++) mine.push((await cost(cookie, `/scores?${question}`, 1)).clock);
  times.push(...mine);
  console.log(`  ${median(mine).toFixed(1).padStart(5)} ms  ${question}`);
}
const p95 = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.95)];
console.log(`searches and filters of 10,000: ${p95.toFixed(1)} ms, 19 times of 20`);
console.log(`memory: ${(Deno.memoryUsage().rss / 1e6).toFixed(0)} MB`);

await services.close();
opened.close();
await Deno.remove(folder, { recursive: true });
