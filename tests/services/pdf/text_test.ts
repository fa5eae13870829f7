import assert from "node:assert/strict";
import { createPdfEngine, type PageText } from "../../../services/pdf/engine.ts";
import { asDocument, makePdf, type Page } from "../../fixtures/make_pdf.ts";

async function textOf(page: Page): Promise<PageText> {
  const engine = createPdfEngine();
  try {
    return (await engine.text(asDocument(makePdf([page])), { pages: [0] }))[0];
  } finally {
    engine.close();
  }
}

const words = [{ text: "Largo assai", x: 100, y: 742, size: 20 }];

Deno.test("words come with their place from the top left corner", async () => {
  const page = await textOf({ words });
  assert.deepEqual(page.runs.map((run) => run.text), ["Largo", "assai"]);
  const [first, second] = page.runs;
  assert.equal(Math.round(first.baseline), 100);
  assert(Math.abs(first.x - 100) < 3 && second.x > first.x + first.width);
  assert.equal(first.size, 20);
  assert.equal(first.font, "Helvetica");
});

Deno.test("a corner elsewhere than zero changes nothing", async () => {
  const page = await textOf({
    box: [-200, -100, 395, 742],
    words: [{ ...words[0], x: -100, y: 642 }],
  });
  assert.equal(Math.round(page.runs[0].baseline), 100);
  assert(Math.abs(page.runs[0].x - 100) < 3);
});

Deno.test("a page that is turned is read as it is shown", async () => {
  // Shown a quarter turn clockwise, so the text is written upwards.
  const page = await textOf({
    rotate: 90,
    content: "BT /F1 20 Tf 0 1 -1 0 100 100 Tm (Largo assai) Tj ET",
  });
  assert.deepEqual([page.width, page.height], [842, 595]);
  assert.equal(page.runs[0].text, "Largo");
  assert.equal(Math.round(page.runs[0].baseline), 100);
  assert(Math.abs(page.runs[0].x - 100) < 3);
});

Deno.test("a booklet written sideways without saying so is turned upright", async () => {
  const page = await textOf({
    content: "BT /F1 20 Tf 0 1 -1 0 100 100 Tm (Konzert in drei Teilen mit Basso) Tj ET",
  });
  assert.deepEqual([page.width, page.height], [842, 595]);
  assert.equal(page.runs[0].text, "Konzert");
});

Deno.test("of fifty thousand words only the first are read", async () => {
  const content = Array.from({ length: 50_000 }, (_, index) => {
    const [x, y] = [10 + 10 * (index % 57), 830 - 0.9 * Math.floor(index / 57)];
    return `BT /F1 4 Tf 1 0 0 1 ${x} ${y} Tm (word) Tj ET`;
  }).join("\n");
  const page = await textOf({ content });
  assert.equal(page.cut, true);
  assert(page.runs.length > 1000 && page.runs.length <= 20_000);
});

// It took all the memory that PDFium may have; 8,000 pieces of 200 letters took eight seconds.
Deno.test("of eight thousand long lines only the first are read", async () => {
  const line = "wordy".repeat(200);
  const content = Array.from({ length: 8_000 }, (_, index) => {
    const [x, y] = [10 + 10 * (index % 57), 830 - 0.9 * Math.floor(index / 57)];
    return `BT /F1 4 Tf 1 0 0 1 ${x} ${y} Tm (${line}) Tj ET`;
  }).join("\n");
  const page = await textOf({ content });
  assert.equal(page.cut, true);
  assert.equal(page.runs[0].text.slice(0, 5), "wordy");
});

Deno.test("a page of many short words is read whole", async () => {
  const content = Array.from({ length: 3_000 }, (_, index) => {
    const [x, y] = [10 + 10 * (index % 57), 830 - 10 * Math.floor(index / 57)];
    return `BT /F1 4 Tf 1 0 0 1 ${x} ${y} Tm (word) Tj ET`;
  }).join("\n");
  const page = await textOf({ content });
  assert.deepEqual([page.cut, page.runs.length], [false, 3_000]);
});
