import type { Original } from "../../store/originals.ts";
import type { Row } from "../../store/rows.ts";
import type { Originals } from "../originals.ts";
import { Problem } from "../problem.ts";

const CHUNK_BYTES = 60 * 1024;

/** Of files in the store for files: how many came along, and how many were not there any more. */
export interface Fetched {
  files: number;
  gone: number;
}

/**
 * Rows as they would be with all files in the database: whatever lies in a store for files is
 * fetched from there. Where the rows return they need no such store, and one that is set up gets
 * the files from the app itself.
 *
 * @throws {Problem} `file_away`
 */
export async function* withFiles(
  rows: AsyncIterable<Row>,
  originals: Pick<Originals, "read">,
  fetched: Fetched,
): AsyncGenerator<Row> {
  const plain = (key: Deno.KvKey, value: unknown): Row => ({ key, value, expiresAt: null });
  /** What came along. */
  const along = new Set<string>();
  for await (const row of rows) {
    const [kind, id] = row.key;
    if (row.gone) {
      // It moved on while it was copied: what says here that it is here stays in the copy.
      if (along.has(saidToBeHere(row.key) ?? "")) continue;
      if (kind === "originals" && along.delete(String(id))) {
        yield { ...row, key: ["blob_sizes", "original", id] };
        yield { ...row, key: ["originals_here", id] };
      }
      yield row;
      continue;
    }
    const original = row.value as Original;
    if (kind !== "originals" || original.there === null) {
      yield row;
      continue;
    }
    const bytes = await read(originals, String(id));
    if (bytes === null) {
      fetched.gone++;
      yield row;
      continue;
    }
    if (!along.has(String(id))) fetched.files++;
    along.add(String(id));
    for (let n = 0; n * CHUNK_BYTES < bytes.length; n++) {
      const chunk = bytes.slice(n * CHUNK_BYTES, (n + 1) * CHUNK_BYTES);
      yield plain(["blobs", "original", id, n], chunk);
    }
    yield plain(["blob_sizes", "original", id], bytes.length);
    yield plain(["originals_here", id], true);
    yield { ...row, value: { ...original, there: null } satisfies Original };
  }
}

/** The id of the file of which a row says that it is here; null for other rows. */
function saidToBeHere([kind, first, second]: Deno.KvKey): string | null {
  if (kind === "originals_here") return String(first);
  return kind === "blob_sizes" && first === "original" ? String(second) : null;
}

/** Null where it was deleted since. */
async function read(originals: Pick<Originals, "read">, id: string): Promise<Uint8Array | null> {
  try {
    return await originals.read(id);
  } catch (error) {
    if (error instanceof Problem && error.code === "file_gone") return null;
    throw error;
  }
}
