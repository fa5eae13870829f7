import { FormatError } from "../formats/error.ts";

/** Where a declaration ends, if there is one. */
const HEAD_BYTES = 200;

/**
 * How the letters of an XML document are written (XML 1.0, appendix F): by its byte order mark,
 * by the shape of its first two letters, by what its declaration says; else UTF-8.
 *
 * @param head the first bytes, `HEAD_BYTES` or more where there are so many
 * @throws {FormatError} `damaged` where it names an encoding that there is not
 */
export function decoderOf(head: Uint8Array): TextDecoder {
  const [a, b] = head;
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return new TextDecoder("utf-16le");
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return new TextDecoder("utf-16be");
  const start = String.fromCharCode(...head.subarray(0, HEAD_BYTES));
  const label = /^(?:ï»¿)?<\?xml[^>]*?\sencoding\s*=\s*["']([\w.:-]{1,40})["']/.exec(start)?.[1];
  // Bytes that are one letter each are no UTF-16, whatever is said.
  if (label === undefined || /^utf-?(?:8|16)/i.test(label)) return new TextDecoder();
  try {
    return new TextDecoder(label);
  } catch {
    throw new FormatError("damaged", "Cannot read the score: its encoding is not known");
  }
}

/** Makes letters of bytes that come piece by piece, and hands them to `take`. */
export function createText(take: (text: string) => void) {
  /** What came before there was enough to tell the encoding by. */
  let held: Uint8Array = new Uint8Array();
  let decoder: TextDecoder | undefined;

  function begin(): void {
    decoder = decoderOf(held);
    take(decoder.decode(held, { stream: true }));
  }

  return {
    write(piece: Uint8Array): void {
      if (decoder) return take(decoder.decode(piece, { stream: true }));
      const joined = new Uint8Array(held.length + piece.length);
      joined.set(held);
      joined.set(piece, held.length);
      held = joined;
      if (held.length >= HEAD_BYTES) begin();
    },
    end(): void {
      if (!decoder) begin();
      take(decoder!.decode());
    },
  };
}
