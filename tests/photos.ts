/**
 * Photos that a person might choose, made to order.
 *
 * @module
 */
import sharp, { type Sharp } from "sharp";

/** What to make. */
export interface PhotoPlan {
  readonly type?: "jpeg" | "png";
  /** Upright. */
  readonly width?: number;
  readonly height?: number;
  /** How the camera was held, 1 to 8 (Exif 2.32, 4.6.4). */
  readonly orientation?: number;
  /** Red, green and blue of the paper. */
  readonly paper?: [number, number, number];
  /** How much of it shows through, 0 to 1. */
  readonly clear?: number;
  /** In four inks, as a printer's program writes it; upright. */
  readonly inks?: boolean;
  /** Comes in passes. */
  readonly passes?: boolean;
  /** A colour is a number of a palette. */
  readonly palette?: boolean;
}

/** What is done to an upright picture so that it lies as the camera says, by orientation. */
const LAID: Record<number, (picture: Sharp) => Sharp> = {
  1: (picture) => picture,
  2: (picture) => picture.flop(),
  3: (picture) => picture.rotate(180),
  4: (picture) => picture.flip(),
  6: (picture) => picture.rotate(270),
  8: (picture) => picture.rotate(90),
};

/** A sheet of coloured paper whose upper left quarter is black. */
export async function photo(
  {
    type = "jpeg",
    width = 400,
    height = 600,
    orientation = 1,
    paper = [230, 230, 230],
    clear,
    inks = false,
    passes = false,
    palette = false,
  }: PhotoPlan = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const [r, g, b] = paper;
  const background = { r, g, b, alpha: 1 - (clear ?? 0) };
  const sheet = sharp({
    create: { width, height, channels: clear === undefined ? 3 : 4, background },
  }).composite([{
    input: {
      create: { width: width / 2, height: height / 2, channels: 3, background: "black" },
    },
    left: 0,
    top: 0,
  }]);
  const flat = clear === undefined ? sheet.removeAlpha() : sheet;
  const drawn = sharp(await flat.png().toBuffer());
  const laid = LAID[orientation](inks ? drawn.toColourspace("cmyk") : drawn);
  const coded = type === "png"
    ? laid.png({ progressive: passes, palette })
    : laid.jpeg({ quality: 95, progressive: passes });
  // What goes with the metadata of an orientation is a profile of three colours.
  const whole = inks ? coded : coded.withMetadata({ orientation });
  return new Uint8Array(await whole.toBuffer());
}

/** Whether a picture is dark in the middle of each quarter: upper left, upper right, lower left, lower right. */
export async function darkQuarters(bytes: Uint8Array): Promise<boolean[]> {
  const { data, info } = await sharp(bytes).greyscale().raw()
    .toBuffer({ resolveWithObject: true });
  return [[1, 1], [3, 1], [1, 3], [3, 3]].map(([x, y]) => {
    const at = Math.floor(info.height * y / 4) * info.width + Math.floor(info.width * x / 4);
    return data[at * info.channels] < 100;
  });
}
