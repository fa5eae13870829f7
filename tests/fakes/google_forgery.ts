/**
 * ID tokens that an honest Google would not issue, made from those that it did.
 *
 * @module
 */
import { base64url, decodeJwt, decodeProtectedHeader, importJWK, SignJWT } from "jose";
import { newKey } from "./google_provider.ts";

type Parts = Record<string, unknown>;

/** What is changed in the ID tokens before they are signed again. */
export interface Forgery {
  /** Added to the claims; `undefined` takes one out. */
  readonly claims?: Parts | ((claims: Parts) => Parts);
  /** Added to the header; `undefined` takes one out. */
  readonly header?: Parts;
  /**
   * Who signs: `own` the provider (the default); `stranger` a key of nobody's, under the
   * provider's name of it; `secret` the client's secret (HS256); `nobody` (alg none).
   */
  readonly by?: "own" | "stranger" | "secret" | "nobody";
}

/** Nobody's key; made ahead, for making one takes longer than a test's client waits. */
const strangersKey = await newKey();

/** Changes an ID token. @param own the provider's key, and `secret` its client's */
export async function forge(
  token: string,
  { claims = {}, header = {}, by = "own" }: Forgery,
  { own, secret }: { own: JsonWebKey; secret: string },
): Promise<string> {
  const before = decodeJwt(token) as Parts;
  const added = typeof claims === "function" ? claims(before) : claims;
  const payload = plain({ ...before, ...added });
  const alg = { own: "RS256", stranger: "RS256", secret: "HS256", nobody: "none" }[by];
  const head = plain({ ...decodeProtectedHeader(token), alg, ...header });
  if (by === "nobody") return `${encode(head)}.${encode(payload)}.`;
  const key = by === "secret"
    ? new TextEncoder().encode(secret)
    : await importJWK(by === "own" ? own : strangersKey, "RS256");
  return await new SignJWT(payload).setProtectedHeader(head as { alg: string }).sign(key);
}

/** Without what is undefined, as JSON has it. */
const plain = (parts: Parts): Parts => JSON.parse(JSON.stringify(parts));

const encode = (parts: Parts) => base64url.encode(JSON.stringify(parts));
