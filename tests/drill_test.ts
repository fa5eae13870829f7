/** The drill in short; `deno task drill` plays all of it and prints what people saw. */
import assert from "node:assert/strict";
import { play } from "./drill/scene.ts";
import { scenes } from "./drill/scenes.ts";
import { type Fault, faults } from "./fakes/fault.ts";

/** Google's and Gemini's faults are all played in tests of their own, to the last detail. */
const SHORT: readonly Fault[] = ["refuse", "cut", "daily_quota", "wrong_shape"];

for (const scene of scenes) {
  const chosen = scene.vendor === "Resend" ? Object.keys(faults) as Fault[] : SHORT;
  for (const fault of chosen) {
    Deno.test(`${scene.vendor} × ${fault}, for somebody who wants ${scene.wants}: told the truth, quickly, and nothing is lost or done twice`, async () => {
      assert.deepEqual((await play(scene, fault)).wrong, []);
    });
  }
}
