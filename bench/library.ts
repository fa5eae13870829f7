/**
 * What a page of the library costs the server: `deno task bench:library`.
 *
 * Prints the CPU of one library page for libraries of several sizes, and the time
 * of a search, on a database file as in real use. Claims: under 5 ms of CPU for
 * a page of 48 scores; 10,000 scores cost at most 1.5 times what 100 cost.
 *
 * @module
 */
import process from "node:process";
import { createBuilder } from "../fresh.config.ts";
import { createApp } from "../main.ts";
import { parseConfig } from "../services/config.ts";
import { emptyFields } from "../services/reading/fields.ts";
import { createServices } from "../services/services.ts";
import { newId, realWorld } from "../services/world.ts";
import { createStore } from "../store/store.ts";

const SIZES = [50, 100, 10_000];
const ROUNDS = 5;
const REQUESTS = 60;
const COMPOSERS = [
  "Clara Schumann",
  "Fanny Hensel",
  "Louise Farrenc",
  "Franz Schubert",
  "J. S. Bach",
];

const folder = await Deno.makeTempDir();
const kv = await Deno.openKv(`${folder}/bench.db`);
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
  for (let n = 0; n < size; n++) {
    const field = (value: string) => ({ value, source: "page" as const, confidence: 0.95 });
    const operation = store.begin();
    store.scores.add(operation, {
      id: newId(realWorld),
      userId: user.id,
      fileName: `score-${n}.pdf`,
      format: "pdf",
      bytes: 100_000,
      sha256: `${n}`,
      pages: 4,
      shapes: [1.414, 1.414, 1.414, 1.414],
      createdAt: Date.now() - n * 1000,
      status: "ready",
      fields: {
        ...emptyFields(),
        title: field(`Sonata ${n} in ${"CDEFGAB"[n % 7]} major`),
        composer: field(COMPOSERS[n % COMPOSERS.length]),
        opus: field(`Op. ${n % 130}`),
      },
      chain: [],
    });
    await store.commit(operation);
  }
  return `session=${token}`;
}

/** Milliseconds of CPU, and of the clock, for one request, over many. */
async function cost(cookie: string, path: string): Promise<{ cpu: number; clock: number }> {
  const cpu = process.cpuUsage();
  const start = performance.now();
  for (let n = 0; n < REQUESTS; n++) {
    const response = await handler(new Request(`http://localhost${path}`, { headers: { cookie } }));
    if (response.status !== 200) {
      throw new Error(`Cannot measure: ${path} answered ${response.status}`);
    }
    await response.bytes();
  }
  const { user, system } = process.cpuUsage(cpu);
  return { cpu: (user + system) / 1000 / REQUESTS, clock: (performance.now() - start) / REQUESTS };
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
const search = await cost(cookies.get(10_000)!, "/scores?q=sonata+9999");
console.log(`a search that finds 1 of 10,000: ${search.clock.toFixed(1)} ms`);

await services.close();
kv.close();
await Deno.remove(folder, { recursive: true });
