import assert from "node:assert/strict";
import { createBreaker } from "../../../services/integration/breaker.ts";

/** A breaker that opens after five failures in a row, for a minute, with a clock to move. */
function aBreaker() {
  let now = 1_000_000;
  const breaker = createBreaker({ consecutive: 5, openMs: 60_000 }, { now: () => now });
  const play = (results: string) => {
    for (const result of results) {
      assert.equal(breaker.enter(), true);
      if (result === "+") breaker.succeed();
      else breaker.fail();
    }
  };
  return { breaker, play, pass: (ms: number) => now += ms };
}

Deno.test("it opens after five failures in a row, or half of the last ten, and not before", () => {
  for (const results of ["-----", "+-----", "+-+-+-+-+-", "----++++-+"]) {
    const { breaker, play } = aBreaker();
    play(results.slice(0, -1));
    assert.equal(breaker.state(), "closed", results);
    if (results.endsWith("+")) continue; // A success opens nothing.
    play(results.slice(-1));
    assert.equal(breaker.state(), "open", results);
  }
});

Deno.test("open it lets nobody through for its time, then one at a time, until one does not fail", () => {
  const { breaker, play, pass } = aBreaker();
  play("-----");
  assert.equal(breaker.shutUntil(), 1_060_000);
  assert.equal(breaker.enter(), false);
  pass(60_000);
  assert.deepEqual([breaker.shutUntil(), breaker.enter(), breaker.enter()], [null, true, false]);
  assert.deepEqual([breaker.state(), breaker.shutUntil()], ["trying", Infinity]);
  breaker.fail();
  assert.deepEqual([breaker.state(), breaker.enter()], ["open", false]);
  pass(60_000);
  assert.equal(breaker.enter(), true);
  breaker.pass(); // A clear no is an answer.
  assert.equal(breaker.state(), "closed");
});

// Half of the last ten were still the failures by which it had opened: one more shut it again.
Deno.test("once it is closed again, what was before is forgotten", () => {
  const { breaker, play, pass } = aBreaker();
  play("+-+-+-+-+-");
  pass(60_000);
  play("+----");
  assert.equal(breaker.state(), "closed");
  play("-");
  assert.equal(breaker.state(), "open");
});

Deno.test("calls that were under way when it opened make it open no longer", () => {
  const { breaker, play, pass } = aBreaker();
  play("----");
  for (let n = 0; n < 3; n++) assert.equal(breaker.enter(), true);
  breaker.fail();
  pass(30_000);
  breaker.fail();
  breaker.succeed();
  assert.equal(breaker.shutUntil(), 1_060_000);
});

// It waited until the clock had caught up: a year, where it had been a year ahead.
Deno.test("a clock that is set back does not keep it shut", () => {
  const { breaker, play, pass } = aBreaker();
  pass(365 * 86_400_000);
  play("-----");
  pass(-365 * 86_400_000);
  assert.deepEqual([breaker.shutUntil(), breaker.enter()], [null, true]);
});
