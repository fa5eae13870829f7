import type { PageImage } from "../formats/format.ts";
import type { Sides } from "./sides.ts";

/** A drawn photo turned by quarters clockwise, then cropped at each side as it is seen then. */
export async function turned(
  image: PageImage,
  quarters: number,
  [top, right, bottom, left]: Sides,
): Promise<PageImage> {
  if (quarters === 0 && top + right + bottom + left === 0) return image;
  const { default: sharp } = await import("sharp");
  const { data, info } = await sharp(image.bytes).rotate(quarters * 90).raw()
    .toBuffer({ resolveWithObject: true });
  const part = {
    left: Math.floor(info.width * left / 100),
    top: Math.floor(info.height * top / 100),
    width: Math.max(1, Math.floor(info.width * (100 - left - right) / 100)),
    height: Math.max(1, Math.floor(info.height * (100 - top - bottom) / 100)),
  };
  const { width, height, channels } = info;
  const bytes = await sharp(data, { raw: { width, height, channels } }).extract(part)
    .webp({ quality: 70, effort: 2 }).toBuffer();
  return {
    bytes: new Uint8Array(bytes),
    width: part.width,
    height: part.height,
    type: "image/webp",
  };
}
