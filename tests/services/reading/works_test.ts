import assert from "node:assert/strict";
import { createPdfEngine } from "../../../services/pdf/engine.ts";
import { centre, left, right } from "../../fixtures/layouts/draw.ts";
import { asDocument, fixture, makePdf, type Page } from "../../fixtures/make_pdf.ts";

const staves = { top: 640, count: 8 };
const begins = (title: string, size = 20): Page => ({
  words: [centre(title, 790, size), right("Johanna Kinkel", 760), left("Munter", 665, 12)],
  staves,
});
const goesOn: Page = { words: [centre("12", 820, 9)], staves: { top: 780, count: 10 } };

async function worksOf(pages: Page[]) {
  const engine = createPdfEngine();
  const { works, title } = await engine.read(asDocument(makePdf(pages)));
  engine.close();
  return { works, title: title?.value };
}

Deno.test("of several works in one file each is listed with its page, under the collection's title", async () => {
  const cover = { words: [centre("Reiseblätter", 700, 32), centre("Johanna Kinkel", 600, 18)] };
  const { works, title } = await worksOf([
    cover,
    begins("1. Aufbruch"),
    goesOn,
    begins("2. Am Wasserfall"),
    begins("3. Rast im Walde"),
  ]);
  assert.equal(title, "Reiseblätter");
  assert.deepEqual(works, [
    { title: "Aufbruch", page: 2 },
    { title: "Am Wasserfall", page: 4 },
    { title: "Rast im Walde", page: 5 },
  ]);
});

Deno.test("movements, running titles and parts of one work are no works", async () => {
  const { works } = await worksOf([
    begins("Grande Sonate"),
    begins("Menuetto", 14),
    { ...goesOn, words: [centre("Grande Sonate", 820, 9)] },
    { words: [left("III. Rondo", 700, 14), left("Allegro", 665, 12)], staves },
    begins("Grande Sonate"),
  ]);
  assert.equal(works, undefined);
});

Deno.test("a score of one work lists none", async () => {
  const engine = createPdfEngine();
  for (const name of ["ode.pdf", "lied.pdf", "cover.pdf"]) {
    assert.equal((await engine.read(fixture(name))).works, undefined, name);
  }
  engine.close();
});

Deno.test("of a file of more than forty pages no works are listed: half a list is none", async () => {
  const pages = Array.from({ length: 41 }, (_, at) => begins(`Piece named ${at}`));
  assert.equal((await worksOf(pages)).works, undefined);
});
