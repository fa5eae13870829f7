/**
 * `deno task doctor`: looks whether the app can run here, with these settings, and says what to do
 * about each thing that is wrong. Ends with 1 where something is.
 *
 * @module
 */
import { examine } from "../services/doctor/doctor.ts";
import { openDatabase } from "../services/open.ts";
import { readSettings } from "../services/settings.ts";
import { realWorld } from "../services/world.ts";

const SIGNS = { well: "ok   ", note: "note ", wrong: "WRONG" } as const;

// What the services log of a failed call stands in what is printed, in better words.
console.error = () => {};
const findings = await examine(readSettings, openDatabase, realWorld);
for (const { about, state, says, advice } of findings) {
  console.log(`${SIGNS[state]}  ${about}: ${says}`);
  if (advice !== undefined) console.log(`       → ${advice}`);
}
const wrong = findings.filter(({ state }) => state === "wrong").length;
console.log(
  wrong === 0
    ? "Nothing is wrong."
    : wrong === 1
    ? "One thing is wrong."
    : `${wrong} things are wrong.`,
);
Deno.exit(wrong === 0 ? 0 : 1);
