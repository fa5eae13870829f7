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
  const { works, title, opus } = await engine.read(asDocument(makePdf(pages)));
  engine.close();
  return { works, title: title?.value, sure: title?.confidence ?? 0, opus: opus?.value };
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

const numbered = (title: string, opus: string): Page => {
  const page = begins(title);
  return { ...page, words: [...page.words!, right(opus, 745)] };
};

Deno.test("without a title page the first work's title names the file, as unsurely as can be; its opus does not", async () => {
  const { works, title, sure, opus } = await worksOf([
    numbered("Aufbruch", "Op. 4"),
    goesOn,
    numbered("Am Wasserfall", "Op. 7, No. 2"),
    begins("Rast im Walde"),
  ]);
  assert.equal(works?.length, 3);
  assert.equal(title, "Aufbruch");
  assert.equal(sure, 0.5);
  assert.equal(opus, undefined);
});

Deno.test("an opus that all works of a file are parts of is the file's", async () => {
  const one = await worksOf([
    numbered("Aufbruch", "Op. 7, No. 1"),
    numbered("Am Wasserfall", "Op. 7, No. 2"),
    numbered("Rast im Walde", "Opus 7 Nr. 3"),
  ]);
  assert.equal(one.opus, "Op. 7");
  const cover = { words: [centre("Reiseblätter", 700, 32), centre("Op. 7", 600, 18)] };
  const other = await worksOf([
    cover,
    numbered("Aufbruch", "Op. 9"),
    numbered("Am Wasserfall", "Op. 4"),
  ]);
  assert.equal(other.title, "Reiseblätter");
  assert(other.sure > 0.5);
  assert.equal(other.opus, "Op. 7");
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
