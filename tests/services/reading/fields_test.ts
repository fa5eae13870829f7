import assert from "node:assert/strict";
import { agree } from "../../../services/reading/agree.ts";
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

Deno.test("an AI that says what the page says makes it surer, but never certain", () => {
  const known = titled(said("Élégie", "page", 0.8));
  const merged = mergeFields(known, { title: said("ELEGIE.", "gemini", 0.9) });
  assert.equal(merged.title?.value, "ELEGIE.");
  assert.ok(Math.abs(merged.title!.confidence - 0.98) < 1e-9);
  const sure = mergeFields(titled(said("Aria", "page", 0.99)), {
    title: said("Aria", "gemini", 0.9),
  });
  assert.deepEqual(sure.title, said("Aria", "page", 0.99));
});

Deno.test("where an AI and the page disagree the surer one is chosen and the other one kept beside it", () => {
  const page = said("Aria", "page", 0.97);
  const gemini = said("Air", "gemini", 0.9);
  assert.deepEqual(mergeFields(titled(page), { title: gemini }).title, { ...page, other: gemini });
  const unsure = { ...page, confidence: 0.6 };
  assert.deepEqual(mergeFields(titled(unsure), { title: gemini }).title, {
    ...gemini,
    other: unsure,
  });
});

Deno.test("a file's name gives way to an AI, and contradicts nobody", () => {
  const merged = mergeFields(titled(said("scan of aria", "filename", 0.4)), {
    title: said("Aria", "gemini", 0.9),
  });
  assert.deepEqual(merged.title, said("Aria", "gemini", 0.9));
});

Deno.test("two readings of this server are weighed without a word of either", () => {
  const merged = mergeFields(titled(said("Aria", "page", 0.6)), {
    title: said("Air", "filename", 0.4),
  });
  assert.deepEqual(merged.title, said("Aria", "page", 0.6));
});

Deno.test("an AI cannot disagree with a person", () => {
  const person = said("", "person", 1);
  assert.deepEqual(
    mergeFields(titled(person), { title: said("Air", "gemini", 0.95) }).title,
    person,
  );
});

for (
  const [name, one, other, same] of [
    ["composer", "J. S. Bach", "Johann Sebastian Bach", true],
    ["composer", "J. S. Bach", "C. P. E. Bach", false],
    ["key", "f-moll", "F minor", true],
    ["key", "F major", "F minor", false],
    ["timeSignature", "3 / 4", "3/4", true],
    ["year", "(c) 1840", "1840", true],
    ["opus", "op.27, Nr.2", "Op. 27 Nr. 2", true],
    ["instruments", ["Flute", "Piano"], ["piano", "flute"], true],
    ["instruments", ["Flute"], ["Flute", "Piano"], false],
  ] as const
) {
  Deno.test(`${name}: ${one} and ${other} are ${same ? "the same" : "not the same"}`, () => {
    assert.equal(agree(name, one, other), same);
  });
}
