import { encodeGreyPng } from "./grey_png.ts";
import type { PageImage, PagePixels } from "./types.ts";

/** A PNG above this many bytes a pixel holds a scan or a photo, not engraved music. */
const engravedBytesPerPixel = 0.12;

/**
 * Encodes drawn pixels for a browser, outside the PDF worker, which is free
 * for the next page meanwhile: engraved pages as grey PNG, scans and pages in
 * colour as WebP.
 */
export async function encodePage(pixels: PagePixels): Promise<PageImage> {
  const { data, width, height, channels } = pixels;
  if (channels === 1) {
    const bytes = await encodeGreyPng(data, width, height);
    if (bytes.length < engravedBytesPerPixel * width * height + 1024) {
      return { bytes, width, height, type: "image/png" };
    }
  }
  return await encodeWebp(pixels);
}

async function encodeWebp(
  { data, width, height, channels }: PagePixels,
): Promise<PageImage> {
  const { default: sharp } = await import("sharp"); // a native library: only who needs it pays for it
  const bytes = await sharp(data, { raw: { width, height, channels } })
    .webp({ quality: 65, effort: 2 })
    .toBuffer();
  return {
    bytes: new Uint8Array(bytes),
    width,
    height,
    type: "image/webp",
  };
}
