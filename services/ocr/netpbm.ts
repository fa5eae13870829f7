import type { Grey } from "./grey.ts";

/** The usual weights of red, green and blue in a grey, of 256 (ITU-R BT.601). */
const weights = [77, 150, 29];

/**
 * A picture as one array of bytes: Netpbm's PGM where it is grey, PPM where it has colours.
 *
 * @param channels one byte a pixel, or three
 */
export function toNetpbm(
  data: Uint8Array,
  width: number,
  height: number,
  channels: 1 | 3 = 1,
): Uint8Array<ArrayBuffer> {
  const head = new TextEncoder().encode(`P${channels === 1 ? 5 : 6}\n${width} ${height}\n255\n`);
  const out = new Uint8Array(head.length + data.length);
  out.set(head);
  out.set(data, head.length);
  return out;
}

/** The picture that `toNetpbm` packed, in greys. */
export function fromNetpbm(bytes: Uint8Array): Grey {
  const head = /^P([56])\n(\d+) (\d+)\n255\n/.exec(
    String.fromCharCode(...bytes.subarray(0, 40)),
  );
  if (!head) throw new Error("Cannot read the picture: it is none of ours");
  const [width, height] = [Number(head[2]), Number(head[3])];
  const pixels = bytes.subarray(head[0].length);
  if (head[1] === "5") return { data: pixels.slice(), width, height };
  const data = new Uint8Array(width * height);
  for (let to = 0, at = 0; to < data.length; to++, at += 3) {
    data[to] = (pixels[at] * weights[0] + pixels[at + 1] * weights[1] +
      pixels[at + 2] * weights[2] + 128) >> 8;
  }
  return { data, width, height };
}
