/**
 * A PDF that has one photo on each of its pages. A JPEG is in it byte for byte, the pixels of a PNG
 * as they were compressed; turning and cropping are said of the page. It holds no date and no
 * number that was drawn: the same photos in the same order make the same bytes.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { FormatError } from "../formats/error.ts";
import { photoError } from "./error.ts";
import { plainPng } from "./png.ts";
import type { Sides } from "./sides.ts";

/** A photo that becomes a page. */
export interface PhotoPage {
  readonly format: "jpeg" | "png";
  /** Quarters clockwise, after the photo stands as the camera says. */
  readonly turn: 0 | 1 | 2 | 3;
  /** What is cut off each side of it before it is turned by `turn`. */
  readonly crop: Sides;
  /** Gives its bytes. */
  readonly load: () => Promise<Uint8Array>;
}

/** A picture as a PDF holds it (ISO 32000-1, 8.9.5). */
interface Image {
  readonly width: number;
  readonly height: number;
  /** How the camera was held, 1 to 8 (Exif 2.32, 4.6.4). */
  readonly orientation: number;
  readonly entries: string;
  readonly data: readonly Uint8Array[];
}

/** Points: the short and the long side of a sheet of A4. */
const [SHORT, LONG] = [595, 842];
/** What a JPEG says of itself stands before this, unless it is very long. */
const HEAD_BYTES = 256 * 1024;
const FIRST_PAGE = 3;
const OBJECTS_A_PAGE = 3;

