import assert from "node:assert/strict";
import {
  createPdfEngine,
  type PdfEngine,
  type PdfEngineOptions,
  PdfError,
  type PdfErrorCode,
} from "../../../services/pdf/engine.ts";
import { asDocument, fixture, makeFormBomb, makePdf } from "../../fixtures/make_pdf.ts";

/** Runs a test with an engine that is closed afterwards. */
async function withEngine(
  use: (engine: PdfEngine) => Promise<void>,
  options?: PdfEngineOptions,
): Promise<void> {
  const engine = createPdfEngine(options);
  try {
    await use(engine);
  } finally {
    engine.close();
  }
}

const failsWith = (code: PdfErrorCode) => (error: unknown) =>
  error instanceof PdfError && error.code === code;

Deno.test("an engine that is never asked starts nothing", () => {
  createPdfEngine().close();
});

Deno.test("pages are counted and Info fields read", () =>
  withEngine(async (engine) => {
    const doc = asDocument(makePdf([{}, {}], { Title: "Sonata (in C)" }));
    const { pages, info } = await engine.inspect(doc);
    assert.equal(pages, 2);
    assert.deepEqual(info, { title: "Sonata (in C)" });
  }));

Deno.test("every bad file is told apart, and a good one is read after each", () =>
  withEngine(async (engine) => {
    const good = fixture("menuet.pdf");
    const whole = await good.load();
    const html = new TextEncoder().encode("<!doctype html><h1>Sonata</h1>");
    const bad: [PdfErrorCode, ReturnType<typeof asDocument>][] = [
      ["encrypted", fixture("encrypted.pdf")],
      ["damaged", asDocument(whole.slice(0, whole.length * 0.6))],
      ["not_pdf", asDocument(new Uint8Array(0))],
      ["not_pdf", asDocument(html)],
      ["damaged", asDocument(new TextEncoder().encode("%PDF-1.4\n%%EOF"))],
    ];
    for (const [code, doc] of bad) {
      await assert.rejects(engine.inspect(doc), failsWith(code), code);
      assert.equal((await engine.inspect(good)).pages, 1);
    }
  }));

Deno.test("a hundred pages are taken and one more is not", () =>
  withEngine(async (engine) => {
    const pages = Array.from({ length: 101 }, () => ({}));
    const taken = await engine.inspect(asDocument(makePdf(pages.slice(1))));
    assert.equal(taken.pages, 100);
    await assert.rejects(
      engine.inspect(asDocument(makePdf(pages))),
      failsWith("too_many_pages"),
    );
    const more = { maxPages: 101 };
    assert.equal(
      (await engine.inspect(asDocument(makePdf(pages)), more)).pages,
      101,
    );
  }));

Deno.test("a page outside the document is refused", () =>
  withEngine(async (engine) => {
    for (const page of [-1, 1, 0.5, NaN]) {
      await assert.rejects(
        engine.render(fixture("menuet.pdf"), page, 100),
        failsWith("no_such_page"),
      );
    }
  }));

Deno.test("the engine recovers after a timeout", () =>
  withEngine(async (engine) => {
    await engine.inspect(fixture("menuet.pdf")); // started before the clock counts
    const fills = "0 0 595 842 re f\n".repeat(50_000);
    const slow = asDocument(makePdf([{ content: fills }]));
    await assert.rejects(
      engine.render(slow, 0, 3000),
      failsWith("timeout"),
    );
    assert.equal((await engine.inspect(fixture("ode.pdf"))).pages, 3);
  }, { deadlineMs: 2_500 }));

Deno.test("forms that draw forms without end are stopped", () =>
  withEngine(async (engine) => {
    await assert.rejects(
      engine.text(asDocument(makeFormBomb()), { pages: [0] }),
      (error) => failsWith("memory")(error) || failsWith("timeout")(error),
    );
    assert.equal((await engine.inspect(fixture("ode.pdf"))).pages, 3);
  }, { memoryLimitBytes: 64 * 1024 * 1024 }));

Deno.test("the engine recovers after it ran out of memory", () =>
  withEngine(async (engine) => {
    await assert.rejects(
      engine.render(fixture("menuet.pdf"), 0, 4000),
      failsWith("memory"),
    );
    assert.equal((await engine.inspect(fixture("ode.pdf"))).pages, 3);
  }, { memoryLimitBytes: 40 * 1024 * 1024 }));

Deno.test("a document that cannot be loaded is unavailable, and only it", () =>
  withEngine(async (engine) => {
    const gone = { key: "gone", load: () => Promise.reject(new Error("gone")) };
    const [first, second] = await Promise.allSettled([
      engine.inspect(gone),
      engine.inspect(fixture("ode.pdf")),
    ]);
    assert(first.status === "rejected" && failsWith("unavailable")(first.reason));
    assert.equal(second.status, "fulfilled");
  }));

Deno.test("a document is loaded once for all its pages", () =>
  withEngine(async (engine) => {
    let loads = 0;
    const ode = fixture("ode.pdf");
    const counted = { key: "ode", load: () => (loads++, ode.load()) };
    await engine.inspect(counted);
    await Promise.all([0, 1, 2].map((page) => engine.render(counted, page, 200)));
    assert.equal(loads, 1);
  }));

Deno.test("documents above the bytes to keep are closed, and loaded again", () =>
  withEngine(async (engine) => {
    let loads = 0;
    const menuet = fixture("menuet.pdf");
    const counted = { key: "menuet", load: () => (loads++, menuet.load()) };
    await engine.inspect(counted);
    await engine.inspect(fixture("ode.pdf"));
    await engine.inspect(counted);
    assert.equal(loads, 2);
  }, { keepBytes: 100_000 }));

Deno.test("closing fails the call under way and the next call starts anew", async () => {
  const engine = createPdfEngine();
  const call = engine.inspect(fixture("ode.pdf"));
  await new Promise((resolve) => setTimeout(resolve, 5));
  engine.close();
  await assert.rejects(call, failsWith("unavailable"));
  assert.equal((await engine.inspect(fixture("ode.pdf"))).pages, 3);
  engine.close();
});

Deno.test("a view into a larger buffer leaves the rest of it alone", () =>
  withEngine(async (engine) => {
    const pdf = makePdf([{}]);
    const buffer = new Uint8Array(pdf.length + 100);
    buffer.set(pdf, 50);
    const view = buffer.subarray(50, 50 + pdf.length);
    const doc = { key: "view", load: () => Promise.resolve(view) };
    assert.equal((await engine.inspect(doc)).pages, 1);
    assert.equal(buffer.length, pdf.length + 100);
  }));

Deno.test("script in a title comes out as text", () =>
  withEngine(async (engine) => {
    const title = "<script>alert(1)</script>";
    const doc = asDocument(makePdf([{}], { Title: title }));
    assert.equal((await engine.inspect(doc)).info.title, title);
  }));
