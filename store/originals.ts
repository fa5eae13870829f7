/**
 * Where the files of scores are, as they came in.
 *
 * `originals/ID` whose it is and what it must be; `originals_here/ID` that its bytes are the blob
 * `["original", ID]`; both go when the file is gone everywhere.
 *
 * @module
 */
import { commit } from "./database.ts";

/** A file of a person's. */
export interface Original {
  readonly userId: string;
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  /**
   * Of a house that has a store for files: `moving` while it may be there, since when it is there
   * (milliseconds since 1970); null where it never was.
   */
  readonly there: "moving" | number | null;
}

type OriginalEntry = Deno.KvEntry<Original>;

/** Rows of files. */
export function originals(kv: Deno.Kv) {
  const key = (id: string) => ["originals", id];
  const hereKey = (id: string) => ["originals_here", id];
  return {
    /** A file has come in, whose bytes are here. */
    add(operation: Deno.AtomicOperation, id: string, original: Omit<Original, "there">): void {
      this.put(operation, id, { ...original, there: null });
      operation.set(hereKey(id), true);
    },

    put(operation: Deno.AtomicOperation, id: string, original: Original): void {
      operation.set(key(id), original);
    },

    async get(id: string): Promise<OriginalEntry | null> {
      const entry = await kv.get<Original>(key(id));
      return entry.value === null ? null : entry;
    },

    /** Changes it, unless somebody else has meanwhile; says whether. */
    async change(entry: OriginalEntry, there: Original["there"]): Promise<boolean> {
      const operation = kv.atomic().check(entry).set(entry.key, { ...entry.value, there });
      return await commit(operation) !== null;
    },

    /** Its bytes are here no longer. */
    async left(id: string): Promise<void> {
      await commit(kv.atomic().delete(hereKey(id)));
    },

    /** Files whose bytes are here, the oldest first; ids sort by age. */
    async *here(): AsyncGenerator<string> {
      for await (const row of kv.list({ prefix: ["originals_here"] })) yield row.key[1] as string;
    },

    async remove(id: string): Promise<void> {
      await commit(kv.atomic().delete(key(id)).delete(hereKey(id)));
    },
  };
}
