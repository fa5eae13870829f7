import process from "node:process";
import { type Config, ConfigError, parseConfig } from "./config.ts";

/**
 * The settings of this process, from the environment and from `.env`, which does
 * not overrule it.
 *
 * @throws {ConfigError} `config_invalid`
 */
export function readSettings(): Config {
  if (hasFile(".env")) {
    if (typeof process.loadEnvFile !== "function") { // Deno before 2.6
      throw new ConfigError("This Deno cannot read .env: set its variables in the environment.");
    }
    const given = Object.entries(Deno.env.toObject());
    process.loadEnvFile(".env");
    // Deno's overrules what is set, unlike Node's.
    for (const [name, value] of given) Deno.env.set(name, value);
  }
  return parseConfig(Deno.env.toObject());
}

function hasFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
