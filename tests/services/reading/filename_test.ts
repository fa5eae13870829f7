import assert from "node:assert/strict";
import { readFileName } from "../../../services/reading/filename.ts";

const values = (name: string) => {
  const { title, composer, opus } = readFileName(name);
  return [title?.value ?? null, composer?.value ?? null, opus?.value ?? null];
};

Deno.test("a file's name gives title, composer and number", () => {
  assert.deepEqual(values("Bach_-_Prelude_in_C_BWV846.pdf"), [
    "Prelude in C BWV846",
    "Johann Sebastian Bach",
    "BWV846",
  ]);
  assert.deepEqual(values("Moonlight Sonata - Beethoven.pdf"), [
    "Moonlight Sonata",
    "Ludwig van Beethoven",
    null,
  ]);
  assert.deepEqual(values("chopin_nocturne_op9_no2.pdf"), [
    "nocturne op9 no2",
    "Frédéric Chopin",
    "op9 no2",
  ]);
});

Deno.test("hyphens without spaces are spaces, not parts", () => {
  assert.equal(values("clair-de-lune.pdf")[0], "clair de lune");
  assert.equal(values("für-elise.pdf")[0], "für elise");
  assert.deepEqual(values("Beethoven-Moonlight Sonata.pdf").slice(0, 2), [
    "Moonlight Sonata",
    "Ludwig van Beethoven",
  ]);
});

Deno.test("a name that says nothing gives nothing", () => {
  for (
    const name of [
      "WhatsApp Image 2026-11-25 at 10.04.12.jpeg",
      "CamScanner 25.11.2026 10.04.pdf",
      "Photo 12.11.2026.jpg",
      "Scan 25 Nov 2026.pdf",
      "scan0001.pdf",
      "Document1.pdf",
      "",
      ".pdf",
      "12.pdf",
      "IMG_2024.pdf",
    ]
  ) {
    assert.deepEqual(readFileName(name), {}, name);
  }
});

Deno.test("what a file's name says is never above one in two", () => {
  const fields = readFileName("Bach_-_Prelude_in_C_major_BWV846.pdf");
  for (const field of Object.values(fields)) {
    assert(field && field.confidence < 0.5 && field.source === "filename");
  }
});

Deno.test("paths, control characters and very long names do no harm", () => {
  assert.equal(values("../../etc/Aria.pdf")[0], "Aria");
  assert.equal(values("Ar\u0000ia\u202e.pdf")[0], "Aria");
  const long = "a_".repeat(500_000) + ".pdf";
  const start = performance.now();
  assert((values(long)[0] ?? "").length <= 300);
  assert(performance.now() - start < 200);
});
