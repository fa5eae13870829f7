/**
 * Looks whether the app can run here, and says what to do where it cannot.
 *
 * @module
 */
import { createStore } from "../../store/store.ts";
import type { Config } from "../config.ts";
import { createFlags } from "../integration/flags.ts";
import { createMeters } from "../integration/meters.ts";
import { createIntegrations } from "../integrations.ts";
import type { World } from "../world.ts";
import { examineClock } from "./clock.ts";
import { examineDatabase } from "./database.ts";
import type { Finding } from "./finding.ts";
import { examineOrigin } from "./origin.ts";
import { examineOutside } from "./outside.ts";
import { examineSettings } from "./settings.ts";

/**
 * Examines settings, database, services, clock, address and cookies. Nothing is changed: a row that
 * is written is taken away again, and what is asked of a service has no effect there.
 *
 * @param read gives the settings, @throws {ConfigError}
 * @param open opens the database of these settings
 */
export async function examine(
  read: () => Config,
  open: (config: Config) => Promise<Deno.Kv>,
  world: World,
): Promise<Finding[]> {
  const { config, findings } = examineSettings(read);
  if (config === null) return findings;
  const { statusPages: { google, resend } } = config;
  const [database, outside, clock, origin] = await Promise.all([
    examineDatabase(() => open(config), config.kvPath ?? "the database linked to this app"),
    askOutside(config, world),
    examineClock([google, resend], world),
    examineOrigin(config),
  ]);
  return [...findings, ...database, ...outside, clock, ...origin];
}

/** On a database of its own: the services may be well where the database is not. */
async function askOutside(config: Config, world: World): Promise<Finding[]> {
  using kv = await Deno.openKv(":memory:");
  const store = createStore(kv);
  const needs = {
    store,
    flags: createFlags(store, world),
    meters: createMeters(store, world),
    world,
  };
  // Somebody sits and waits.
  const patience = { timeoutMs: 8_000, retry: { attempts: 0, firstWaitMs: 1, longestWaitMs: 1 } };
  return await examineOutside(createIntegrations(config, needs, patience));
}
