/**
 * Reading a ZIP that somebody sent (PKWARE APPNOTE 6.3.10), by its directory, wherever its bytes
 * lie: an entry is read when it is asked for, and only as much of it as it says. Names lead to
 * entries and nowhere else. What is encrypted, split or packed otherwise is not read.
 *
 * @module
 */
import { Inflate } from "fflate";
import { Problem } from "../problem.ts";

/** Bytes that can be read at any place; `end` is the first that is not read. */
export interface Source {
  readonly bytes: number;
  readonly read: (start: number, end: number) => AsyncIterable<Uint8Array>;
}

/** What is read of a ZIP at the most. */
export const ZIP_LIMITS = {
  entries: 50_000,
  directoryBytes: 16 * 1024 * 1024,
  /** How much larger an entry may be than what it is packed to; music packs to a fiftieth. */
  ratio: 200,
};

/** A file in a ZIP. */
export interface Entry {
  /** How large it says that it is. */
  readonly bytes: number;
  /** Its bytes. @throws {Problem} `import_unreadable` where they are not what the ZIP says */
  readonly content: () => AsyncIterable<Uint8Array>;
}

const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const LOCATOR_BYTES = 20;
const END64_BYTES = 56;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
const SIGNATURES = {
  end: 0x06054b50,
  locator: 0x07064b50,
  end64: 0x06064b50,
  central: 0x02014b50,
  local: 0x04034b50,
};
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;
/** Inflated, a piece of that size has 16 MB at most: it is counted before the next one. */
const PIECE_BYTES = 16 * 1024;

const unreadable = () => new Problem("import_unreadable");

/**
 * The entries of a ZIP by their names; of two of one name the first.
 *
 * @throws {Problem} `import_unreadable` where it is no ZIP, or not a whole one; `import_too_much`
 */
export async function openZip(source: Source): Promise<ReadonlyMap<string, Entry>> {
  const { start, bytes, count } = await directory(source);
  if (count > ZIP_LIMITS.entries || bytes > ZIP_LIMITS.directoryBytes) {
    throw new Problem("import_too_much");
  }
  if (start + bytes > source.bytes) throw unreadable();
  const view = await viewOf(source, start, start + bytes);
  const decoder = new TextDecoder();
  const entries = new Map<string, Entry>();
  for (let at = 0, n = 0; n < count; n++) {
    if (at + CENTRAL_BYTES > bytes || view.getUint32(at, true) !== SIGNATURES.central) {
      throw unreadable();
    }
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32]
      .map((place) => view.getUint16(at + place, true));
    const next = at + CENTRAL_BYTES + nameBytes + extraBytes + commentBytes;
    if (next > bytes) throw unreadable();
    const name = decoder.decode(new Uint8Array(view.buffer, at + CENTRAL_BYTES, nameBytes))
      .normalize("NFC"); // macOS takes letters and their accents apart.
    if (!entries.has(name)) entries.set(name, entry(source, view, at));
    at = next;
  }
  return entries;
}

/** Where the directory is, and how large. */
async function directory(source: Source): Promise<{ start: number; bytes: number; count: number }> {
  const from = Math.max(0, source.bytes - END_BYTES - LONGEST_COMMENT);
  const view = await viewOf(source, from, source.bytes);
  let at = view.byteLength - END_BYTES;
  while (at >= 0 && view.getUint32(at, true) !== SIGNATURES.end) at--;
  if (at < 0) throw unreadable();
  const count = view.getUint16(at + 10, true);
  const bytes = view.getUint32(at + 12, true);
  const start = view.getUint32(at + 16, true);
  const isLarge = count === 0xffff || bytes === 0xffffffff || start === 0xffffffff;
  return isLarge ? await directory64(source, from + at) : { start, bytes, count };
}

async function directory64(source: Source, end: number) {
  const locator = await viewOf(source, end - LOCATOR_BYTES, end);
  if (locator.getUint32(0, true) !== SIGNATURES.locator) throw unreadable();
  const at = whole(locator, 8);
  const view = await viewOf(source, at, at + END64_BYTES);
  if (view.getUint32(0, true) !== SIGNATURES.end64) throw unreadable();
  return { count: whole(view, 32), bytes: whole(view, 40), start: whole(view, 48) };
}

function entry(source: Source, view: DataView, at: number): Entry {
  const flags = view.getUint16(at + 8, true);
  const method = view.getUint16(at + 10, true);
  const { packed, bytes, start } = sizes(view, at);
  async function* content(): AsyncGenerator<Uint8Array> {
    const isOurs = method === STORED ? packed === bytes : method === DEFLATED;
    if (!isOurs || (flags & ENCRYPTED) !== 0) throw unreadable();
    if (bytes > packed * ZIP_LIMITS.ratio + PIECE_BYTES) throw new Problem("import_too_much");
    const local = await viewOf(source, start, start + LOCAL_BYTES);
    if (local.getUint32(0, true) !== SIGNATURES.local) throw unreadable();
    const from = start + LOCAL_BYTES + local.getUint16(26, true) + local.getUint16(28, true);
    if (from + packed > source.bytes) throw unreadable();
    const raw = packed === 0 ? [] : source.read(from, from + packed);
    let left = bytes;
    for await (const part of method === STORED ? raw : inflated(raw)) {
      left -= part.length;
      if (left < 0) throw unreadable();
      yield part;
    }
    if (left > 0) throw unreadable();
  }
  return { bytes, content };
}

/** What the directory says of an entry; what does not fit in four bytes stands in a field of its own. */
function sizes(view: DataView, at: number): { packed: number; bytes: number; start: number } {
  const said = { bytes: 24, packed: 20, start: 42 };
  const found = { bytes: 0, packed: 0, start: 0 };
  const large: (keyof typeof found)[] = [];
  for (const name of ["bytes", "packed", "start"] as const) {
    found[name] = view.getUint32(at + said[name], true);
    if (found[name] === 0xffffffff) large.push(name);
  }
  if (large.length === 0) return found;
  let place = at + CENTRAL_BYTES + view.getUint16(at + 28, true);
  const end = place + view.getUint16(at + 30, true);
  while (place + 4 <= end) {
    const [id, size] = [view.getUint16(place, true), view.getUint16(place + 2, true)];
    if (id === 1) {
      if (size < 8 * large.length || place + 4 + size > end) throw unreadable();
      for (const [n, name] of large.entries()) found[name] = whole(view, place + 4 + 8 * n);
      return found;
    }
    place += 4 + size;
  }
  throw unreadable();
}

function whole(view: DataView, at: number): number {
  const value = view.getBigUint64(at, true);
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw unreadable();
  return Number(value);
}

/** Bytes from `start` to `end`, all of them. */
async function viewOf(source: Source, start: number, end: number): Promise<DataView> {
  if (start < 0 || end > source.bytes || start >= end) throw unreadable();
  const all = new Uint8Array(end - start);
  let at = 0;
  for await (const part of source.read(start, end)) {
    if (at + part.length > all.length) throw unreadable();
    all.set(part, at);
    at += part.length;
  }
  if (at < all.length) throw unreadable();
  return new DataView(all.buffer);
}

async function* inflated(
  raw: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  const inflate = new Inflate((part) => void ready.push(part));
  const push = (part: Uint8Array, last: boolean) => {
    try {
      inflate.push(part, last);
    } catch {
      throw unreadable();
    }
    const parts = ready;
    ready = [];
    return parts;
  };
  for await (const part of raw) {
    for (let at = 0; at < part.length; at += PIECE_BYTES) {
      yield* push(part.slice(at, at + PIECE_BYTES), false);
    }
  }
  yield* push(new Uint8Array(), true);
}
