/**
 * Cuts bytes that come in pieces of any length into chunks of one length.
 *
 * @param begun what there is of the first chunk already
 * @param spare chunks of that length that nobody needs any more: they are filled before new ones
 */
export function createChunker(
  chunkBytes: number,
  begun: Uint8Array = new Uint8Array(),
  spare: Uint8Array<ArrayBuffer>[] = [],
) {
  let chunk = new Uint8Array(chunkBytes);
  chunk.set(begun);
  let filled = begun.length;

  return {
    /** Takes bytes, and gives each chunk that they make full. */
    *add(bytes: Uint8Array): Generator<Uint8Array<ArrayBuffer>> {
      for (let at = 0; at < bytes.length;) {
        const part = bytes.subarray(at, at + chunkBytes - filled);
        chunk.set(part, filled);
        at += part.length;
        filled += part.length;
        if (filled < chunkBytes) continue;
        yield chunk;
        chunk = spare.pop() ?? new Uint8Array(chunkBytes);
        filled = 0;
      }
    },

    /** How many bytes are in none of them yet. */
    left: (): number => filled,

    /** Those bytes. */
    rest: (): Uint8Array<ArrayBuffer> => chunk.slice(0, filled),
  };
}
