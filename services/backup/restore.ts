import { Buffer } from "node:buffer";
import { serialize } from "node:v8";
import { type Batch, isFull, nameOf, type Row, rows } from "../../store/rows.ts";
import { type Heading, readArchive } from "./archive.ts";
import { BackupError } from "./error.ts";

/** Set while rows return: what broke off in between is known by it, and can be done again. */
const UNDER_WAY = ["restoring"];
const ROWS_PER_LOOK = 10;

/** Whether a restore was begun here and has not come to its end. */
export async function isHalfRestored(kv: Deno.Kv): Promise<boolean> {
  return (await kv.get(UNDER_WAY)).value !== null;
}

/**
 * Writes the rows of a backup into an empty database, and looks at each of them afterwards. A
 * restore that broke off can be made again over what it left.
 *
 * @param open opens the backup's bytes, each time from the beginning
 * @param now milliseconds since 1970: rows that would have gone by themselves since do not return
 * @returns how many rows there are
 * @throws {BackupError} `not_a_backup`, `too_new`, `damaged` (nothing was written then),
 *   `not_empty`, `differs`
 */
export async function restore(
  kv: Deno.Kv,
  open: () => AsyncIterable<Uint8Array>,
  now: number,
): Promise<{ heading: Heading; rows: number }> {
  const heading = await checked(open());
  const store = rows(kv);
  if (!await store.none() && !await isHalfRestored(kv)) {
    throw new BackupError(
      "not_empty",
      "This database has something in it already. Name an empty one by DENO_KV_PATH.",
    );
  }
  await store.put([{ key: UNDER_WAY, value: now, expiresAt: null }], now);
  const batch: Batch = { rows: [], bytes: 0 };
  for await (const row of rowsOf(open())) {
    if (row.expiresAt !== null && row.expiresAt <= now) continue;
    const bytes = serialize([row.key, plain(row)]).length;
    if (isFull(batch, bytes)) {
      await store.put(batch.rows, now);
      Object.assign(batch, { rows: [], bytes: 0 });
    }
    batch.rows.push(row);
    batch.bytes += bytes;
  }
  await store.put(batch.rows, now);
  const count = await compare(store, open(), now);
  await store.remove(UNDER_WAY);
  return { heading, rows: count };
}

/** Reads all of it, and uses nothing. */
async function checked(source: AsyncIterable<Uint8Array>): Promise<Heading> {
  let heading: Heading | null = null;
  for await (const part of readArchive(source)) heading ??= part as Heading;
  return heading!;
}

async function* rowsOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<Row> {
  for await (const part of readArchive(source)) {
    if ("key" in part) yield part;
  }
}

/** Looks at every row; of a row that comes twice the later one counts. */
async function compare(
  store: ReturnType<typeof rows>,
  source: AsyncIterable<Uint8Array>,
  now: number,
): Promise<number> {
  const different = new Map<string, Deno.KvKey>();
  const seen = new Set<string>();
  let some: Row[] = [];
  const look = async () => {
    const values = await store.values(some.map(({ key }) => key));
    for (const [n, row] of some.entries()) {
      const id = nameOf(row.key);
      const wanted = row.gone ? null : row.value;
      if (row.gone) seen.delete(id);
      else seen.add(id);
      const same = Buffer.from(serialize(plain({ value: wanted })))
        .equals(serialize(plain({ value: values[n] })));
      if (same) different.delete(id);
      else different.set(id, row.key);
    }
    some = [];
  };
  for await (const row of rowsOf(source)) {
    if (row.expiresAt !== null && row.expiresAt <= now) continue;
    if (some.push(row) === ROWS_PER_LOOK) await look();
  }
  if (some.length > 0) await look();
  if (different.size > 0) {
    const [one] = different.values();
    throw new BackupError(
      "differs",
      `${different.size} rows are not as they are in the backup, such as ${Deno.inspect(one)}. ` +
        "Is another program writing here? Restore again.",
    );
  }
  return seen.size;
}

const plain = ({ value }: { value: unknown }) =>
  value instanceof Deno.KvU64 ? ["sum", value.value] : value;
