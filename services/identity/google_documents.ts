/**
 * What Google publishes of its sign-in: where its endpoints are (OpenID Connect Discovery 1.0)
 * and which keys it signs with (RFC 7517).
 *
 * @module
 */
import type { JSONWebKeySet } from "jose";
import * as oauth from "oauth4webapi";
import { z } from "zod";
import type { Attempt } from "../integration.ts";
import { wholeFetch as boundedFetch } from "../bounded_fetch.ts";
import { LOOPBACK_HOSTS } from "../loopback.ts";

/** How every request to Google is made: bounded, and in the open on this machine alone. */
export function requestOptions(issuer: string, { signal, requestId }: Attempt) {
  return {
    signal,
    headers: { "x-request-id": requestId },
    [oauth.customFetch]: boundedFetch,
    [oauth.allowInsecureRequests]: LOOPBACK_HOSTS.test(new URL(issuer).hostname),
  };
}

/** Something that was published is not as it must be; worded like an error of oauth4webapi. */
class Unfit extends Error {
  readonly code = "OAUTH_INVALID_SERVER_METADATA";
}

/** The endpoints, with what a client must be sure of before it sends anybody there. */
const Endpoints = z.object({
  issuer: z.string(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  /** RFC 7009; OpenID Connect Discovery does without. */
  revocation_endpoint: z.url().optional(),
  // RFC 9700 section 2.1.1: a server that does not know S256 would not notice that PKCE was taken out.
  code_challenge_methods_supported: z.array(z.string()).refine((known) => known.includes("S256")),
  id_token_signing_alg_values_supported: z.array(z.string())
    .refine((known) => known.includes("RS256")),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
}).refine((found) =>
  [
    found.authorization_endpoint,
    found.token_endpoint,
    found.jwks_uri,
    found.revocation_endpoint ?? found.jwks_uri,
  ].every((address) => /^https:/.test(address) || LOOPBACK_HOSTS.test(new URL(address).hostname))
);

/** Where Google's endpoints are. */
export type Endpoints = z.infer<typeof Endpoints>;

/**
 * Asks for the endpoints. Throws unless they are those of `issuer`, to the letter.
 *
 * @param issuer as it is configured
 */
export async function requestEndpoints(issuer: string, attempt: Attempt): Promise<Endpoints> {
  const at = new URL(issuer);
  const response = await oauth.discoveryRequest(at, requestOptions(issuer, attempt));
  const found = Endpoints.safeParse(await oauth.processDiscoveryResponse(at, response));
  if (!found.success || found.data.issuer !== issuer) throw new Unfit("unfit endpoints");
  return found.data;
}

const Keys = z.object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1).max(50) });

/** Asks for the keys that Google signs with. */
export async function requestKeys(
  issuer: string,
  address: string,
  attempt: Attempt,
): Promise<JSONWebKeySet> {
  const { [oauth.customFetch]: fetch, signal, headers } = requestOptions(issuer, attempt);
  const accept = "application/json, application/jwk-set+json";
  const response = await fetch(address, {
    signal,
    headers: { ...headers, accept },
    redirect: "manual",
  });
  if (response.status !== 200) {
    throw Object.assign(new Unfit("no keys"), { cause: response });
  }
  const found = Keys.safeParse(await response.json().catch(() => null));
  if (!found.success) throw new Unfit("unfit keys");
  return found.data as JSONWebKeySet;
}
