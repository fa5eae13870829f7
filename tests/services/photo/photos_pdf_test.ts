import assert from "node:assert/strict";
import sharp from "sharp";
import { FormatError } from "../../../services/formats/error.ts";
import { createPdfEngine } from "../../../services/pdf/engine.ts";
import { type PhotoPage, photosPdf } from "../../../services/photo/photos_pdf.ts";
import { asDocument } from "../../fixtures/make_pdf.ts";
import { darkQuarters, photo, type PhotoPlan } from "../../photos.ts";

type Plan = PhotoPlan & Partial<Pick<PhotoPage, "turn" | "crop">>;

const page = (bytes: Uint8Array, { type = "jpeg", turn = 0, crop = [0, 0, 0, 0] }: Plan = {}) => {
  return { format: type, turn, crop, load: () => Promise.resolve(bytes) };
};

async function pdfOf(pages: PhotoPage[]): Promise<Uint8Array<ArrayBuffer>> {
  const parts = await Array.fromAsync(photosPdf(pages));
  return new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
}

const UPRIGHT = [true, false, false, false];

async function drawn(plan: Plan) {
  const engine = createPdfEngine();
  try {
    const pdf = asDocument(await pdfOf([page(await photo(plan), plan)]));
    const { shapes } = await engine.inspect(pdf);
    const image = await engine.render(pdf, 0, 640);
    return { shape: shapes[0], image, dark: await darkQuarters(image.bytes) };
  } finally {
    engine.close();
  }
}

Deno.test("a page stands as the camera says, however it was held", async () => {
  for (const type of ["jpeg", "png"] as const) {
    for (const orientation of [1, 2, 3, 4, 6, 8]) {
      const { shape, dark } = await drawn({ type, orientation });
      assert.deepEqual({ shape, dark }, { shape: 1.5, dark: UPRIGHT }, `${type} ${orientation}`);
    }
  }
});

Deno.test("a JPEG in passes or in four inks looks on its page as it does alone", async () => {
  for (const plan of [{ passes: true }, { inks: true }]) {
    const { dark } = await drawn(plan);
    assert.deepEqual(dark, UPRIGHT, JSON.stringify(plan));
  }
  assert.equal((await sharp(await photo({ inks: true })).metadata()).channels, 4);
});

Deno.test("a page is turned and cropped as a person said", async () => {
  const right = await drawn({ orientation: 6, turn: 1 });
  assert.deepEqual(right.dark, [false, true, false, false]);
  assert.equal(right.shape, 0.667);
  // Of the black quarter alone, which then fills the page.
  const quarter = await drawn({ crop: [0, 50, 50, 0] });
  assert.deepEqual(quarter.dark, [true, true, true, true]);
  const both = await drawn({ orientation: 8, crop: [50, 0, 0, 0], turn: 2 });
  assert.deepEqual(both.dark, [false, false, false, false]);
  assert.equal(both.shape, 0.75);
});

Deno.test("a JPEG is in the file byte for byte; a PNG keeps every colour", async () => {
  const jpeg = await photo({ orientation: 6 });
  const pdf = await pdfOf([page(jpeg)]);
  const hex = (bytes: Uint8Array) => bytes.toHex();
  assert.ok(hex(pdf).includes(hex(jpeg)));
  for (
    const plan of [
      {},
      { passes: true },
      { palette: true },
      { clear: 0.5 },
      { clear: 0.5, palette: true },
    ] satisfies PhotoPlan[]
  ) {
    const png = await photo({ type: "png", paper: [200, 120, 40], ...plan });
    const expected = await sharp(png).flatten({ background: "white" }).removeAlpha().raw()
      .toBuffer();
    const engine = createPdfEngine();
    const image = await engine.render(
      asDocument(await pdfOf([page(png, { type: "png" })])),
      0,
      400,
    );
    engine.close();
    const got = await sharp(image.bytes).removeAlpha().raw().toBuffer();
    const last = expected.length - 3;
    for (const channel of [0, 1, 2]) {
      const off = Math.abs(got[got.length - 3 + channel] - expected[last + channel]);
      assert.ok(off <= 6, `${JSON.stringify(plan)}: ${off}`); // The picture of a page is a WebP.
    }
  }
});

Deno.test("the same photos in the same order make the same bytes", async () => {
  const [one, two] = [await photo(), await photo({ type: "png" })];
  const make = (order: PhotoPage[]) => pdfOf(order);
  const pages = () => [page(one), page(two, { type: "png" })];
  assert.deepEqual(await make(pages()), await make(pages()));
  assert.notDeepEqual(await make(pages()), await make(pages().reverse()));
});

Deno.test("what is no whole picture makes no file", async () => {
  const broken = new Uint8Array([0xff, 0xd8, 0xff, 1, 2]);
  await assert.rejects(pdfOf([page(broken)]), FormatError);
});
