/**
 * Copies of all that is a person's, which they have asked for: one at a time.
 *
 * `exports/USER` the copy; its bytes are the blob `["export", id]`.
 *
 * @module
 */
import { commit } from "./database.ts";
import { watchRow } from "./watch.ts";

/** A copy, as far as it has come. Times are milliseconds since 1970. */
export interface Export {
  readonly id: string;
  readonly askedAt: number;
  /** Files cannot be fetched just now: since when it waits for them. Not there where it does not. */
  readonly waitsSince?: number;
  /** How many bytes of it are written, while it is being made. */
  readonly written?: number;
  /** It could not be made, and nobody tries any more. */
  readonly failed?: true;
  /** What it has become; null while it is being made. */
  readonly ready: {
    readonly at: number;
    readonly bytes: number;
    /** Lower-case hexadecimal. */
    readonly sha256: string;
    /** How many files are missing in it. */
    readonly missing: number;
  } | null;
}

/** A copy with the version it was read at. */
export type ExportEntry = Deno.KvEntry<Export>;

/** How long one is kept once it is ready. */
export const EXPORT_KEPT_MS = 7 * 24 * 60 * 60 * 1000;

const exportKey = (userId: string) => ["exports", userId];

/** The blob of a copy. */
export const exportBlob = (id: string) => ["export", id];

/** Rows of copies. */
export function exports(kv: Deno.Kv) {
  return {
    async get(userId: string): Promise<ExportEntry | null> {
      const entry = await kv.get<Export>(exportKey(userId));
      return entry.value === null ? null : entry;
    },

    /** The copy as it is, and again whenever it has changed, until `signal` ends; null: none. */
    watch: (userId: string, signal: AbortSignal): AsyncGenerator<Export | null> =>
      watchRow<Export>(kv, exportKey(userId), signal),

    /** Adds a copy in `operation`, which fails where there is one. */
    add(operation: Deno.AtomicOperation, userId: string, row: Export): void {
      const key = exportKey(userId);
      operation.check({ key, versionstamp: null }).set(key, row);
    },

    /** Changes a copy in `operation`, which fails where somebody else has meanwhile. */
    change(operation: Deno.AtomicOperation, entry: ExportEntry, row: Export): void {
      operation.check(entry).set(entry.key, row);
    },

    /** Takes a copy's row away in `operation`, which fails where it was changed meanwhile. */
    remove(operation: Deno.AtomicOperation, entry: ExportEntry): void {
      operation.check(entry).delete(entry.key);
    },

    /** Anybody's that were ready before `before` (milliseconds since 1970). */
    async before(before: number): Promise<ExportEntry[]> {
      const rows = kv.list<Export>({ prefix: ["exports"] }, { batchSize: 500 });
      const all = await Array.fromAsync(rows);
      return all.filter(({ value }) => value.ready !== null && value.ready.at < before);
    },

    /** Notes how far it has come, or since when it waits for files; not where it changed meanwhile. */
    async note(entry: ExportEntry, news: Pick<Export, "waitsSince" | "written">): Promise<void> {
      await commit(kv.atomic().check(entry).set(entry.key, { ...entry.value, ...news }));
    },
  };
}
