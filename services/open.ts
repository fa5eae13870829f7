/**
 * Opens what the process runs on: its database, its services.
 *
 * @module
 */
import { base64url } from "jose";
import { dirname } from "node:path";
import { isHalfRestored } from "./backup/restore.ts";
import { type Config, ConfigError } from "./config.ts";
import type { SessionKey } from "./config_values.ts";
import { createServices, type Services } from "./services.ts";
import { readSettings } from "./settings.ts";
import { realWorld } from "./world.ts";

const KEYS_FILE = "data/session-keys";

/** The services, and how to end them together with their database. */
export interface Opened {
  readonly services: Services;
  readonly close: (graceMs?: number) => Promise<void>;
}

let opened: Promise<Opened> | null = null;

/**
 * The services of this process, opened when first asked for.
 *
 * @throws {ConfigError} `config_invalid`
 */
export async function openServices(): Promise<Opened> {
  return await (opened ??= open(readSettings()));
}

async function open(settings: Config): Promise<Opened> {
  const needsKeys = settings.sessionKeys.length === 0;
  const config = needsKeys ? { ...settings, sessionKeys: [await developmentKey()] } : settings;
  const kv = await openDatabase(config);
  if (await isHalfRestored(kv)) {
    kv.close();
    throw new ConfigError(
      "A restore into this database broke off. Run `deno task restore FILE` again, then start.",
    );
  }
  const services = createServices(config, kv, realWorld);
  const close = async (graceMs?: number) => {
    await services.close(graceMs);
    kv.close();
  };
  return { services, close };
}

/** The database of these settings; whoever opened it closes it. */
export async function openDatabase({ kvPath }: Config): Promise<Deno.Kv> {
  if (isFile(kvPath)) await Deno.mkdir(dirname(kvPath), { recursive: true });
  return await Deno.openKv(kvPath);
}

/** The file that the database of these settings is; null where it is none. */
export function databaseFile({ kvPath }: Config): string | null {
  return isFile(kvPath) ? kvPath : null;
}

function isFile(path: string | undefined): path is string {
  return path !== undefined && path !== ":memory:" && !URL.canParse(path);
}

/** The signing key of development: made once, so that a restart signs nobody out. */
async function developmentKey(): Promise<SessionKey> {
  await Deno.mkdir(dirname(KEYS_FILE), { recursive: true });
  const draft = `${KEYS_FILE}.${base64url.encode(realWorld.random(6))}`;
  await Deno.writeTextFile(draft, base64url.encode(realWorld.random(32)), { mode: 0o600 });
  try {
    await Deno.link(draft, KEYS_FILE); // Whole or not at all, and never over one that is there.
  } catch (error) {
    if (!(error instanceof Deno.errors.AlreadyExists)) throw error;
  } finally {
    await Deno.remove(draft);
  }
  const text = await Deno.readTextFile(KEYS_FILE);
  return { kid: "development", secret: new Uint8Array(base64url.decode(text.trim())) };
}
