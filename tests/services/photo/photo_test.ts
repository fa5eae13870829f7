import assert from "node:assert/strict";
import { crc32 } from "node:zlib";
import sharp from "sharp";
import { FormatError, type FormatErrorCode } from "../../../services/formats/error.ts";
import { fromNetpbm } from "../../../services/ocr/netpbm.ts";
import { inspectPhoto, photoPixels, renderPhoto } from "../../../services/photo/photo.ts";

const failsWith = (code: FormatErrorCode) => (error: unknown) =>
  error instanceof FormatError && error.code === code;

/** White, but for a black upper left quarter, as it is to be seen. */
async function photo(
  type: "jpeg" | "png",
  orientation?: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const [width, height] = [400, 600];
  const pixels = new Uint8Array(width * height).fill(255);
  for (let y = 0; y < height / 2; y++) pixels.fill(0, y * width, y * width + width / 2);
  // Held so, a camera leaves the picture lying on its side, and says so.
  const turn = orientation === 6 ? -90 : orientation === 8 ? 90 : orientation === 3 ? 180 : 0;
  const bytes = await sharp(pixels, { raw: { width, height, channels: 1 } }).rotate(turn)
    .toFormat(type).withMetadata(orientation ? { orientation } : {}).toBuffer();
  return new Uint8Array(bytes);
}

Deno.test("a photo is one page, upright whichever way the camera was held", async () => {
  for (const orientation of [undefined, 3, 6, 8]) {
    const bytes = await photo("jpeg", orientation);
    assert.deepEqual(await inspectPhoto(bytes), { pages: 1, shapes: [1.5] });
    const image = await renderPhoto(bytes, 320);
    assert.deepEqual([image.width, image.height, image.type], [320, 480, "image/webp"]);
    const { data, width, height } = fromNetpbm(await photoPixels(bytes, 600));
    assert.deepEqual([width, height], [400, 600]);
    const at = (x: number, y: number) => data[y * width + x];
    assert(at(50, 50) < 40 && at(350, 50) > 200 && at(50, 550) > 200, `${orientation}`);
  }
});

Deno.test("a photo is never drawn larger than it is", async () => {
  const { width } = await renderPhoto(await photo("png"), 2400);
  assert.equal(width, 400);
});

Deno.test("what a picture shows through is white, like paper", async () => {
  const clear = await sharp({
    create: { width: 100, height: 100, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } },
  }).png().toBuffer();
  assert(fromNetpbm(await photoPixels(clear, 100)).data.every((grey) => grey === 255));
});

Deno.test("a picture whose end is missing is damaged", async () => {
  for (const type of ["jpeg", "png"] as const) {
    const whole = await photo(type);
    const part = whole.subarray(0, Math.floor(whole.length * 0.6));
    await assert.rejects(inspectPhoto(part), failsWith("damaged"), type);
  }
});

/** The beginning of a PNG that says how large it is (W3C PNG, 11.2.1), and nothing more. */
function hugePng(width: number, height = width, passes = false): Uint8Array {
  const bytes = new Uint8Array(57);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const view = new DataView(bytes.buffer);
  view.setUint32(8, 13);
  bytes.set(new TextEncoder().encode("IHDR"), 12);
  view.setUint32(16, width);
  view.setUint32(20, height);
  bytes[24] = passes ? 16 : 8;
  if (passes) [bytes[25], bytes[28]] = [6, 1]; // Red, green, blue and alpha, in Adam7's passes.
  view.setUint32(29, crc32(bytes.subarray(12, 29)));
  bytes.set(new TextEncoder().encode("IDAT"), 37);
  return bytes;
}

Deno.test("a picture of 30,000 by 30,000 pixels is too heavy, and is not opened", async () => {
  const start = performance.now();
  await assert.rejects(inspectPhoto(hugePng(30_000)), failsWith("memory"));
  assert(performance.now() - start < 1_000);
});

// 8 kB of a line of 3.9 million pixels took 846 MB, 2 MB in passes 656, in the process of the app.
Deno.test("a picture that would take hundreds of megabytes to open is not opened: by its length, and by its passes", async () => {
  for (const [width, height, passes] of [[3_900_000, 16, false], [7_990, 7_990, true]] as const) {
    await assert.rejects(inspectPhoto(hugePng(width, height, passes)), failsWith("memory"));
  }
});

Deno.test("what is no picture is damaged", async () => {
  await assert.rejects(
    inspectPhoto(new Uint8Array([0xff, 0xd8, 0xff, 1, 2])),
    failsWith("damaged"),
  );
});
