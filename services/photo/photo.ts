/**
 * Photos and scans that are pictures, JPEG or PNG, as the camera or the scanner left them: turned
 * upright by what their own data say (EXIF), drawn, and handed on as greys.
 *
 * @module
 */
import type { Metadata, Sharp } from "sharp";
import { FormatError } from "../formats/error.ts";
import type { PageImage } from "../formats/format.ts";
import { toNetpbm } from "../ocr/netpbm.ts";
import { photoError } from "./error.ts";

/** Cameras take pictures of up to 50 million pixels. */
const mostPixels = 64_000_000;
/**
 * A progressive JPEG or an interlaced PNG comes in passes over all of it, and a PNG that lies on its
 * side is turned as a whole: those must be in memory whole. Of 24 million pixels a progressive JPEG
 * took 110 MB, any other one less than 50.
 */
const mostBytesAtOnce = 96 * 1024 * 1024;
const bytesOf: Record<string, number> = { uchar: 1, ushort: 2, float: 4 };
const deadlineSeconds = 10;
/** A WebP has at most so many pixels a side. */
const longestSide = 16_383;
/** A picture without a page's worth of pixels is no page. */
const leastSide = 16;

/** What is to be known of a picture before it is kept: it is one page, so high for its width. */
export interface PhotoInspection {
  pages: 1;
  shapes: [number];
}

/**
 * Opens a picture and looks whether all of it is there.
 *
 * @throws {FormatError} `damaged`, `memory` where it has too many pixels, `timeout`
 */
export async function inspectPhoto(bytes: Uint8Array): Promise<PhotoInspection> {
  return await withPicture(bytes, async (picture) => {
    const { width, height } = (await picture.metadata()).autoOrient;
    if (Math.min(width, height) < leastSide) {
      throw new FormatError("damaged", "Cannot open the picture: it is too small for a page");
    }
    // Only drawing it shows whether its end is missing; small, that costs little.
    await picture.resize({ width: 64, height: 64, fit: "inside" }).raw().toBuffer();
    const shape = Math.min(Math.max(height / width, 0.1), 10);
    return { pages: 1, shapes: [Math.round(shape * 1000) / 1000] };
  });
}

/** The picture upright, at most `widthPx` wide. Errors as `inspectPhoto`. */
export async function renderPhoto(bytes: Uint8Array, widthPx: number): Promise<PageImage> {
  return await withPicture(bytes, async (picture) => {
    const { data, info } = await picture.autoOrient()
      .resize({ width: widthPx, height: longestSide, fit: "inside", withoutEnlargement: true })
      .flatten({ background: "white" })
      .webp({ quality: 70, effort: 2 })
      .toBuffer({ resolveWithObject: true });
    const { width, height } = info;
    return { bytes: new Uint8Array(data), width, height, type: "image/webp" };
  });
}

/**
 * The picture upright in greys, its longer side `longerPx` long, as `toNetpbm` packs it.
 * Errors as `inspectPhoto`.
 */
export async function photoPixels(
  bytes: Uint8Array,
  longerPx: number,
): Promise<Uint8Array<ArrayBuffer>> {
  return await withPicture(bytes, async (picture) => {
    const { data, info } = await picture.autoOrient()
      .resize({ width: longerPx, height: longerPx, fit: "inside" })
      .flatten({ background: "white" })
      .toColourspace("b-w")
      .raw()
      .toBuffer({ resolveWithObject: true });
    return toNetpbm(data, info.width, info.height);
  });
}

async function withPicture<T>(bytes: Uint8Array, use: (picture: Sharp) => Promise<T>): Promise<T> {
  // A native library: only who needs it pays for it.
  const { default: sharp } = await import("sharp");
  sharp.cache(false); // What was opened is not opened again: it is only in the way.
  try {
    const picture = sharp(bytes, { limitInputPixels: mostPixels, failOn: "truncated" });
    refuseHuge(await picture.metadata());
    return await use(picture.timeout({ seconds: deadlineSeconds }));
  } catch (error) {
    throw photoError(error);
  }
}

/** @throws {FormatError} `memory` where it would take more than an instance has, by its own head */
function refuseHuge(head: Metadata): void {
  const { width, height, channels, depth, format, isProgressive, orientation = 1 } = head;
  const bytes = width * height * channels * (bytesOf[depth] ?? 4);
  const whole = isProgressive || format === "png" && orientation > 1;
  const tooLong = Math.max(width, height) > longestSide;
  if (tooLong || whole && bytes > mostBytesAtOnce) {
    throw new FormatError("memory", "Cannot open the picture: it takes too much memory");
  }
}
