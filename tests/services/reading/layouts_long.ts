import assert from "node:assert/strict";
import { createPdfEngine, type PdfEngine } from "../../../services/pdf/engine.ts";
import { thrown } from "../../fixtures/layouts/chance.ts";
import { fromAfar } from "../../fixtures/layouts/afar.ts";
import { besideOneAnother } from "../../fixtures/layouts/beside.ts";
import { oddities } from "../../fixtures/layouts/odd.ts";
import { templates } from "../../fixtures/layouts/templates.ts";
import { type Trial, tryLayout } from "../../fixtures/layouts/try.ts";
import { works } from "../../fixtures/layouts/works.ts";
import { asDocument, makePdf } from "../../fixtures/make_pdf.ts";

/** One engine for many pages. */
async function withEngine<T>(use: (engine: PdfEngine) => Promise<T>): Promise<T> {
  const engine = createPdfEngine();
  try {
    return await use(engine);
  } finally {
    engine.close();
  }
}

/** From here on a field is filled in. */
const FILLED = 0.5;
const fields = ["title", "composer", "subtitle", "arranger", "opus", "instruments"] as const;

for (const odd of [...oddities, ...fromAfar, ...besideOneAnother]) {
  Deno.test(`what is printed is read: ${odd.name}`, async () => {
    const pdf = makePdf(odd.pages, odd.info, odd.making);
    const read = await withEngine((engine) => engine.read(asDocument(pdf), { known: odd.known }));
    for (const name of fields) {
      const field = read[name];
      const filled = field && field.confidence >= FILLED ? field.value : null;
      if (odd[name] !== undefined) assert.deepEqual(filled, odd[name], name);
    }
  });
}

const share = (trials: Trial[], of: "title" | "surname" | "opus") =>
  trials.filter((trial) => trial[of]).length / trials.length;

// One in three of the works in each layout keeps the time short; the next run of layouts has the others.
for (const [index, template] of templates.entries()) {
  Deno.test(`every work is read in this layout: ${template.name}`, async () => {
    const some = works.filter((_, at) => at % 3 === index % 3);
    const trials = await withEngine(async (engine) => {
      const done: Trial[] = [];
      for (const work of some) done.push(await tryLayout(engine, template, work));
      return done;
    });
    for (const asked of ["title", "surname", "opus"] as const) {
      const wrong = trials.filter((trial) => !trial[asked]);
      assert(
        share(trials, asked) >= 0.92,
        `${asked}: ${wrong.map(({ work, fields }) => `${work.title} -> ${fields.title?.value}`)}`,
      );
    }
  });
}

Deno.test("layouts thrown by dice are mostly read, and a reading knows how sure it is", async () => {
  const trials = await withEngine(async (engine) => {
    const done: Trial[] = [];
    for (let seed = 1; seed <= 1_000; seed++) {
      done.push(await tryLayout(engine, thrown(seed), works[seed % works.length]));
    }
    return done;
  });
  assert(share(trials, "title") >= 0.92, `title ${share(trials, "title")}`);
  assert(share(trials, "surname") >= 0.92, `surname ${share(trials, "surname")}`);
  for (const [name, right] of [["title", "title"], ["composer", "surname"]] as const) {
    const given = trials.filter(({ fields }) => fields[name] !== null);
    for (const [low, high] of [[0.5, 0.9], [0.9, 1]]) {
      const bin = given.filter(({ fields }) =>
        fields[name]!.confidence >= low && fields[name]!.confidence < high
      );
      const said = bin.reduce((sum, { fields }) => sum + fields[name]!.confidence, 0) / bin.length;
      // Of few one cannot say much: the margin narrows with their number.
      assert(
        Math.abs(said - share(bin, right)) < 0.04 + 1 / Math.sqrt(bin.length),
        `${name} ${low} to ${high}: said ${said}, right ${share(bin, right)} of ${bin.length}`,
      );
    }
  }
});
