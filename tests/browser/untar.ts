/** A file of a tar archive: its path as written there, its mode bits, its bytes. */
export interface TarFile {
  path: string;
  mode: number;
  data: Uint8Array;
}

const BLOCK = 512;

/**
 * The regular files of a tar archive (ustar, IEEE 1003.1), in order. Paths are
 * at most 100 bytes; directories, links and extensions are passed over: the
 * archives read here need no more. A path that leads out of the archive, or an
 * archive cut short, throws.
 */
export function* untar(tar: Uint8Array): Generator<TarFile> {
  for (let at = 0; at + BLOCK <= tar.length && tar[at] !== 0;) {
    const path = text(tar, at, 100);
    const size = octal(tar, at + 124, 12);
    const start = at + BLOCK;
    if (start + size > tar.length) {
      throw new Error(`Cannot unpack ${path}: the archive is cut short`);
    }
    if (path.startsWith("/") || path.split("/").includes("..")) {
      throw new Error(`Cannot unpack ${path}: it leads out of the archive`);
    }
    const type = text(tar, at + 156, 1);
    if (type === "0" || type === "") {
      const mode = octal(tar, at + 100, 8);
      yield { path, mode, data: tar.subarray(start, start + size) };
    }
    at = start + Math.ceil(size / BLOCK) * BLOCK;
  }
}

function text(tar: Uint8Array, at: number, length: number): string {
  const field = tar.subarray(at, at + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end < 0 ? field : field.subarray(0, end));
}

function octal(tar: Uint8Array, at: number, length: number): number {
  return parseInt(text(tar, at, length).trim() || "0", 8);
}
