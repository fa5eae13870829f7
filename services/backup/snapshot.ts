/**
 * All rows of a database as they were at one moment, while the app goes on writing.
 *
 * @module
 */
import { DatabaseSync } from "node:sqlite";
import { latestEnd } from "../../store/retention.ts";
import { nameOf, type Row, rows } from "../../store/rows.ts";

/** Counts and notes of the moment: they change all the time, and nothing depends on them. */
const RESTLESS: readonly string[] = [
  "counters",
  "allowances",
  "turns",
  "watch",
  "summary",
  "vendor_status",
  "audit",
  "audit_by",
  "audit_of",
  "blob_offsets",
];
const BLOBS = "blobs";
const MOST_PASSES = 10;

/** Rows, and what is said of them when they have been read. */
export interface Snapshot {
  readonly rows: AsyncIterable<Row>;
  /** How many rows of it may not fit together with the others. */
  readonly unsettled: () => number;
}

/**
 * A snapshot of a database in a file: SQLite itself copies it, in one transaction (`VACUUM INTO`),
 * to `copy`, which whoever asked removes.
 */
export async function* fileRows(path: string, copy: string, now: number): AsyncGenerator<Row> {
  const live = new DatabaseSync(path, { readOnly: true });
  live.exec("PRAGMA busy_timeout = 10000");
  live.prepare("VACUUM INTO ?").run(copy);
  live.close();
  const ends = takeEnds(copy, now);
  const kv = await Deno.openKv(copy);
  try {
    let n = 0;
    for await (const row of rows(kv).all()) {
      const end = ends[n++];
      yield { ...row, expiresAt: end < 0 ? null : end };
    }
  } finally {
    kv.close();
  }
}

/** When each row of the copy ends, in the order of their keys; the copy itself forgets it, and keeps all. */
function takeEnds(copy: string, now: number): number[] {
  const database = new DatabaseSync(copy);
  try {
    database.prepare("DELETE FROM kv WHERE expiration_ms >= 0 AND expiration_ms <= ?").run(now);
    const found = database.prepare("SELECT expiration_ms AS ends FROM kv ORDER BY k").all();
    database.exec("UPDATE kv SET expiration_ms = -1");
    return found.map(({ ends }) => Number(ends));
  } finally {
    database.close();
  }
}

/**
 * A snapshot of a database that only answers questions: it is read again until nothing has changed
 * between two readings, so that all rows were there together at the moment between them. A row that
 * changed comes again, and one that went comes as `gone`; the later one counts. When a row would go by
 * itself it does not tell, so those that do so come with the latest time at which they can.
 *
 * @param now milliseconds since 1970
 */
export function settledRows(kv: Deno.Kv, now: number): Snapshot {
  let unsettled = 0;

  async function* read(): AsyncGenerator<Row> {
    const known = new Map<string, { key: Deno.KvKey; versionstamp: string }>();
    for (let pass = 1; pass <= MOST_PASSES; pass++) {
      unsettled = 0;
      const missing = new Map(known);
      // A file's bytes never change once it is whole, so they are read with its size alone.
      for await (const row of rows(kv).all(BLOBS)) {
        const id = nameOf(row.key);
        missing.delete(id);
        if (known.get(id)?.versionstamp === row.versionstamp) continue;
        known.set(id, { key: row.key, versionstamp: row.versionstamp });
        if (!RESTLESS.includes(String(row.key[0]))) unsettled++;
        if (row.key[0] === "blob_sizes" || row.key[0] === "blob_offsets") {
          yield* rows(kv).below([BLOBS, ...row.key.slice(1)]);
        }
        yield { ...row, expiresAt: latestEnd(row.key, now) };
      }
      for (const [id, { key }] of missing) {
        known.delete(id);
        if (!RESTLESS.includes(String(key[0]))) unsettled++;
        yield { key, value: null, expiresAt: null, gone: true };
      }
      if (pass > 1 && unsettled === 0) return;
    }
  }
  return { rows: read(), unsettled: () => unsettled };
}
