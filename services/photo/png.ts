/**
 * The inside of a PNG (W3C PNG, third edition), as a PDF can take it over.
 *
 * @module
 */

/** A PNG whose pixels a PDF reader can unpack as they are. */
export interface PlainPng {
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  /** 1 of greys or of a palette, 3 of colours. */
  readonly channels: 1 | 3;
  /** Three bytes a colour, where the pixels are numbers of a palette. */
  readonly palette: Uint8Array | null;
  /** The compressed rows, one part after the other. */
  readonly data: readonly Uint8Array[];
}

const SIGNATURE_BYTES = 8;
/** Colour types, 11.2.1: the ones that show through, 4 and 6, a PDF keeps in another way. */
const CHANNELS: Record<number, 1 | 3> = { 0: 1, 2: 3, 3: 1 };
const PALETTE = 3;

/** The parts of a PNG; null where it comes in passes, shows through, or is not whole. */
export function plainPng(bytes: Uint8Array): PlainPng | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data: Uint8Array[] = [];
  let head: { width: number; height: number; depth: number; type: number } | null = null;
  let palette: Uint8Array | null = null;
  for (let at = SIGNATURE_BYTES; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const content = bytes.subarray(at + 8, at + 8 + length);
    if (content.length < length) return null;
    if (name === "IHDR") {
      if (length !== 13 || content[12] !== 0) return null;
      head = {
        width: view.getUint32(at + 8),
        height: view.getUint32(at + 12),
        depth: content[8],
        type: content[9],
      };
    } else if (name === "PLTE") palette = content;
    else if (name === "tRNS") return null;
    else if (name === "IDAT") data.push(content);
    else if (name === "IEND") break;
    at += 12 + length;
  }
  if (head === null || data.length === 0 || !Object.hasOwn(CHANNELS, head.type)) return null;
  const { type, ...size } = head;
  if (type === PALETTE && palette === null) return null;
  return { ...size, channels: CHANNELS[type], palette: type === PALETTE ? palette : null, data };
}
