/**
 * Copies of a library that a person has sent to have them brought in: one at a time.
 *
 * `imports/USER` the last one, as far as it has come; its bytes are the blob `["import", id]`, which
 * goes as soon as it is over.
 *
 * @module
 */
import { commit } from "./database.ts";
import { watchRow } from "./watch.ts";

/** Something that stayed out, and why: the code of a problem. */
export interface LeftOut {
  readonly name: string;
  readonly code: string;
}

/** An import, as far as it has come. */
export interface Import {
  readonly id: string;
  /** Milliseconds since 1970, as is the next. */
  readonly at: number;
  /** While it arrives: when whoever takes it in was last heard of. Rows from before have none. */
  readonly heardAt?: number;
  /** `arriving` until all of its bytes are here; `refused` where it is none that can be brought in. */
  readonly state: "arriving" | "waiting" | "done" | "refused";
  /** How many scores are in it; null until that is known. */
  readonly scores: number | null;
  /** How many of them have been looked at. */
  readonly seen: number;
  /** How many bytes of files have been read of it. */
  readonly read: number;
  /** How many are new here. */
  readonly added: number;
  /** How many stayed out; the first of them by name. */
  readonly left: number;
  readonly leftOut: readonly LeftOut[];
  /** Collections, setlists and views that found no room. */
  readonly listsLeft: number;
  /** Why it was refused: the code of a problem. */
  readonly code?: string;
}

/** An import with the version it was read at. */
export type ImportEntry = Deno.KvEntry<Import>;

const importKey = (userId: string) => ["imports", userId];

/** The blob of what was sent. */
export const importBlob = (id: string) => ["import", id];

/** Rows of imports. */
export function imports(kv: Deno.Kv) {
  return {
    async get(userId: string): Promise<ImportEntry | null> {
      const entry = await kv.get<Import>(importKey(userId));
      return entry.value === null ? null : entry;
    },

    /** The import as it is, and again whenever it has changed, until `signal` ends; null: none. */
    watch: (userId: string, signal: AbortSignal): AsyncGenerator<Import | null> =>
      watchRow<Import>(kv, importKey(userId), signal),

    /** Begins one in place of the one before (null: there was none); false: somebody was quicker. */
    async begin(userId: string, before: ImportEntry | null, row: Import): Promise<boolean> {
      const key = importKey(userId);
      const check = before ?? { key, versionstamp: null };
      return await commit(kv.atomic().check(check).set(key, row)) !== null;
    },

    /** Changes one in `operation`, which fails where somebody else has meanwhile. */
    change(operation: Deno.AtomicOperation, entry: ImportEntry, row: Import): void {
      operation.check(entry).set(entry.key, row);
    },

    /** Takes it away in `operation`, which fails where it was changed meanwhile. */
    remove(operation: Deno.AtomicOperation, entry: ImportEntry): void {
      operation.check(entry).delete(entry.key);
    },
  };
}
