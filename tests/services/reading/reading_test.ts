import assert from "node:assert/strict";
import { createPdfEngine, type PdfDocument } from "../../../services/pdf/engine.ts";
import { readScore, type ScoreReading } from "../../../services/reading/reading.ts";
import { asDocument, fixture, makePdf } from "../../fixtures/make_pdf.ts";

async function read(doc: PdfDocument, fileName = "x.pdf"): Promise<ScoreReading> {
  const engine = createPdfEngine();
  try {
    return await readScore(engine, { doc, fileName });
  } finally {
    engine.close();
  }
}

const values = ({ fields }: ScoreReading) => ({
  title: fields.title?.value,
  composer: fields.composer?.value,
  opus: fields.opus?.value,
  instruments: fields.instruments?.value,
  pages: fields.pages?.value,
});

Deno.test("the project's own scores are read right", async () => {
  assert.deepEqual(values(await read(fixture("menuet.pdf"))), {
    title: "Menuet",
    composer: "Christian Petzold",
    opus: "BWV Anh. 114",
    instruments: ["Harpsichord"],
    pages: 1,
  });
  assert.deepEqual(values(await read(fixture("lied.pdf"))), {
    title: "Heidenröslein",
    composer: "Franz Schubert",
    opus: "Op. 3, No. 3, D. 257",
    instruments: ["Voice", "Piano"],
    pages: 1,
  });
  const ode = await read(fixture("ode.pdf"));
  assert.deepEqual(values(ode), {
    title: "Ode to Joy",
    composer: "Ludwig van Beethoven",
    opus: "Op. 125",
    instruments: ["Flute", "Piano"],
    pages: 3,
  });
  assert.equal(ode.fields.arranger?.value, "Anna Example");
  assert.equal(ode.fields.subtitle?.value, "for flute and piano");
});

Deno.test("a title page before the music is read", async () => {
  const { title, composer } = values(await read(fixture("cover.pdf")));
  assert.deepEqual([title, composer], ["Easy Pieces", "Wolfgang Amadeus Mozart"]);
});

Deno.test("a page that says all leaves the file's name unasked", async () => {
  const { chain } = await read(fixture("menuet.pdf"), "Verdi - Aida.pdf");
  assert.deepEqual(chain.map(({ provider, outcome }) => [provider, outcome]), [["local", "ok"]]);
  assert(chain[0].ms >= 0);
});

Deno.test("the file's name answers where the file cannot be read", async () => {
  const { fields, chain } = await read(fixture("encrypted.pdf"), "Verdi - Aida.pdf");
  assert.deepEqual(chain.map(({ provider, outcome, code }) => [provider, outcome, code]), [
    ["local", "failed", "encrypted"],
    ["filename", "ok", undefined],
  ]);
  assert.equal(fields.title?.value, "Aida");
  assert.equal(fields.composer?.value, "Giuseppe Verdi");
  assert.equal(fields.title?.source, "filename");
});

Deno.test("the file's name fills in what the page does not say", async () => {
  const empty = asDocument(makePdf([{}]));
  const { fields, chain } = await read(empty, "Verdi - Aida.pdf");
  assert.deepEqual(chain.map(({ outcome }) => outcome), ["nothing", "ok"]);
  assert.equal(fields.title?.value, "Aida");
  assert.equal(fields.pages?.value, 1);
});

Deno.test("a page whose fonts do not say their letters is read from its picture", async () => {
  const words = [{ text: "Spring Song", x: 200, y: 780, size: 22 }];
  const page = { words, staves: { top: 640, count: 4 } };
  const silent = await read(asDocument(makePdf([page], {}, { readable: false })), "scan.pdf");
  assert.equal(silent.pictured, true);
  assert.equal(silent.fields.title, null);
  const legible = await read(asDocument(makePdf([page])), "x.pdf");
  assert.equal(legible.fields.title?.value, "Spring Song");
  assert.equal(legible.pictured, false);
});

Deno.test("a file that is nothing and says nothing gives empty fields, no throw", async () => {
  const doc = { key: "bad", load: () => Promise.reject(new Error("gone")) };
  const { fields, chain } = await read(doc, "scan.pdf");
  assert.deepEqual(chain.map(({ outcome }) => outcome), ["failed", "nothing"]);
  assert(Object.values(fields).every((field) => field === null));
});
