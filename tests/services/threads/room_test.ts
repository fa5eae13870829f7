import assert from "node:assert/strict";
import { createPdfEngine } from "../../../services/pdf/engine.ts";
import { createRoom } from "../../../services/threads/room.ts";
import { asDocument, makePdf } from "../../fixtures/make_pdf.ts";

const page = [{ words: [{ text: "Sarabande", size: 20, x: 100, y: 700 }] }];

// Three engines at rest held 400 MB while a fourth file was worked on: together over 700.
Deno.test("whoever takes much memory has the others leave, and not itself", () => {
  const room = createRoom();
  const left: string[] = [];
  const need = ["pdf", "ocr", "musicxml"].map((name) => room.join(() => left.push(name)));
  need[1]();
  assert.deepEqual(left, ["pdf", "musicxml"]);
});

Deno.test("an engine that is to make room ends its worker, and the next question has a new one", async () => {
  const room = createRoom();
  const needed = room.join(() => {});
  const engine = createPdfEngine({ room });
  try {
    let loads = 0;
    const pdf = makePdf(page);
    const doc = { ...asDocument(pdf), load: () => (loads++, Promise.resolve(pdf.slice())) };
    await engine.inspect(doc);
    await engine.inspect(doc);
    assert.equal(loads, 1, "it is kept open");
    needed();
    await engine.inspect(doc);
    assert.equal(loads, 2, "with its worker it was closed");
  } finally {
    engine.close();
  }
});

Deno.test("a question under way is answered before room is made", async () => {
  const room = createRoom();
  const needed = room.join(() => {});
  const engine = createPdfEngine({ room });
  try {
    const asked = engine.inspect({ ...asDocument(makePdf(page)), key: "a" });
    await new Promise((later) => setTimeout(later, 5));
    needed();
    assert.equal((await asked).pages, 1);
  } finally {
    engine.close();
  }
});
