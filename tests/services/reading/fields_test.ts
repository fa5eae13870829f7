import assert from "node:assert/strict";
import {
  emptyFields,
  type Field,
  mergeFields,
  type Source,
} from "../../../services/reading/fields.ts";

const said = (value: string, source: Source, confidence: number): Field => ({
  value,
  source,
  confidence,
});
const titled = (title: Field | null) => ({ ...emptyFields(), title });

Deno.test("the surer value wins, the known one when even", () => {
  const known = titled(said("Aria", "page", 0.6));
  const surer = mergeFields(known, { title: said("Air", "gemini", 0.7) });
  assert.equal(surer.title?.value, "Air");
  const even = mergeFields(known, { title: said("Air", "gemini", 0.6) });
  assert.equal(even.title?.value, "Aria");
});

Deno.test("a person's words stand against any machine", () => {
  const known = titled(said("Mine", "person", 1));
  const merged = mergeFields(known, { title: said("Air", "gemini", 1) });
  assert.equal(merged.title?.value, "Mine");
});

Deno.test("a person's words replace whatever was there, their own too", () => {
  for (const source of ["page", "person"] as const) {
    const known = titled(said("Old", source, 1));
    const merged = mergeFields(known, { title: said("New", "person", 1) });
    assert.equal(merged.title?.value, "New");
  }
});

Deno.test("a null erases nothing, and neither argument changes", () => {
  const known = titled(said("Aria", "page", 0.6));
  const merged = mergeFields(known, emptyFields());
  assert.deepEqual(merged, known);
  assert.notEqual(merged, known);
});
