/**
 * `deno task restore FILE`: brings a backup back into an empty database, and compares each row.
 *
 * @module
 */
import { BackupError } from "../services/backup/error.ts";
import { restore } from "../services/backup/restore.ts";
import { ConfigError } from "../services/config.ts";
import { openDatabase } from "../services/open.ts";
import { readSettings } from "../services/settings.ts";
import { realWorld } from "../services/world.ts";

const USAGE = "usage: deno task restore FILE   into the database of DENO_KV_PATH, which is empty";

async function main([file, ...rest]: string[]): Promise<number> {
  if (file === undefined || rest.length > 0) {
    console.error(USAGE);
    return 2;
  }
  const kv = await openDatabase(readSettings());
  try {
    const { heading, rows } = await restore(kv, () => bytesOf(file), realWorld.now());
    const when = new Date(heading.madeAt).toISOString();
    console.log(`${rows} rows are back as they were on ${when} at ${heading.origin}.`);
    return 0;
  } finally {
    kv.close();
  }
}

async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  using source = await Deno.open(file);
  yield* source.readable;
}

if (import.meta.main) {
  try {
    Deno.exitCode = await main(Deno.args);
  } catch (error) {
    const known = error instanceof ConfigError || error instanceof BackupError ||
      error instanceof Deno.errors.NotFound;
    if (!known) throw error;
    console.error(error.message);
    Deno.exitCode = 2;
  }
}
