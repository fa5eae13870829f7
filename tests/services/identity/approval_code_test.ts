import assert from "node:assert/strict";
import {
  groupedCode,
  newApprovalCode,
  readApprovalCode,
} from "../../../services/identity/approval_code.ts";
import { newCode } from "../../../services/identity/code.ts";
import { realWorld } from "../../../services/world.ts";

Deno.test("an approval code is eight consonants, and is read back in whatever case and groups", () => {
  for (let n = 0; n < 500; n++) {
    const code = newApprovalCode(realWorld);
    assert.match(code, /^[BCDFGHJKLMNPQRSTVWXZ]{8}$/);
    assert.equal(readApprovalCode(groupedCode(code)), code);
    assert.equal(readApprovalCode(` ${code.toLowerCase()} `), code);
  }
  for (const typed of ["", "BCDF", "BCDF-GHJKL", "AEIO-UYAE", "BCDF-GHJ1", "ß".repeat(200)]) {
    assert.equal(readApprovalCode(typed), null, typed);
  }
});

Deno.test("every digit of a code, and every letter of an approval code, comes as often as any other", () => {
  const count = (texts: string[]) =>
    [...Map.groupBy(texts.join(""), (letter) => letter).values()].map(({ length }) => length);
  const digits = count(Array.from({ length: 5000 }, () => newCode(realWorld)));
  const letters = count(Array.from({ length: 5000 }, () => newApprovalCode(realWorld)));
  assert.deepEqual([digits.length, letters.length], [10, 20]);
  // 3,000 and 2,000 expected each; ten standard deviations are 520 and 436.
  assert.ok(digits.every((times) => Math.abs(times - 3000) < 520), String(digits));
  assert.ok(letters.every((times) => Math.abs(times - 2000) < 436), String(letters));
});

Deno.test("dice that would favour some codes are thrown again", () => {
  const throws = [[255, 255, 255], [0, 0, 42]];
  const world = { ...realWorld, random: () => new Uint8Array(throws.shift()!) };
  assert.equal(newCode(world), "000042");
});
