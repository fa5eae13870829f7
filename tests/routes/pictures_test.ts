import assert from "node:assert/strict";
import { createPdfEngine } from "../../services/pdf/engine.ts";
import { startApp } from "../app.ts";
import { makePdf } from "../fixtures/make_pdf.ts";
import { drawn, makeScan, toJpeg } from "../fixtures/make_scan.ts";
import { pdfFile, titlePage } from "../pdf.ts";

/** The pixels of a page that no other test reads. */
async function sarabande() {
  const words = titlePage("Sarabande", "George Frideric Handel");
  const engine = createPdfEngine();
  try {
    return await drawn(engine, makePdf([{ words, staves: { top: 640, count: 8 } }]));
  } finally {
    engine.close();
  }
}

const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

Deno.test("a scan is shown at once; its fields follow, and an engraved score does not wait for them", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const scan = new File([await makeScan([await sarabande()])], "IMG_0042.pdf");
  const sent = await clara.upload([scan]);
  assert.equal(sent.status, 303);
  const engraved = await clara.upload([pdfFile("b.pdf", { words: titlePage("Bourrée", "Bach") })]);

  const seen: string[] = [];
  const longest: number[] = [];
  while (true) {
    const start = performance.now();
    assert.equal((await clara.get("/health")).status, 200);
    longest.push(performance.now() - start);
    const { status, picture } = await state(sent.location);
    const other = await state(engraved.location);
    seen.push(`${status} ${picture} ${other.status}`);
    if (picture) {
      const { text } = await clara.get(sent.location);
      // It may have been done between the two.
      const still = (await state(sent.location)).picture;
      if (still) assert.match(text, /being read from its picture/);
    }
    if (status === "ready") break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert(seen.includes("reading true ready"), "the engraved score is ready before the scan");
  // On two busy processors nothing is quick; an event loop that stood still would take seconds.
  assert(median(longest) < 1_000, "the app answers meanwhile");

  const { fields, chain } = JSON.parse((await clara.get(`${sent.location}/metadata`)).text);
  assert.equal(fields.title.value, "Sarabande");
  assert.equal(fields.title.source, "picture");
  assert.match(fields.composer.value, /Handel|Händel/);
  assert.deepEqual(chain.map(({ provider }: { provider: string }) => provider), [
    "local",
    "ocr",
    "filename",
  ]);
  assert.match((await clara.get(sent.location)).text, /read from the picture of the page/);

  async function state(location: string) {
    const [, id] = /([0-9a-z]{26})/.exec(location)!;
    for await (const { value } of app.kv.list<Record<string, unknown>>({ prefix: ["scores"] })) {
      if (value.id === id) return { status: value.status, picture: value.picture };
    }
    throw new Error("no such score");
  }
});

Deno.test("a photo of a page is a score: shown upright, read, given back byte for byte", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const file = new File([await toJpeg(await sarabande())], "IMG_0042.JPG");
  const id = await clara.add(file);

  const picture = await clara.get(`/scores/${id}/pages/1?w=320`);
  assert.equal(picture.headers.get("content-type"), "image/webp");
  const { status, fields } = JSON.parse((await clara.get(`/scores/${id}/metadata`)).text);
  assert.equal(status, "ready");
  assert.equal(fields.title.value, "Sarabande");
  assert.deepEqual(fields.pages, { value: 1, source: "file", confidence: 1 });
  const original = await clara.get(`/scores/${id}/file`);
  assert.equal(original.headers.get("content-type"), "image/jpeg");
  assert.match(original.headers.get("content-disposition")!, /IMG_0042\.JPG/);
  assert.deepEqual(original.bytes, await file.bytes());
});

Deno.test("a picture that is broken is refused in a plain sentence", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const whole = await toJpeg(await sarabande());
  const sent = await clara.upload([new File([whole.subarray(0, 9_000)], "half.jpg")], {
    json: true,
  });
  assert.equal(sent.status, 422);
  assert.match(sent.text, /damaged or incomplete/);
});
