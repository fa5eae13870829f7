import assert from "node:assert/strict";
import { createPdfEngine } from "../../../services/pdf/engine.ts";
import { keyOf } from "../../../services/reading/key.ts";
import { readSigns } from "../../../services/reading/signs.ts";
import { legible } from "../../../services/reading/legible.ts";
import type { TextRun } from "../../../services/pdf/types.ts";
import { fixture } from "../../fixtures/make_pdf.ts";

/** Lines 5 points apart. */
const staff = { x: 100, right: 500, top: 200, bottom: 220 };
/** A box `at` half spaces below the top line by its middle; sizes in spaces. */
const mark = (x: number, at: number, width: number, height: number) => ({
  x: 100 + x * 5,
  y: 200 + at * 2.5 - height * 2.5,
  width: width * 5,
  height: height * 5,
});
const treble = mark(0.8, 3.8, 2.45, 7);
const bass = mark(0.8, 3, 2.55, 3);
const alto = mark(0.8, 4, 2.6, 3.8);
const sharp = (x: number, at: number) => mark(x, at, 1.1, 2.8);
const flat = (x: number, at: number) => mark(x, at - 1.1, 0.87, 2.4);
const note = mark(12, 5, 1.25, 1.05);

for (
  const [name, marks, clef, fifths] of [
    ["a treble clef and no sign", [treble, note], "treble", 0],
    ["two sharps", [treble, sharp(4.2, 0), sharp(5.3, 3), note], "treble", 2],
    ["three flats in the bass", [bass, flat(4.2, 6), flat(5, 3), flat(5.9, 7), note], "bass", -3],
    ["one sharp under an alto clef", [alto, sharp(4.2, 1), note], "alto", 1],
    ["an accidental of the first note is no key", [treble, sharp(4.2, 2), note], "treble", 0],
  ] as const
) {
  Deno.test(`shapes tell clef and key: ${name}`, () => {
    const signs = readSigns(staff, [...marks]);
    assert.deepEqual([signs?.clef, signs?.fifths], [clef, fifths]);
  });
}

Deno.test("where no clef stands nothing is told", () => {
  assert.equal(readSigns(staff, [sharp(4.2, 0), note]), null);
  assert.equal(readSigns(staff, []), null);
});

Deno.test("common time is a sign of its own", () => {
  const signs = readSigns(staff, [treble, mark(4.5, 4, 1.7, 2.05), note]);
  assert.equal(signs?.meter, "4/4");
});

Deno.test("signatures have their keys", () => {
  assert.equal(keyOf(0, false), "C major");
  assert.equal(keyOf(-3, true), "C minor");
  assert.equal(keyOf(4, true), "C-sharp minor");
  assert.equal(keyOf(-4, false), "A-flat major");
  assert.equal(keyOf(7, true), "A-sharp minor");
});

Deno.test("the project's own scores tell their keys without a word of them", async () => {
  const engine = createPdfEngine();
  try {
    const keys = [];
    for (const name of ["menuet.pdf", "lied.pdf"]) {
      keys.push((await engine.read(fixture(name))).key?.value);
    }
    assert.deepEqual(keys, ["G major", "G major"]);
  } finally {
    engine.close();
  }
});

Deno.test("letters that the file does not name are read where they are a language, and only there", () => {
  const runs = (...texts: string[]) => texts.map((text) => ({ text, unnamed: true }) as TextRun);
  const named = { text: "Allegro" } as TextRun;
  const words = runs("Sonata", "in", "modo", "antico");
  assert.deepEqual(legible([...words, named]), [...words, named]);
  assert.deepEqual(legible([...runs("6RQDWD", "LQ", "PRGR", "DQWLFR"), named]), [named]);
  assert.deepEqual(legible(runs("Aria")), [], "too few to judge by");
});
