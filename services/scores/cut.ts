/**
 * A part of a page, cut out of its picture; and which part has ink on it.
 *
 * @module
 */
import type { Box } from "../../store/places.ts";
import { encodePage } from "../pdf/page_image.ts";
import type { Picture } from "./page_images.ts";

const WHOLE = 1000;
/** Below this a page has nothing to read on it. */
const LEAST = 200;
/** Around what is printed, so that nothing touches the edge. */
const AIR = 12;
/** Darker than the paper of a scan. */
const INK = 140;
/** A speck of dust is no ink: so many dark pixels in a row or a column are. */
const SPECK = 2;

/** A box as it stands in an address: `x-y-width-height` in thousandths. */
export const boxText = ({ x, y, width, height }: Box) => [x, y, width, height].join("-");

/** The box that an address names; undefined for what is none. */
export function boxOf(text: string | null): Box | undefined {
  const match = /^(\d{1,3})-(\d{1,3})-(\d{3,4})-(\d{3,4})$/.exec(text ?? "");
  if (match === null) return undefined;
  const [x, y, width, height] = match.slice(1).map(Number);
  const fits = width >= LEAST && height >= LEAST && x + width <= WHOLE && y + height <= WHOLE;
  return fits ? { x, y, width, height } : undefined;
}

/** The part of a picture. */
export async function cut({ bytes }: Picture, part: Box): Promise<Picture> {
  const { default: sharp } = await import("sharp");
  const whole = sharp(bytes);
  const { width, height, channels } = await whole.metadata();
  const { data, info } = await (channels === 1 ? whole.toColourspace("b-w") : whole)
    .extract({
      left: Math.floor(part.x * width / WHOLE),
      top: Math.floor(part.y * height / WHOLE),
      width: Math.floor(part.width * width / WHOLE),
      height: Math.floor(part.height * height / WHOLE),
    })
    .raw().toBuffer({ resolveWithObject: true });
  const drawn = await encodePage({
    data: new Uint8Array(data),
    width: info.width,
    height: info.height,
    channels: info.channels as 1 | 3,
  });
  return { bytes: drawn.bytes, type: drawn.type };
}

/** The smallest box around all that is printed on a page; null for a blank one. */
export async function inkOf({ bytes }: Picture): Promise<Box | null> {
  const { default: sharp } = await import("sharp");
  const { data, info } = await sharp(bytes).greyscale().raw().toBuffer({ resolveWithObject: true });
  const columns = new Uint32Array(info.width);
  const rows = new Uint32Array(info.height);
  for (let y = 0, at = 0; y < info.height; y++) {
    for (let x = 0; x < info.width; x++, at += info.channels) {
      if (data[at] > INK) continue;
      columns[x]++;
      rows[y]++;
    }
  }
  const [across, down] = [span(columns), span(rows)];
  if (across === null || down === null) return null;
  return { x: across.at, width: across.size, y: down.at, height: down.size };
}

/** From the first to the last line with ink, in thousandths, with some air. */
function span(lines: Uint32Array): { at: number; size: number } | null {
  const first = lines.findIndex((dark) => dark >= SPECK);
  if (first < 0) return null;
  const last = lines.findLastIndex((dark) => dark >= SPECK);
  const at = Math.max(0, Math.floor(first * WHOLE / lines.length) - AIR);
  const end = Math.min(WHOLE, Math.ceil((last + 1) * WHOLE / lines.length) + AIR);
  return { at, size: end - at };
}

/** The box around two of them. */
export function around(a: Box | null, b: Box | null): Box | null {
  if (a === null || b === null) return a ?? b;
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

/** The box as it may be shown: of a nearly blank score, the whole page. */
export function shownBox(box: Box | null): Box {
  const small = box === null || box.width < LEAST || box.height < LEAST;
  return small ? { x: 0, y: 0, width: WHOLE, height: WHOLE } : box;
}
