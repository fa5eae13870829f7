import assert from "node:assert/strict";
import { FormatError, type FormatErrorCode } from "../../../services/formats/error.ts";
import {
  createOcrEngine,
  type OcrEngine,
  type OcrEngineOptions,
} from "../../../services/ocr/engine.ts";
import { toNetpbm } from "../../../services/ocr/netpbm.ts";
import { createPdfEngine } from "../../../services/pdf/engine.ts";
import { asDocument, makePdf } from "../../fixtures/make_pdf.ts";
import { findStaves } from "../../../services/reading/staves.ts";

async function withOcr(
  test: (ocr: OcrEngine) => Promise<void>,
  options: OcrEngineOptions = {},
): Promise<void> {
  const ocr = createOcrEngine({ idleMs: undefined, ...options });
  try {
    await test(ocr);
  } finally {
    ocr.close();
  }
}

const failsWith = (code: FormatErrorCode) => (error: unknown) =>
  error instanceof FormatError && error.code === code;

const staves = { top: 640, count: 4, left: 80, right: 520 };

async function page(longer = 3400): Promise<Uint8Array> {
  const engine = createPdfEngine();
  const words = [{ text: "Allemande", x: 230, y: 740, size: 22 }];
  try {
    return await engine.pictures.pixels(asDocument(makePdf([{ words, staves }])), 0, longer);
  } finally {
    engine.close();
  }
}

Deno.test("words and staves are found where they stand, in points", () =>
  withOcr(async (ocr) => {
    const text = await ocr.page(asDocument(await page()), 0, "letters");
    const [word] = text.runs;
    assert.equal(word.text, "Allemande");
    assert(word.sure! > 0.8);
    assert(Math.abs(word.x - 230) < 4, `${word.x}`);
    assert(Math.abs(word.baseline - (842 - 740)) < 3, `${word.baseline}`);
    assert(Math.abs(word.size - 22) < 3, `${word.size}`);
    const found = findStaves(text);
    assert.equal(found.length, staves.count);
    assert(Math.abs(found[0].top - (842 - staves.top)) < 2, `${found[0].top}`);
    assert(Math.abs(found[0].x - staves.left) < 4, `${found[0].x}`);
    assert(Math.abs(found[0].right - staves.right) < 4, `${found[0].right}`);
  }));

Deno.test("after a failure the next picture gets a fresh worker", () =>
  withOcr(async (ocr) => {
    const nonsense = asDocument(new TextEncoder().encode("no picture"));
    await assert.rejects(ocr.page(nonsense, 0, "letters"), failsWith("damaged"));
    const { runs } = await ocr.page(asDocument(await page()), 0, "letters");
    assert.equal(runs[0].text, "Allemande");
  }));

Deno.test("an engine that does not start in time is away, and no picture is to blame", () =>
  withOcr(async (ocr) => {
    const picture = asDocument(await page());
    await assert.rejects(ocr.page(picture, 0, "letters"), failsWith("unavailable"));
  }, { deadlineMs: 20 }));

Deno.test("a worker that has nothing to read is ended, and another one started when there is", () =>
  withOcr(async (ocr) => {
    const picture = asDocument(await page(1700));
    await ocr.page(picture, 0, "letters");
    await new Promise((resolve) => setTimeout(resolve, 60));
    assert.equal((await ocr.page(picture, 0, "letters")).runs.length > 0, true);
  }, { idleMs: 20 }));

Deno.test("a blank page and one of noise have no words", () =>
  withOcr(async (ocr) => {
    const side = 1_000;
    const blank = new Uint8Array(side * side).fill(255);
    const noise = blank.map((_, at) => (at * 2654435761 >>> 7) % 5 === 0 ? 0 : 255);
    for (const data of [blank, noise]) {
      const doc = asDocument(toNetpbm(data, side, side));
      assert.deepEqual((await ocr.page(doc, 0, "letters")).runs, []);
    }
  }));
