/** What takes away all that is over. */
import assert from "node:assert/strict";
import { createSweep } from "../../../services/house/sweep.ts";
import { realWorld } from "../../../services/world.ts";
import { quietly } from "../../quiet.ts";

// A bin that could not be emptied kept audit and photos past their time, hour after hour.
Deno.test("where one part cannot be swept the others are, and the timer learns of it", async () => {
  const swept: string[] = [];
  const part = (name: string) => ({ sweep: () => Promise.resolve(void swept.push(name)) });
  const sweep = createSweep({
    store: {
      turns: { take: () => Promise.resolve(true) },
      retention: { sweep: () => Promise.resolve(swept.push("retention")) },
    },
    bin: { sweep: () => Promise.reject(new Error("the bin is stuck")) },
    arrivals: part("arrivals"),
    exports: part("exports"),
    photos: part("photos"),
    originals: { sweep: () => Promise.resolve(swept.push("originals")) },
    world: realWorld,
  });
  await quietly(() => assert.rejects(sweep(), /the bin is stuck/));
  assert.deepEqual(swept, ["arrivals", "exports", "retention", "photos", "originals"]);
});
