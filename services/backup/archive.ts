/**
 * A backup as a file: the word `ATTACCA` and the form's number, then frames, each the length of
 * what follows (four bytes, little-endian) and a value in V8's serialisation. The first frame says
 * what it is, the last how many rows there were and the SHA-256 of all before it: a file that was
 * cut off, or changed, is found before anything of it is used.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { createHash } from "node:crypto";
import { deserialize, serialize } from "node:v8";
import type { Row } from "../../store/rows.ts";
import { BackupError } from "./error.ts";

const MAGIC = new TextEncoder().encode("ATTACCA1");
/** A row has 64 KiB and a key of 2; more is no frame of ours. */
const LONGEST_FRAME = 1024 * 1024;

/** What is said of a backup as a whole. */
export interface Heading {
  /** Milliseconds since 1970: the rows are as they were then. */
  readonly madeAt: number;
  readonly origin: string;
}

/** What an archive has in all. */
export interface Total {
  readonly rows: number;
  readonly bytes: number;
}

/** A sum that several processes add to has a class of its own, which V8 does not write. */
type Written =
  | ["row", Deno.KvKey, unknown, number | null]
  | [
    "sum",
    Deno.KvKey,
    bigint,
    number | null,
  ]
  | ["gone", Deno.KvKey]
  | ["end", number, string];

function written({ key, value, expiresAt, gone }: Row): Written {
  if (gone) return ["gone", key];
  return value instanceof Deno.KvU64
    ? ["sum", key, value.value, expiresAt]
    : ["row", key, value, expiresAt];
}

/**
 * Writes a backup.
 *
 * @param write takes bytes; they are not used again
 */
export async function writeArchive(
  heading: Heading,
  rows: AsyncIterable<Row>,
  write: (bytes: Uint8Array) => Promise<void>,
): Promise<Total> {
  const hash = createHash("sha256");
  const total = { rows: 0, bytes: 0 };
  const put = async (bytes: Uint8Array) => {
    hash.update(bytes);
    total.bytes += bytes.length;
    await write(bytes);
  };
  await put(MAGIC);
  await put(frame(heading));
  for await (const row of rows) {
    await put(frame(written(row)));
    total.rows++;
  }
  await put(frame(["end", total.rows, hash.copy().digest("hex")] satisfies Written));
  return total;
}

function frame(content: unknown): Uint8Array {
  const bytes = serialize(content);
  const whole = new Uint8Array(4 + bytes.length);
  new DataView(whole.buffer).setUint32(0, bytes.length, true);
  whole.set(bytes, 4);
  return whole;
}

/**
 * Reads a backup: first what it is, then its rows. Whoever wants none of it where it is damaged
 * reads it twice.
 *
 * @throws {BackupError} `not_a_backup`, `too_new`, `damaged`
 */
export async function* readArchive(
  source: AsyncIterable<Uint8Array>,
): AsyncGenerator<Heading | Row> {
  const input = createInput(source);
  const magic = await input.take(MAGIC.length);
  if (magic === null || !Buffer.from(MAGIC.subarray(0, 7)).equals(magic.subarray(0, 7))) {
    throw new BackupError("not_a_backup", "This file is no backup of Attacca.");
  }
  if (magic[7] !== MAGIC[7]) {
    throw new BackupError("too_new", "This backup was made by another version of Attacca.");
  }
  const hash = createHash("sha256").update(magic);
  let rows = -1; // The first frame is none.
  while (true) {
    const before = hash.copy();
    const head = await input.take(4);
    const length = head?.readUInt32LE(0) ?? Infinity;
    const body = length > LONGEST_FRAME ? null : await input.take(length);
    if (head === null || body === null) throw damaged();
    hash.update(head).update(body);
    const content = parsed(body);
    if (rows === -1) yield content as Heading;
    else {
      const [kind, first, second, third] = content as Written;
      if (kind === "end") {
        if (first !== rows || second !== before.digest("hex")) throw damaged();
        if (await input.take(1) !== null) throw damaged();
        return;
      }
      const value = kind === "sum" ? new Deno.KvU64(second as bigint) : second;
      const gone = kind === "gone" ? { gone: true } : {};
      yield { key: first, value, expiresAt: third ?? null, ...gone } as Row;
    }
    rows++;
  }
}

const damaged = () =>
  new BackupError(
    "damaged",
    "This backup is damaged, or not all of it is here. Nothing of it was used.",
  );

function parsed(bytes: Buffer): unknown {
  try {
    return deserialize(bytes);
  } catch {
    throw damaged();
  }
}

/** Bytes as many at a time as are asked for. */
function createInput(source: AsyncIterable<Uint8Array>) {
  const parts = source[Symbol.asyncIterator]();
  let waiting: Buffer = Buffer.alloc(0);
  return {
    /** The next `length` bytes, or null where there are not so many. */
    async take(length: number): Promise<Buffer | null> {
      const more = [waiting];
      let have = waiting.length;
      while (have < length) {
        const next = await parts.next();
        if (next.done) return null;
        more.push(Buffer.from(next.value.buffer, next.value.byteOffset, next.value.length));
        have += next.value.length;
      }
      if (more.length > 1) waiting = Buffer.concat(more);
      const taken = waiting.subarray(0, length);
      waiting = waiting.subarray(length);
      return taken;
    },
  };
}
