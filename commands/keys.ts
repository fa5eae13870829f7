/**
 * `deno task keys:rotate`: makes a new signing key for sessions and says what to set.
 *
 * @module
 */
import { base64url } from "jose";
import { realWorld } from "../services/world.ts";

const KID_BYTES = 4;
const SECRET_BYTES = 32;

const kid = base64url.encode(realWorld.random(KID_BYTES));
const key = `${kid}:${base64url.encode(realWorld.random(SECRET_BYTES))}`;
const current = Deno.env.get("SESSION_KEYS")?.split(",")[0];

console.log(`SESSION_KEYS=${[key, current].filter(Boolean).join(",")}`);
console.error(
  current === undefined
    ? "Set this in the environment. The first key signs; every key listed verifies."
    : "Set this in the environment. The old key still verifies, so nobody is signed out;\n" +
      "take it away after 90 days, when the last session signed by it has ended.",
);
