import assert from "node:assert/strict";
import type { Fields } from "../../../store/fields.ts";
import { fold } from "../../../store/fold.ts";
import { createOcrEngine } from "../../../services/ocr/engine.ts";
import { halfTurned, quarterTurned } from "../../../services/ocr/turn.ts";
import { createPdfEngine } from "../../../services/pdf/engine.ts";
import { readPictures } from "../../../services/ocr/read_pictures.ts";
import { readScore } from "../../../services/reading/reading.ts";
import { asDocument, fixture, makePdf } from "../../fixtures/make_pdf.ts";
import { drawn, handled, type Handling, makeScan } from "../../fixtures/make_scan.ts";

/** Runs a test with both engines; starting them anew for each rule would cost more than the rules. */
async function withEngines(
  test: (read: (pdf: Uint8Array, pages?: number) => Promise<Fields>) => Promise<void>,
): Promise<void> {
  const engine = createPdfEngine();
  const ocr = createOcrEngine({ idleMs: undefined });
  try {
    await test(async (pdf, pages = 1) => {
      const { fields, step } = await readPictures(ocr, engine.pictures, {
        doc: asDocument(pdf),
        pages,
      });
      assert.equal(step.outcome, "ok", `${step.code}`);
      return fields!;
    });
  } finally {
    engine.close();
    ocr.close();
  }
}

const file = (name: string) => Deno.readFile(new URL(`../../fixtures/${name}`, import.meta.url));

async function scan(name: string, how: Handling, pages = 1): Promise<Uint8Array> {
  const engine = createPdfEngine();
  try {
    const pdf = await file(name);
    const pictures = [];
    for (let page = 0; page < pages; page++) {
      pictures.push(await handled(await drawn(engine, pdf, page), how));
    }
    return await makeScan(pictures);
  } finally {
    engine.close();
  }
}

/** Accents and full stops are too small to be sure of. */
const values = ({ title, composer, opus }: Fields) =>
  [title, composer, opus].map((field) => fold(field?.value ?? ""));

Deno.test("scans are read as the pages they were made from", (t) =>
  withEngines(async (read) => {
    const menuet = ["menuet", "christian petzold"];
    const lied = ["heidenroslein", "franz schubert", "op 3 no 3 d 257"];
    const rules: [string, string, Handling, string[]][] = [
      ["a clean scan", "lied.pdf", {}, lied],
      ["noise, and a shadow across the page", "menuet.pdf", { specks: 15, shadow: 0.5 }, menuet],
      ["a page that lies askew, blurred", "menuet.pdf", { askew: 1.4, blur: 0.7 }, menuet],
      ["black and white only", "menuet.pdf", { bilevel: true, blur: 0.8 }, menuet],
    ];
    for (const [rule, name, how, expected] of rules) {
      await t.step(rule, async () => {
        const fields = await read(await scan(name, how));
        assert.deepEqual(values(fields).slice(0, expected.length), expected);
        assert.equal(fields.title?.source, "picture");
      });
    }
    await t.step("a title page leads on to the music", async () => {
      const [title, composer] = values(await read(await scan("cover.pdf", {}, 2), 2));
      assert.deepEqual([title, composer], ["easy pieces", "wolfgang amadeus mozart"]);
    });
    await t.step("a page on its side, and one on its head", async () => {
      const engine = createPdfEngine();
      const page = await drawn(engine, await file("menuet.pdf"));
      engine.close();
      const side = quarterTurned(page);
      for (const turned of [side, halfTurned(page), halfTurned(side)]) {
        assert.deepEqual(values(await read(await makeScan([turned]))).slice(0, 2), menuet);
      }
    });
    await t.step("a title in a frame", async () => {
      const words = [
        { text: "Evening Song", x: 220, y: 760, size: 24 },
        { text: "Robert Schumann", x: 440, y: 710, size: 12 },
      ];
      const content = "2 w 200 745 200 50 re S";
      const engine = createPdfEngine();
      const page = await drawn(
        engine,
        makePdf([{ words, content, staves: { top: 640, count: 6 } }]),
      );
      engine.close();
      const [title, composer] = values(await read(await makeScan([page])));
      assert.deepEqual([title, composer], ["evening song", "robert schumann"]);
    });
  }));

Deno.test("pages are read from their pictures where they are pictures, and only there", async () => {
  const engine = createPdfEngine();
  const pictured = async (pdf: Uint8Array) =>
    (await readScore(engine, { doc: asDocument(pdf), fileName: "x.pdf" })).pictured;
  try {
    assert.equal(await pictured(await scan("menuet.pdf", {})), true);
    assert.equal(await pictured(await file("menuet.pdf")), false);
    const words = [{ text: "Sonata facile in C", x: 200, y: 760, size: 24 }];
    const unnamed = makePdf([{ words }], {}, { readable: false });
    assert.equal(await pictured(unnamed), true, "letters of which nothing says what they are");
    assert.equal(await pictured(makePdf([{}])), false, "a blank page");
    assert.equal(await pictured(makePdf([{ staves: { top: 700, count: 6 } }])), true, "no letters");
    assert.equal(await pictured(makePdf([{ words }])), false, "a page that names no composer");
  } finally {
    engine.close();
  }
});

Deno.test("where OCR cannot start, the chain says so and what was read stands", async () => {
  const engine = createPdfEngine();
  const ocr = createOcrEngine({ memoryLimitBytes: 1, idleMs: undefined });
  try {
    const doc = asDocument(await scan("menuet.pdf", {}));
    const { fields, step } = await readPictures(ocr, engine.pictures, { doc, pages: 1 });
    assert.equal(fields, null);
    assert.deepEqual([step.provider, step.outcome, step.code], ["ocr", "failed", "unavailable"]);
  } finally {
    engine.close();
    ocr.close();
  }
});

Deno.test("a picture that cannot be drawn ends in a link of the chain, no throw", async () => {
  const engine = createPdfEngine();
  const ocr = createOcrEngine({ idleMs: undefined });
  try {
    const doc = fixture("encrypted.pdf");
    const { step } = await readPictures(ocr, engine.pictures, { doc, pages: 1 });
    assert.deepEqual([step.outcome, step.code], ["failed", "encrypted"]);
  } finally {
    engine.close();
    ocr.close();
  }
});
