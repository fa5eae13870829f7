import assert from "node:assert/strict";
import type { Measure } from "../../../services/health/measure.ts";
import { signsOf } from "../../../services/health/signs.ts";

const well: Measure = {
  name: "gemini",
  breaker: "closed",
  calls: 100,
  failures: 0,
  row: 0,
  rowSince: null,
  latency: { p50: 250, p95: 500 },
  quotas: [],
  saidUsedUp: false,
  overBudget: false,
  retired: false,
  notices: [],
  deadLetters: 0,
};

const quota = (used: number) => ({
  unit: "call" as const,
  limit: 100,
  per: "day" as const,
  used,
  remaining: Math.max(0, 100 - used),
  resetsAt: 0,
});

/** What is measured, and what it must be told by; on either side of each threshold. */
const table: [what: string, change: Partial<Measure>, signs: string[]][] = [
  ["all is well", {}, []],
  ["nobody has called", { calls: 0, latency: { p50: null, p95: null } }, []],
  ["the breaker is open", { breaker: "open" }, ["failing"]],
  ["the breaker tries again", { breaker: "trying" }, []],
  ["four failed in a row, at another instance too", { row: 4 }, []],
  ["five failed in a row, at another instance too", { row: 5 }, ["failing"]],
  ["1 % failed", { failures: 1 }, []],
  ["2 % failed", { failures: 2 }, ["errors"]],
  ["half of 19 failed", { calls: 19, failures: 9 }, []],
  ["one of 20 failed", { calls: 20, failures: 1 }, ["errors"]],
  ["95 of 100 within 5 s", { latency: { p50: 250, p95: 5_000 } }, []],
  ["95 of 100 within 10 s", { latency: { p50: 250, p95: 10_000 } }, ["slow"]],
  ["four slow calls", { calls: 4, latency: { p50: 10_000, p95: 10_000 } }, []],
  ["79 of 100 used", { quotas: [quota(79)] }, []],
  ["80 of 100 used", { quotas: [quota(80)] }, ["nearly_used_up"]],
  ["100 of 100 used", { quotas: [quota(100)] }, ["used_up", "nearly_used_up"]],
  ["the vendor says it is used up", { saidUsedUp: true }, ["used_up"]],
  ["what is called is gone", { retired: true }, ["retired"]],
  ["a model says it goes", { notices: [{ key: "m", text: "m goes", at: 0 }] }, ["retiring"]],
  ["four letters given up", { deadLetters: 4 }, []],
  ["five letters given up", { deadLetters: 5 }, ["dead_letters"]],
  ["several at once, the worst first", { row: 9, calls: 20, failures: 20 }, ["failing", "errors"]],
];

for (const [what, change, signs] of table) {
  Deno.test(`signs: ${what} → ${signs.join(", ") || "none"}`, () => {
    assert.deepEqual(signsOf({ ...well, ...change }).map(({ name }) => name), signs);
  });
}
