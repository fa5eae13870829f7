import assert from "node:assert/strict";
import { sizeInWords } from "../../islands/_parts/size.ts";
import { limits } from "../../services/problem.ts";

Deno.test("sizes are said in one way, and what is too large looks so", () => {
  const sizes = [0, 1, 940, 12_000, 99_000, 3.4e6, 60 * 1024 ** 2, 2 * 1024 ** 3, 2.5 * 1024 ** 3];
  assert.deepEqual(sizes.map(sizeInWords), [
    "0 bytes",
    "one byte",
    "940 bytes",
    "12 kB",
    "97 kB",
    "3.3 MB",
    "60 MB",
    "2 GB",
    "2.5 GB",
  ]);
  assert.equal(sizeInWords(limits.fileBytes), "50 MB");
  assert.equal(sizeInWords(limits.fileBytes + 1), "50.1 MB");
});
