/**
 * `deno task backup FILE`: copies all that the app keeps to a file, while the app runs.
 *
 * @module
 */
import { type Fetched, withFiles } from "../services/backup/files.ts";
import { writeArchive } from "../services/backup/archive.ts";
import { fileRows, settledRows } from "../services/backup/snapshot.ts";
import { ConfigError } from "../services/config.ts";
import { BackupError } from "../services/backup/error.ts";
import { databaseFile, openDatabase } from "../services/open.ts";
import { Problem } from "../services/problem.ts";
import { createServices } from "../services/services.ts";
import { readSettings } from "../services/settings.ts";
import { realWorld } from "../services/world.ts";

const USAGE = "usage: deno task backup FILE   FILE is made, and must not be there yet";

async function main([file, ...rest]: string[]): Promise<number> {
  if (file === undefined || rest.length > 0) {
    console.error(USAGE);
    return 2;
  }
  const config = readSettings();
  const kv = await openDatabase(config);
  const services = createServices(config, kv, realWorld);
  const draft = `${file}.part`;
  const copy = `${file}.copy`;
  const madeAt = realWorld.now();
  try {
    await refuseToReplace(file);
    const path = databaseFile(config);
    const snapshot = path === null
      ? settledRows(kv, madeAt)
      : { rows: fileRows(path, copy, madeAt), unsettled: () => 0 };
    const fetched: Fetched = { files: 0, gone: 0 };
    const rows = withFiles(snapshot.rows, services.originals, fetched);
    // What is in it is everybody's: readable by its owner alone.
    const out = await Deno.open(draft, { write: true, createNew: true, mode: 0o600 });
    const total = await writeArchive({ madeAt, origin: config.origin }, rows, async (bytes) => {
      for (let at = 0; at < bytes.length;) at += await out.write(bytes.subarray(at));
    });
    await out.sync();
    out.close();
    await Deno.rename(draft, file);
    console.log(`${file}: ${total.rows} rows, ${(total.bytes / 1024 ** 2).toFixed(1)} MB.`);
    if (fetched.files > 0) console.log(`${fetched.files} files came from the store for files.`);
    if (fetched.gone > 0) {
      console.log(`${fetched.gone} files were deleted meanwhile, and are not in it.`);
    }
    if (snapshot.unsettled() > 0) {
      console.error(
        `${snapshot.unsettled()} rows went on changing while they were copied, so they may not fit ` +
          "together. Back up again at a quieter time.",
      );
      return 1;
    }
    return 0;
  } finally {
    for (const path of [draft, copy, `${copy}-wal`, `${copy}-shm`]) {
      await Deno.remove(path).catch(() => {});
    }
    await services.close(0);
    kv.close();
  }
}

async function refuseToReplace(file: string): Promise<void> {
  const found = await Deno.stat(file).catch(() => null);
  if (found !== null) {
    throw new BackupError("exists", `${file} is there already. Name a file that is not.`);
  }
}

if (import.meta.main) {
  try {
    Deno.exitCode = await main(Deno.args);
  } catch (error) {
    const known = error instanceof ConfigError || error instanceof BackupError ||
      error instanceof Problem;
    if (!known) throw error;
    console.error(error.message);
    Deno.exitCode = 2;
  }
}
