/**
 * What the door to a third party costs: `deno task bench:integration`.
 *
 * Claims: a call that works costs at most 20 µs of CPU more than the same call
 * made bare, a call at an open breaker at most 2 µs.
 *
 * @module
 */
import process from "node:process";
import { createIntegration } from "../services/integration.ts";
import type { Definition, Failure } from "../services/integration/definition.ts";
import { createFlags } from "../services/integration/flags.ts";
import { createMeters } from "../services/integration/meters.ts";
import { realWorld } from "../services/world.ts";
import { createStore } from "../store/store.ts";

const CALLS = 20_000;
const ROUNDS = 7;

const definition: Definition = {
  name: "resend",
  purpose: "",
  sends: "",
  timeoutMs: 5_000,
  retry: { attempts: 2, firstWaitMs: 100, longestWaitMs: 1_000 },
  breaker: { consecutive: 5, openMs: 600_000 },
  quotas: [{ unit: "call", limit: 1e9, per: "day" }, { unit: "call", limit: 1e9, per: "month" }],
  probe: { everyMs: 1_000, what: "" },
  price: { perCall: 0, perThousandTokens: 0 },
  classify: (error) => error as Failure,
};

const kv = await Deno.openKv(":memory:");
const store = createStore(kv);
const flags = createFlags(store, realWorld);
const meters = createMeters(store, realWorld);
const needs = { store, flags, meters, world: realWorld };
const well = createIntegration(definition, needs);
const ill = createIntegration(
  { ...definition, retry: { ...definition.retry, attempts: 0 } },
  needs,
);
const bare = () => Promise.resolve(1);
const nobody = { subject: null };

console.error = () => {};
const away: Failure = { code: "unavailable", reason: "", retryable: false };
for (let n = 0; n < 5; n++) await ill.call("x", () => Promise.reject(away), nobody);

const ways: [string, () => Promise<unknown>][] = [
  ["bare", bare],
  ["through the door", () => well.call("x", bare, nobody)],
  ["at an open breaker", () => ill.call("x", bare, nobody)],
];
const costs = ways.map((): number[] => []);
for (let round = 0; round < ROUNDS; round++) {
  for (const [n, [, call]] of ways.entries()) {
    const before = process.cpuUsage();
    for (let calls = 0; calls < CALLS; calls++) await call();
    const { user, system } = process.cpuUsage(before);
    if (round > 0) costs[n].push((user + system) / CALLS);
    await meters.flush();
  }
}
const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];
for (const [n, [name]] of ways.entries()) {
  console.log(`${name.padEnd(20)} ${median(costs[n]).toFixed(2)} µs of CPU a call`);
}
kv.close();
