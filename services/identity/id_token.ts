/**
 * Whether an ID token is Google's own word (OpenID Connect Core 1.0 section 3.1.3.7).
 *
 * @module
 */
import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from "jose";
import { z } from "zod";

/** How far in the past a token may have been issued: we have asked for it just now. */
const OLDEST_S = 10 * 60;
/** How far Google's clock may be ahead of ours. */
const SKEW_S = 60;

/** What must hold of an ID token beside its signature. */
export interface Expected {
  readonly issuer: string;
  readonly clientId: string;
  readonly nonce: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Whom Google says is there. */
export interface GooglePerson {
  readonly sub: string;
  /** As Google wrote it; not ours to trust unless `emailVerified`. */
  readonly email: string | null;
  readonly emailVerified: boolean;
  /** The domain of Google Workspace that the person belongs to, or null. */
  readonly hostedDomain: string | null;
}

const Claims = z.object({
  sub: z.string().min(1).max(255),
  // One audience, and where it says who may use it, us.
  aud: z.union([z.string(), z.array(z.string()).length(1)]),
  azp: z.string().optional(),
  iat: z.number(),
  exp: z.number(),
  nonce: z.string(),
  email: z.string().optional(),
  email_verified: z.unknown().optional(),
  hd: z.string().min(1).nullable().catch(null).default(null),
});

/** The token is signed with a key that is not among those we know: Google may have a new one. */
export class UnknownKey extends Error {
  override readonly name = "UnknownKey";
}

/**
 * Who an ID token says is there, or null where it is not Google's word to us, now: RS256
 * alone, by one of `keys`; issuer, audience, nonce and times as they must be. A token that
 * names no key is taken where there is but one (section 10.1).
 *
 * @throws {UnknownKey}
 */
export async function readIdToken(
  token: string,
  keys: JSONWebKeySet,
  { issuer, clientId, nonce, now }: Expected,
): Promise<GooglePerson | null> {
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
      algorithms: ["RS256"],
      issuer,
      audience: clientId,
      currentDate: new Date(now),
      clockTolerance: SKEW_S,
    });
    const claims = Claims.parse(payload);
    const age = now / 1000 - claims.iat;
    if (age > OLDEST_S || age < -SKEW_S || claims.nonce !== nonce) return null;
    if (claims.azp !== undefined && claims.azp !== clientId) return null;
    const { sub, email = null, email_verified: verified, hd: hostedDomain } = claims;
    return { sub, email, emailVerified: verified === true, hostedDomain };
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) throw new UnknownKey();
    return null;
  }
}
