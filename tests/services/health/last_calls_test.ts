import assert from "node:assert/strict";
import { lastCalls } from "../../../services/health/last_calls.ts";
import type { AuditEntry } from "../../../store/audit.ts";

/** Calls from the oldest to the newest, a second apart: `ok`, `-` failed in three attempts, `q` used up, `p` a probe that went well. */
function calls(story: string) {
  const entries = story.split(" ").filter(Boolean).map((word, n): AuditEntry => ({
    id: String(n),
    at: n * 1000,
    integration: "resend",
    operation: word === "p" ? "probe" : "send-mail",
    subject: null,
    outcome: word === "-" ? "unavailable" : word === "q" ? "quota_exhausted" : "ok",
    ms: 5,
    attempts: word === "-" ? 3 : 1,
    tokens: 0,
    bytes: 0,
  }));
  return lastCalls(entries.reverse());
}

Deno.test("attempts that failed in a row are counted up to now, with when that began", () => {
  assert.deepEqual([calls("ok - -").row, calls("ok - -").rowSince], [6, 1000]);
  assert.deepEqual([calls("- - ok").row, calls("- - ok").rowSince], [0, null]);
  assert.deepEqual([calls("").row, calls("").rowSince], [0, null]);
  assert.deepEqual([calls("-").row, calls("-").rowSince], [3, 0]);
});

Deno.test("an outage that is over does not count as failing now and then; single failures do", () => {
  assert.deepEqual(calls("ok - - ok ok").since, { calls: 2, failures: 0 });
  assert.deepEqual(calls("- - - ok - ok").since, { calls: 3, failures: 1 });
  assert.deepEqual(calls("ok - ok - ok").since, { calls: 5, failures: 2 });
});

Deno.test("an allowance is used up from the vendor's word on, until something is taken", () => {
  assert.equal(calls("ok q").usedUp, true);
  assert.equal(calls("ok q p").usedUp, true, "a probe costs nothing, so it says nothing");
  assert.equal(calls("q ok").usedUp, false);
  assert.equal(calls("q ok").taken, true);
  assert.equal(calls("p").taken, false);
});
