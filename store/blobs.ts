/**
 * Bytes of any length, in chunks.
 *
 * `blobs/…ID/N` the chunks; `blob_sizes/…ID` how many bytes, written last, so that
 * half a blob is none; `uploads/…ID` says that nothing owns it yet, so that what a
 * dead upload leaves behind can be found and swept; `blob_offsets/…ID` how much has come
 * of one that comes in parts, written with the bytes that it counts.
 *
 * @module
 */
import { createChunker } from "./chunker.ts";
import { commit } from "./database.ts";
import { createInTurn } from "./in_turn.ts";

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
/** Of all blobs that grow at the same time: fifty that wait for their turn are not to hold more. */
const CHUNKS_WAITING = 120;
const CHUNKS_PER_READ = 8;
const DELETES_PER_WRITE = 500;

/** Rows of bytes. */
export function blobs(kv: Deno.Kv) {
  const chunkKey = (id: BlobId, n: number) => ["blobs", ...id, n];
  const sizeKey = (id: BlobId) => ["blob_sizes", ...id];
  const uploadKey = (id: BlobId) => ["uploads", ...id];
  const offsetKey = (id: BlobId) => ["blob_offsets", ...id];
  const inTurn = createInTurn();
  /** How many blobs grow right now. */
  let growing = 0;
  /** Of many at once each writes little at a time. */
  const perWrite = () =>
    Math.max(2, Math.min(CHUNKS_PER_WRITE, Math.floor(CHUNKS_WAITING / growing)));

  /**
   * One large write after the other: fifty uploads at once would otherwise all stand before whoever
   * wants to read a row, and each hold its bytes once more.
   */
  const large = <T>(write: () => Promise<T>): Promise<T> => inTurn("large", write);

  /** The offset with its version; null where the blob does not grow, or no longer. */
  async function growth(id: BlobId): Promise<Deno.KvEntry<number> | null> {
    const entry = await kv.get<number>(offsetKey(id));
    return entry.value === null ? null : entry;
  }

  /** The chunk that `offset` falls into, up to there. */
  async function begun(id: BlobId, offset: number): Promise<Uint8Array> {
    const filled = offset % CHUNK_BYTES;
    if (filled === 0) return new Uint8Array();
    const { value } = await kv.get<Uint8Array>(chunkKey(id, Math.floor(offset / CHUNK_BYTES)));
    if (value === null || value.length < filled) throw new Error("Cannot go on: a chunk is lost");
    return value.subarray(0, filled);
  }

  /** Takes bytes as they come and sets them as chunks, several in one write. */
  function writer(id: BlobId) {
    const spare: Uint8Array<ArrayBuffer>[] = [];
    const chunker = createChunker(CHUNK_BYTES, undefined, spare);
    let waiting: Uint8Array<ArrayBuffer>[] = [];
    let written = 0;

    async function flush(): Promise<void> {
      await large(async () => {
        const operation = kv.atomic();
        for (const part of waiting) operation.set(chunkKey(id, written++), part);
        await commit(operation);
        spare.push(...waiting);
        waiting = [];
      });
    }
    return {
      async push(bytes: Uint8Array): Promise<void> {
        for (const full of chunker.add(bytes)) {
          waiting.push(full);
          if (waiting.length === CHUNKS_PER_WRITE) await flush();
        }
      },
      /** Gives the number of bytes written. */
      async end(): Promise<number> {
        const left = chunker.left();
        const whole = (written + waiting.length) * CHUNK_BYTES;
        if (left > 0) waiting.push(chunker.rest());
        if (waiting.length > 0) await flush();
        return whole + left;
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

    /**
     * A blob that comes in parts, in `operation`: there is none of it yet.
     *
     * @param now milliseconds since 1970: swept a while later, unless `finish` is committed
     */
    grow(operation: Deno.AtomicOperation, id: BlobId, now: number): void {
      operation.set(uploadKey(id), now).set(offsetKey(id), 0);
    },

    /** How much has come of a blob, all of it where it is whole; null where there is none. */
    async offset(id: BlobId): Promise<number | null> {
      const [grows, size] = await kv.getMany<[number, number]>([offsetKey(id), sizeKey(id)]);
      return grows.value ?? size.value;
    },

    /**
     * Adds the bytes of `source` at `offset`, never holding more than a megabyte of them. What has
     * come stays when `source` throws, and is counted: the offset and the bytes change in one step.
     *
     * @param total how many there will be in all: with the last of them the blob is whole
     * @param also adds to each step what must hold for it
     * @returns the offset after them; null where it was not at `offset`, or another writer was quicker
     * @throws whatever `source` or `also` throws
     */
    async append(
      id: BlobId,
      offset: number,
      total: number,
      source: AsyncIterable<Uint8Array>,
      also: (operation: Deno.AtomicOperation) => Promise<void>,
    ): Promise<number | null> {
      let entry = await growth(id);
      if (entry?.value !== offset) return null;
      let waiting: Uint8Array<ArrayBuffer>[] = [];
      /** What has been written is filled again: new chunks would lie about until they are collected. */
      const spare: Uint8Array<ArrayBuffer>[] = [];
      const chunker = createChunker(CHUNK_BYTES, await begun(id, offset), spare);

      /** Writes the chunks that are full, and the one that is not where it is the `last` time. */
      async function flush(last: boolean): Promise<boolean> {
        const first = Math.floor(entry!.value / CHUNK_BYTES);
        const value = (first + waiting.length) * CHUNK_BYTES + (last ? chunker.left() : 0);
        if (value === entry!.value) return true;
        if (last && chunker.left() > 0) waiting.push(chunker.rest());
        const operation = kv.atomic().check(entry!);
        for (const [n, part] of waiting.entries()) operation.set(chunkKey(id, first + n), part);
        if (value === total) operation.delete(offsetKey(id)).set(sizeKey(id), total);
        else operation.set(offsetKey(id), value);
        await also(operation);
        const versionstamp = await commit(operation);
        if (versionstamp === null) return false;
        entry = { key: offsetKey(id), value, versionstamp };
        if (!last) spare.push(...waiting);
        waiting = [];
        return true;
      }

      let failure: { error: unknown } | null = null;
      growing++;
      try {
        for await (const bytes of source) {
          for (const full of chunker.add(bytes)) {
            waiting.push(full);
            if (waiting.length < perWrite()) continue;
            if (!await large(() => flush(false))) return null;
          }
        }
      } catch (error) {
        failure = { error };
      } finally {
        growing--;
      }
      if (!await large(() => flush(true))) return null;
      if (failure !== null) throw failure.error;
      return entry.value;
    },

    /** Nothing more is to be added to it, in `operation`, and the next sweep takes it away. */
    stunt(operation: Deno.AtomicOperation, id: BlobId): void {
      operation.delete(offsetKey(id)).set(uploadKey(id), 0);
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
      let operation = kv.atomic().delete(sizeKey(id)).delete(offsetKey(id));
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
