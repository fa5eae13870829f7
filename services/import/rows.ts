/**
 * What is written down of an import, and where its bytes are.
 *
 * @module
 */
import { type Import, importBlob, type ImportEntry } from "../../store/imports.ts";
import type { Store } from "../../store/store.ts";
import { Problem } from "../problem.ts";
import type { Source } from "./zip.ts";

export type ImportRows = ReturnType<typeof createImportRows>;

/** Writes down how imports stand. */
export function createImportRows(store: Store) {
  const { blobs } = store;
  return {
    /** The bytes of an import. @throws {Problem} `import_unreadable` where they are gone */
    async sourceOf(id: string): Promise<Source> {
      const bytes = await blobs.offset(importBlob(id));
      if (bytes === null) throw new Problem("import_unreadable");
      return { bytes, read: (start, end) => blobs.stream(importBlob(id), { start, end: end - 1 }) };
    },

    /** It is over: its bytes go. False where it was called off meanwhile. */
    async end(entry: ImportEntry, row: Import | null): Promise<boolean> {
      const operation = store.begin();
      if (row === null) store.imports.remove(operation, entry);
      else store.imports.change(operation, entry, row);
      blobs.disown(operation, importBlob(entry.value.id));
      const isOurs = await store.commit(operation) !== null;
      if (isOurs) await blobs.remove(importBlob(entry.value.id));
      return isOurs;
    },

    /** The row as far as it has come; null where it was called off. */
    async change(entry: ImportEntry, row: Import): Promise<ImportEntry | null> {
      const operation = store.begin();
      store.imports.change(operation, entry, row);
      const versionstamp = await store.commit(operation);
      return versionstamp === null ? null : { key: entry.key, value: row, versionstamp };
    },
  };
}
