import { base64url } from "jose";
import type { World } from "../world.ts";

/** OWASP ASVS 5.0 7.2.3 asks for 128 bits; twice as many cost nothing. */
const TOKEN_BYTES = 32;

/** A new secret to be mailed: 43 characters, 256 random bits. */
export function newToken(world: World): string {
  return base64url.encode(world.random(TOKEN_BYTES));
}

/** The SHA-256 of a token, under which it is stored: a copy of the database opens nothing. */
export async function hashToken(token: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(token));
  return base64url.encode(new Uint8Array(digest));
}
