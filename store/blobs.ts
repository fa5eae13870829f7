/**
 * Bytes of any length, in chunks.
 *
 * `blobs/…ID/N` the chunks; `blob_sizes/…ID` how many bytes, written last, so that
 * half a blob is none; `uploads/…ID` says that nothing owns it yet, so that what a
 * dead upload leaves behind can be found and swept.
 *
 * @module
 */
import { commit } from "./database.ts";

/** A blob's name, from the general to the particular: `["original", scoreId]`. */
export type BlobId = readonly (string | number)[];

/** Bytes from `start` to `end`, both included, as in RFC 9110 section 14.1.2. */
interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** KV takes values of 65,536 bytes once serialised. */
const CHUNK_BYTES = 60 * 1024;
/** KV takes 819,200 bytes in one atomic operation. */
const CHUNKS_PER_WRITE = 12;
const CHUNKS_PER_READ = 8;
const DELETES_PER_WRITE = 500;

/** Rows of bytes. */
export function blobs(kv: Deno.Kv) {
  const chunkKey = (id: BlobId, n: number) => ["blobs", ...id, n];
  const sizeKey = (id: BlobId) => ["blob_sizes", ...id];
  const uploadKey = (id: BlobId) => ["uploads", ...id];

  /** Takes bytes as they come and sets them as chunks, several in one write. */
  function writer(id: BlobId) {
    let waiting: Uint8Array<ArrayBuffer>[] = [];
    let chunk = new Uint8Array(CHUNK_BYTES);
    let filled = 0;
    let written = 0;

    async function flush(): Promise<void> {
      const operation = kv.atomic();
      for (const part of waiting) operation.set(chunkKey(id, written++), part);
      waiting = [];
      await commit(operation);
    }
    return {
      async push(bytes: Uint8Array): Promise<void> {
        for (let at = 0; at < bytes.length;) {
          const part = bytes.subarray(at, at + CHUNK_BYTES - filled);
          chunk.set(part, filled);
          at += part.length;
          filled += part.length;
          if (filled < CHUNK_BYTES) continue;
          waiting.push(chunk);
          chunk = new Uint8Array(CHUNK_BYTES);
          filled = 0;
          if (waiting.length === CHUNKS_PER_WRITE) await flush();
        }
      },
      /** Gives the number of bytes written. */
      async end(): Promise<number> {
        if (filled > 0) waiting.push(chunk.slice(0, filled));
        const chunks = written + waiting.length;
        if (waiting.length > 0) await flush();
        return filled > 0 ? (chunks - 1) * CHUNK_BYTES + filled : chunks * CHUNK_BYTES;
      },
    };
  }

  async function* chunks(id: BlobId, from: number, to?: number): AsyncGenerator<Uint8Array> {
    const selector = to === undefined
      ? { prefix: ["blobs", ...id], start: chunkKey(id, from) }
      : { start: chunkKey(id, from), end: chunkKey(id, to + 1) };
    const rows = kv.list<Uint8Array>(selector, { batchSize: CHUNKS_PER_READ });
    for await (const row of rows) yield row.value;
  }

  const store = {
    /**
     * Writes all of `source`, never holding more than a megabyte of it. It can be
     * read then, but is swept after a while unless `finish` is committed.
     *
     * @param now milliseconds since 1970
     * @throws whatever `source` throws; nothing of the blob is left then
     */
    async write(id: BlobId, source: AsyncIterable<Uint8Array>, now: number): Promise<void> {
      await commit(kv.atomic().set(uploadKey(id), now));
      const out = writer(id);
      try {
        for await (const bytes of source) await out.push(bytes);
        await commit(kv.atomic().set(sizeKey(id), await out.end()));
      } catch (error) {
        await store.remove(id);
        throw error;
      }
    },

    /** The blob belongs to something now: `operation` takes it off the list of unfinished ones. */
    finish(operation: Deno.AtomicOperation, id: BlobId): void {
      operation.delete(uploadKey(id));
    },

    /** Nothing owns the blob any more, or what its name begins: the next sweep takes it away. */
    disown(operation: Deno.AtomicOperation, id: BlobId): void {
      operation.set(uploadKey(id), 0);
    },

    /** The whole blob, or null where there is none, or not all of it. */
    async read(id: BlobId): Promise<Uint8Array<ArrayBuffer> | null> {
      const size = (await kv.get<number>(sizeKey(id))).value;
      if (size === null) return null;
      const whole = new Uint8Array(size);
      let at = 0;
      for await (const part of chunks(id, 0)) {
        if (at + part.length > size) return null;
        whole.set(part, at);
        at += part.length;
      }
      return at === size ? whole : null;
    },

    /** Whether there is one, all of it. */
    async has(id: BlobId): Promise<boolean> {
      return (await kv.get<number>(sizeKey(id))).value !== null;
    },

    /** Bytes `range` of the blob, read as they are asked for. */
    stream(id: BlobId, range: ByteRange): ReadableStream<Uint8Array> {
      const first = Math.floor(range.start / CHUNK_BYTES);
      const last = Math.floor(range.end / CHUNK_BYTES);
      async function* cut() {
        let offset = first * CHUNK_BYTES;
        for await (const chunk of chunks(id, first, last)) {
          yield chunk.subarray(Math.max(0, range.start - offset), range.end - offset + 1);
          offset += chunk.length;
        }
      }
      return ReadableStream.from(cut());
    },

    /** Removes the blob and everything whose name begins with `id`. */
    async remove(id: BlobId): Promise<void> {
      await store.empty(id);
      await commit(kv.atomic().delete(uploadKey(id)));
    },

    /** The same, but that it is to be swept, where it is, still stands. */
    async empty(id: BlobId): Promise<void> {
      let operation = kv.atomic().delete(sizeKey(id));
      let deletes = 0;
      for await (const { key } of kv.list({ prefix: sizeKey(id) })) operation.delete(key);
      const rows = kv.list({ prefix: ["blobs", ...id] }, { batchSize: CHUNKS_PER_READ });
      for await (const row of rows) {
        operation.delete(row.key);
        if (++deletes % DELETES_PER_WRITE > 0) continue;
        await commit(operation);
        operation = kv.atomic();
      }
      await commit(operation);
    },

    /** Whether nothing owns the blob, or not yet. */
    async isUnowned(id: BlobId): Promise<boolean> {
      return (await kv.get<number>(uploadKey(id))).value !== null;
    },

    /**
     * Removes what unfinished uploads begun before `before` (ms since 1970) left.
     *
     * @param elsewhere takes away what there is of it outside, first; where that cannot be done now
     *   it is left for the next time
     * @returns how many were left
     */
    async sweep(before: number, elsewhere: (id: BlobId) => Promise<boolean>): Promise<number> {
      let left = 0;
      for await (const row of kv.list<number>({ prefix: ["uploads"] })) {
        if (row.value >= before) continue;
        const id = row.key.slice(1) as (string | number)[];
        if (await elsewhere(id)) await store.remove(id);
        else left++;
      }
      return left;
    },
  };
  return store;
}
