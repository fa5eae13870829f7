import assert from "node:assert/strict";
import { parseSessionKeys } from "../../../services/config.ts";
import { rotateKeys } from "../../../services/identity/key_rotation.ts";
import { realWorld } from "../../../services/world.ts";

/** Rotates a value on a day, as somebody does who sets what they are told. */
function rotate(value: string, day: string) {
  const world = { ...realWorld, now: () => Date.parse(`${day}T12:00:00Z`) };
  return rotateKeys(value === "" ? [] : parseSessionKeys(value), world);
}
const kids = (value: string) => parseSessionKeys(value).map(({ kid }) => kid);

Deno.test("a new key is put before all that there are, and named after the day", () => {
  let { value } = rotate("", "2026-11-25");
  for (const day of ["2026-12-01", "2026-12-01", "2026-12-20"]) value = rotate(value, day).value;
  assert.deepEqual(kids(value), ["k20261220", "k20261201-2", "k20261201", "k20261125"]);
  const secrets = new Set(value.split(",").map((key) => key.split(":")[1]));
  assert.equal(secrets.size, 4);
  assert.ok([...secrets].every((secret) => secret.length === 43));
});

Deno.test("each key's line says when it may go: 90 days after the next one was set", () => {
  const secret = "A".repeat(43);
  const old = ["k20261101", "k20260701", "first"].map((kid) => `${kid}:${secret}`).join();
  assert.deepEqual(rotate(old, "2026-11-25").lines, [
    "k20261125: new; signs from the day you set it",
    "k20261101: keep it until 2027-02-23, if k20261125 is set on its day",
    "k20260701: keep it until 2027-01-30, if k20261101 is set on its day",
    "first: may go now, if k20260701 was set on its day",
  ]);
  assert.deepEqual(
    rotate(`b:${secret},a:${secret}`, "2026-11-25").lines.at(-1),
    [
      "a: keep it until 90 days after b was set",
    ][0],
  );
});
