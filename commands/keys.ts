/**
 * `deno task keys:rotate`: makes a new signing key for sessions and says what to set. The value
 * goes to the output, all that is said about it to the error output.
 *
 * @module
 */
import { ConfigError, parseSessionKeys } from "../services/config.ts";
import { rotateKeys } from "../services/identity/key_rotation.ts";
import { realWorld } from "../services/world.ts";

const set = Deno.env.get("SESSION_KEYS") ?? "";
try {
  const present = set === "" ? [] : parseSessionKeys(set);
  const { value, lines } = rotateKeys(present, realWorld);
  console.log(`SESSION_KEYS=${value}`);
  console.error(
    [
      "Set this where the app runs. The first key signs; every key listed verifies, so nobody is",
      "signed out. Who takes a key away signs out whoever has a session that it signed.",
      ...lines.map((line) => `  ${line}`),
      ...(present.length > 0 ? [] : [
        "SESSION_KEYS is not set here. Where the app has keys already, put the new one before them,",
        "or run this with SESSION_KEYS as it is there.",
      ]),
    ].join("\n"),
  );
} catch (error) {
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  Deno.exit(1);
}
