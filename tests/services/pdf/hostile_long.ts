import assert from "node:assert/strict";
import { createPdfEngine, PdfError } from "../../../services/pdf/engine.ts";
import { dice } from "../../dice.ts";
import {
  crooked,
  endlessLine,
  heavy,
  type Hostile,
  longLines,
  speaking,
} from "../../fixtures/hostile.ts";
import { asDocument, fixture } from "../../fixtures/make_pdf.ts";

/** One for all, as in the app: what it survives, it survives. A worker's start is within the deadline. */
const engine = createPdfEngine({ deadlineMs: 4_000 });

/** What came of a file, step by step: "ok", or the code of its PdfError. Nothing else may come. */
async function outcomes(bytes: Uint8Array): Promise<string[]> {
  const doc = asDocument(bytes);
  const steps: string[] = [];
  for (
    const step of [
      () => engine.inspect(doc),
      () => engine.read(doc),
      () => engine.render(doc, 0, 320),
    ]
  ) {
    steps.push(
      await step().then(() => "ok", (error) => {
        assert(error instanceof PdfError, String(error));
        assert.notEqual(error.code, "unavailable", error.message);
        return error.code;
      }),
    );
    // Whoever cannot open a file does not go on to read it.
    if (steps[0] !== "ok") break;
  }
  return steps;
}

/** Takes its time: `bench/hostile.ts` has it. */
const tooLong = "a picture of 30,000 by 30,000 pixels";

for (const { name, make } of [...heavy, ...crooked, ...speaking]) {
  if (name === tooLong) continue;
  Deno.test(`harm is borne, and a good file read after it: ${name}`, async () => {
    await outcomes(make());
    assert.equal((await engine.inspect(fixture("ode.pdf"))).pages, 3);
  });
}

const named = (list: readonly Hostile[], name: string) =>
  asDocument(list.find((one) => one.name === name)!.make());

Deno.test("what a page tree counts is not believed", async () => {
  for (const { name, make } of crooked.filter(({ name }) => name.includes("counts"))) {
    assert.equal((await engine.inspect(asDocument(make()))).pages, 2, name);
  }
  await assert.rejects(engine.inspect(named(heavy, "20,000 pages")), { code: "too_many_pages" });
});

// Only what stands on the page itself was counted, and a form took more than the deadline.
Deno.test("too much text is left out in forms as well, and what is there first is read", async () => {
  const { pages } = await engine.read(named(heavy, "100,000 pieces of text in a form"));
  assert.equal(pages?.value, 1);
});

Deno.test("lines that repeat themselves without end are read in no time", async () => {
  for (const line of longLines) {
    const start = performance.now();
    await engine.read(asDocument(endlessLine(line)));
    const ms = performance.now() - start;
    // Half a second mostly; going back and forth it would not end before the deadline.
    assert(ms < 4_000, `${JSON.stringify(line.slice(0, 12))}: ${Math.round(ms)} ms`);
  }
});

Deno.test("a file cut short anywhere is damaged, or still a score", async () => {
  const whole = await fixture("lied.pdf").load();
  for (let share = 0.05; share < 1; share += 0.05) {
    const [opened] = await outcomes(whole.slice(0, whole.length * share));
    assert(["ok", "damaged", "not_pdf"].includes(opened), `${share}: ${opened}`);
  }
});

Deno.test("files with bytes changed by dice end in a score or in a reason", async () => {
  const roll = dice(7);
  for (const name of ["menuet.pdf", "lied.pdf"]) {
    const whole = await fixture(name).load();
    for (let time = 0; time < 40; time++) {
      const bytes = whole.slice();
      for (let flips = 1 + roll(20); flips > 0; flips--) bytes[roll(bytes.length)] = roll(256);
      await outcomes(bytes);
    }
  }
  assert.equal((await engine.inspect(fixture("ode.pdf"))).pages, 3);
});

Deno.test("a worker that throws is replaced, and the next document read", async () => {
  const known = 1 as unknown as string[]; // Not what the worker takes.
  await assert.rejects(engine.read(fixture("menuet.pdf"), { known }), { code: "damaged" });
  assert.equal((await engine.inspect(fixture("ode.pdf"))).pages, 3);
});

Deno.test("the engine ends with the last of them", () => engine.close());
