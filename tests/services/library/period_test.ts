import assert from "node:assert/strict";
import { periodOf } from "../../../services/library/period.ts";

Deno.test("the period is the composer's, else the year's, else unknown", () => {
  for (
    const [composer, year, expected] of [
      ["William Byrd", "", "renaissance"],
      ["Johann Sebastian Bach", "1976", "baroque"],
      ["Wolfgang Amadeus Mozart", "", "classical"],
      ["Clara Schumann", "", "romantic"],
      ["Béla Bartók", "", "modern"],
      ["Ottilie Brandauer", "1798", "classical"],
      ["Ottilie Brandauer", "© 2011", "modern"],
      ["Ottilie Brandauer", "n. d.", null],
      ["", "", null],
    ] as const
  ) assert.equal(periodOf({ composer, year }), expected, `${composer} ${year}`);
});