const SPACES: Record<number, string> = { 1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK" };

/** Puts the unit square, in which a picture is drawn, on a sheet of `w` by `h`, by orientation. */
const PLACED: Record<number, (w: string, h: string) => string> = {
  1: (w, h) => `${w} 0 0 ${h} 0 0`,
  2: (w, h) => `-${w} 0 0 ${h} ${w} 0`,
  3: (w, h) => `-${w} 0 0 -${h} ${w} ${h}`,
  4: (w, h) => `${w} 0 0 -${h} 0 ${h}`,
  5: (w, h) => `0 -${h} -${w} 0 ${w} ${h}`,
  6: (w, h) => `0 -${h} ${w} 0 0 ${h}`,
  7: (w, h) => `0 ${h} ${w} 0 0 0`,
  8: (w, h) => `0 ${h} -${w} 0 ${w} 0`,
};

/**
 * The PDF, as it is read; one photo at a time is held.
 *
 * @throws {FormatError} for a photo that cannot be opened, and whatever a page's `load` throws
 */
export async function* photosPdf(pages: readonly PhotoPage[]): AsyncGenerator<Uint8Array> {
  const offsets: number[] = [];
  let length = 0;
  const counted = (part: string | Uint8Array): Uint8Array => {
    const bytes = typeof part === "string" ? new TextEncoder().encode(part) : part;
    length += bytes.length;
    return bytes;
  };
  function* object(...content: (string | Uint8Array)[]): Generator<Uint8Array> {
    offsets.push(length);
    for (const part of [`${offsets.length} 0 obj\n`, ...content, "\nendobj\n"]) yield counted(part);
  }

  yield counted("%PDF-1.5\n%\xe2\xe3\n");
  yield* object("<</Type/Catalog/Pages 2 0 R>>");
  const kids = pages.map((_, n) => `${FIRST_PAGE + OBJECTS_A_PAGE * n} 0 R`).join(" ");
  yield* object(`<</Type/Pages/Count ${pages.length}/Kids[${kids}]>>`);
  for (const page of pages) {
    const image = await imageOf(page);
    const { box, crop, content } = placed(image, page);
    const at = offsets.length + 1;
    yield* object(
      `<</Type/Page/Parent 2 0 R/MediaBox[${box}]/CropBox[${crop}]/Rotate ${page.turn * 90}` +
        `/Resources<</XObject<</I ${at + 2} 0 R>>>>/Contents ${at + 1} 0 R>>`,
    );
    yield* object(`<</Length ${content.length}>>\nstream\n${content}\nendstream`);
    const bytes = image.data.reduce((sum, part) => sum + part.length, 0);
    yield* object(
      `<</Type/XObject/Subtype/Image/Width ${image.width}/Height ${image.height}` +
        `${image.entries}/Length ${bytes}>>\nstream\n`,
      ...image.data,
      "\nendstream",
    );
  }
  const start = length;
  const rows = offsets.map((at) => `${String(at).padStart(10, "0")} 00000 n \n`).join("");
  yield counted(`xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${rows}`);
  yield counted(
    `trailer<</Size ${offsets.length + 1}/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`,
  );
}

/** How large the sheet is, what of it shows, and what puts the picture on it. */
function placed({ width, height, orientation }: Image, { turn, crop }: PhotoPage) {
  const lies = orientation >= 5;
  const [across, down] = lies ? [height, width] : [width, height];
  const [top, right, bottom, left] = crop;
  const shown = [across * (100 - left - right), down * (100 - top - bottom)];
  const [seenAcross, seenDown] = turn % 2 ? shown.toReversed() : shown;
  const scale = (seenAcross > seenDown ? LONG : SHORT) * 100 / seenAcross;
  const [w, h] = [across * scale, down * scale];
  const box = [0, 0, w, h].map(points).join(" ");
  return {
    box,
    crop: [w * left / 100, h * bottom / 100, w * (100 - right) / 100, h * (100 - top) / 100]
      .map(points).join(" "),
    content: `q ${PLACED[orientation](points(w), points(h))} cm /I Do Q`,
  };
}

const points = (number: number) => String(Math.round(number * 100) / 100);

async function imageOf({ format, load }: PhotoPage): Promise<Image> {
  const bytes = await load();
  // A native library: only who needs it pays for it.
  const { default: sharp } = await import("sharp");
  try {
    const { width, height, channels, orientation = 1 } = await sharp(bytes).metadata();
    const held = orientation in PLACED ? orientation : 1;
    if (format === "png") return { ...await pngImage(bytes, sharp), orientation: held };
    if (!(channels in SPACES)) throw new Error("Cannot name its colours");
    const inverted = channels === 4 && isAdobe(bytes) ? "/Decode[1 0 1 0 1 0 1 0]" : "";
    const entries = `/ColorSpace${SPACES[channels]}/BitsPerComponent 8${inverted}/Filter/DCTDecode`;
    return { width, height, orientation: held, entries, data: [bytes] };
  } catch (error) {
    throw photoError(error);
  }
}

/** Whether its inks say how much paper shows, as Adobe's programs write them (ITU-T T.872, 6.5.3). */
function isAdobe(jpeg: Uint8Array): boolean {
  const head = Buffer.from(jpeg.buffer, jpeg.byteOffset, Math.min(jpeg.length, HEAD_BYTES));
  return head.includes("\xff\xee\x00\x0eAdobe", 0, "latin1");
}

/** One that is not plain is made so, without a loss: on white paper, in one pass. */
async function pngImage(
  bytes: Uint8Array,
  sharp: typeof import("sharp").default,
): Promise<Omit<Image, "orientation">> {
  const plain = plainPng(bytes) ?? plainPng(
    await sharp(bytes).flatten({ background: "white" }).png({ progressive: false }).toBuffer(),
  );
  if (plain === null) {
    throw new FormatError("damaged", "Cannot open the picture: its parts are not those of a PNG");
  }
  const { width, height, depth, channels, palette, data } = plain;
  const space = palette === null
    ? SPACES[channels]
    : `[/Indexed/DeviceRGB ${palette.length / 3 - 1}<${palette.toHex()}>]`;
  const entries = `/ColorSpace${space}/BitsPerComponent ${depth}/Filter/FlateDecode/DecodeParms` +
    `<</Predictor 15/Colors ${channels}/BitsPerComponent ${depth}/Columns ${width}>>`;
  return { width, height, entries, data };
}
