import assert from "node:assert/strict";
import { createPdfEngine } from "../../../services/pdf/engine.ts";
import { encodeGreyPng } from "../../../services/pdf/grey_png.ts";
import { notes } from "../../fixtures/hostile.ts";
import { asDocument, fixture, makePdf } from "../../fixtures/make_pdf.ts";

Deno.test("an engraved page is a small picture as wide as asked", async () => {
  const engine = createPdfEngine();
  const image = await engine.render(fixture("ode.pdf"), 0, 1000);
  engine.close();
  assert.equal(image.width, 1000);
  assert.equal(image.height, 1414);
  assert.equal(image.type, "image/png");
  assert(image.bytes.length < 80_000, `${image.bytes.length} bytes`);
  const { default: sharp } = await import("sharp");
  const { width, height } = await sharp(image.bytes).metadata();
  assert.deepEqual([width, height], [1000, 1414]);
  const { dominant } = await sharp(image.bytes).stats();
  assert(dominant.r > 240, "mostly white");
});

Deno.test("no page is drawn with more pixels than the limit", async () => {
  const engine = createPdfEngine({ maxPixels: 100_000 });
  const strip = asDocument(makePdf([{ box: [0, 0, 10, 10_000] }]));
  const sheet = await engine.render(fixture("ode.pdf"), 0, 4000);
  const narrow = await engine.render(strip, 0, 4000);
  engine.close();
  for (const { width, height } of [sheet, narrow]) {
    assert(width >= 1 && width * height <= 101_000, `${width} x ${height}`);
  }
});

Deno.test("colour stays colour", async () => {
  const engine = createPdfEngine();
  const red = asDocument(makePdf([{ content: "1 0 0 rg 0 0 595 842 re f" }]));
  const image = await engine.render(red, 0, 100);
  engine.close();
  assert.equal(image.type, "image/webp");
  const { default: sharp } = await import("sharp");
  const { dominant } = await sharp(image.bytes).stats();
  assert(dominant.r > 200 && dominant.g < 60, JSON.stringify(dominant));
});

Deno.test("a grey PNG decodes to what went in, odd widths too", async () => {
  const { default: sharp } = await import("sharp");
  const pixels = Uint8Array.from([0, 255, 0, 255, 0, 255]);
  const png = await encodeGreyPng(pixels, 3, 2);
  const { data, info } = await sharp(png).toColourspace("b-w").raw().toBuffer({
    resolveWithObject: true,
  });
  assert.deepEqual([info.width, info.height], [3, 2]);
  assert.deepEqual([...data], [...pixels]);
});

// 100,000 notes took PDFium to its limit, and the page could not be drawn.
Deno.test("a page with more notes on it than anybody writes is drawn without them", async () => {
  const engine = createPdfEngine();
  const [few, many] = [
    await engine.render(asDocument(notes(3)), 0, 100),
    await engine.render(asDocument(notes(100_000)), 0, 100),
  ];
  engine.close();
  assert.deepEqual([few.type, many.type], ["image/webp", "image/png"], "red, and white");
});
