/**
 * `deno task flags`: switches integrations and features on and off in the database that the app
 * uses, while it runs. Every instance sees a change within five seconds.
 *
 * @module
 */
import { ConfigError } from "../services/config.ts";
import {
  createFlagChanges,
  parseShare,
  settingInWords,
} from "../services/integration/flag_changes.ts";
import { FLAG_NAMES, isFlagName } from "../services/integration/flag_names.ts";
import { openDatabase } from "../services/open.ts";
import { readSettings } from "../services/settings.ts";
import { isId, realWorld } from "../services/world.ts";
import type { Flag } from "../store/flags.ts";
import { createStore, type Store } from "../store/store.ts";

const USAGE = `usage: deno task flags list
       deno task flags set NAME on|off|25% [+PERSON ...]   +PERSON: on for this one in any case
       deno task flags clear NAME                          back to the default, which is on
A share is one of people: what is done for nobody in particular, such as mail, is on at 100% only.`;

/** Something in the command is wrong; the message says what. */
class UsageError extends Error {}

const commands: Record<string, (store: Store, words: string[]) => Promise<string>> = {
  async list(store) {
    const set = await store.flags.all();
    const names = new Set([...Object.keys(FLAG_NAMES), ...set.keys()]);
    const width = Math.max(...Array.from(names, (name) => name.length));
    return Array.from(names).sort().map((name) => {
      const flag = set.get(name) ?? null;
      const words = settingInWords(flag) + (flag === null ? "" : changeInWords(flag));
      return [name.padEnd(width), words, FLAG_NAMES[name]].filter(Boolean).join("  ");
    }).join("\n");
  },

  async set(store, [name, value = "", ...people]) {
    const next = { ...share(value), people: people.map(parsePerson) };
    await changes(store).change(known(name), next, "terminal");
    return `${name} is ${settingInWords(next)}, everywhere within five seconds.`;
  },

  async clear(store, [name]) {
    const fate = await changes(store).change(known(name), null, "terminal");
    return `${name} ${
      fate === "done" ? "is back at its default" : "was at its default already"
    }: on.`;
  },
};

const changes = (store: Store) => createFlagChanges({ store, world: realWorld });

function known(name: string | undefined): string {
  if (name !== undefined && isFlagName(name)) return name;
  throw new UsageError(
    `The app asks for no flag of the name "${name ?? ""}". It asks for ` +
      `${Object.keys(FLAG_NAMES).join(", ")}, and for INTEGRATION/OPERATION.`,
  );
}

function share(value: string): Pick<Flag, "on" | "percent"> {
  const parsed = parseShare(value);
  if (parsed === null) {
    throw new UsageError(`"${value}" is neither on, off, nor a share such as 25%.`);
  }
  return parsed;
}

function parsePerson(word: string): string {
  const id = word.replace(/^\+/, "");
  if (word.startsWith("+") && isId(id)) return id;
  throw new UsageError(`"${word}" is no person: write a plus and their id.`);
}

function changeInWords({ changedAt, changedBy }: Flag): string {
  return changedAt === undefined
    ? ""
    : ` (${new Date(changedAt).toISOString()}, ${changedBy ?? "unknown"})`;
}

async function main([verb, ...words]: string[]): Promise<number> {
  const command = Object.hasOwn(commands, verb ?? "") ? commands[verb] : null;
  if (command === null) {
    console.error(USAGE);
    return 2;
  }
  const settings = readSettings();
  const kv = await openDatabase(settings);
  try {
    console.log(await command(createStore(kv), words));
    return 0;
  } finally {
    kv.close();
  }
}

if (import.meta.main) {
  try {
    Deno.exitCode = await main(Deno.args);
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof ConfigError)) throw error;
    console.error(error.message);
    Deno.exitCode = 2;
  }
}
