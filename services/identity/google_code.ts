/**
 * What goes to Google by the browser, what comes back, and what that is changed for (RFC 6749
 * section 4.1).
 *
 * @module
 */
import * as oauth from "oauth4webapi";
import type { OAuthState } from "../../store/oauth_states.ts";
import type { Integration } from "../integration.ts";
import type { Outcome } from "../integration/error.ts";
import { Problem } from "../problem.ts";
import type { World } from "../world.ts";
import { type Endpoints, requestOptions } from "./google_documents.ts";
import type { GoogleProblem } from "./google_problem.ts";
import { hashToken } from "./token.ts";

/** What Google knows this house by. */
export interface Client {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUri: string;
}

/** What a code is changed for. */
export interface Tokens {
  readonly idToken: string;
  readonly accessToken: string;
}

/** The address at Google for somebody who leaves with `state`. */
export async function goTo(
  endpoints: Endpoints,
  { clientId, redirectUri }: Client,
  state: string,
  { nonce, verifier }: Pick<OAuthState, "nonce" | "verifier">,
): Promise<string> {
  const url = new URL(endpoints.authorization_endpoint);
  const parameters = {
    client_id: clientId,
    redirect_uri: redirectUri,
    response_type: "code",
    scope: "openid email profile",
    state,
    nonce,
    // RFC 7636 section 4.2: the challenge is the verifier's SHA-256 in base64url.
    code_challenge: await hashToken(verifier),
    code_challenge_method: "S256",
    prompt: "select_account",
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

/** What the person is told of Google's errors (RFC 6749 section 4.1.2.1); of any other one, that it refused. */
const problems: Record<string, GoogleProblem> = {
  access_denied: "google_cancelled",
  server_error: "google_away",
  temporarily_unavailable: "google_away",
};

/**
 * The answer that Google's redirect brought, where it is Google's (RFC 9207: the issuer) and
 * has one code. Its state has been looked up already.
 *
 * @throws {Problem} `google_cancelled`, `google_away`, `google_refused`
 */
export function readAnswer(
  query: URLSearchParams,
  endpoints: Endpoints,
  { clientId }: Client,
): URLSearchParams {
  try {
    const answer = oauth.validateAuthResponse(
      endpoints,
      { client_id: clientId },
      query,
      query.get("state")!,
    );
    if (answer.getAll("code").length === 1 && answer.get("code") !== "") return answer;
  } catch (error) {
    if (error instanceof oauth.AuthorizationResponseError) {
      throw new Problem(problems[error.error] ?? "google_refused");
    }
  }
  throw new Problem("google_refused");
}

/**
 * Changes the code for the ID token, whose claims are checked, but not its signature. In one
 * attempt: a code works once, and one that may have arrived has been used. Nothing is ever asked
 * with the access token, and it is kept nowhere: it is good for one thing, to be taken back.
 */
export async function exchangeCode(
  door: Integration,
  answer: URLSearchParams,
  { verifier, nonce }: Pick<OAuthState, "verifier" | "nonce">,
  endpoints: Endpoints,
  { issuer, clientId, clientSecret, redirectUri }: Client,
  world: World,
): Promise<Outcome<Tokens>> {
  return await door.call("sign-in", async (attempt) => {
    const client: oauth.Client = {
      client_id: clientId,
      id_token_signed_response_alg: "RS256",
      [oauth.clockSkew]: Math.round((world.now() - Date.now()) / 1000),
    };
    const response = await oauth.authorizationCodeGrantRequest(
      endpoints,
      client,
      oauth.ClientSecretPost(clientSecret),
      answer,
      redirectUri,
      verifier,
      requestOptions(issuer, attempt),
    );
    const tokens = await oauth.processAuthorizationCodeResponse(endpoints, client, response, {
      expectedNonce: nonce,
      requireIdToken: true,
    });
    return { idToken: tokens.id_token!, accessToken: tokens.access_token };
  }, { subject: null, once: true });
}

/**
 * Ends what the person granted this house at Google, by taking back a token of theirs (RFC 7009; at
 * Google that ends the whole grant, https://developers.google.com/identity/protocols/oauth2/web-server#tokenrevoke).
 *
 * @param subject the id of the person here
 * @returns whether Google says that it is done
 */
export async function revoke(
  door: Integration,
  { accessToken }: Tokens,
  endpoints: Endpoints,
  { issuer, clientId, clientSecret }: Client,
  subject: string,
): Promise<boolean> {
  if (endpoints.revocation_endpoint === undefined) return false;
  const outcome = await door.call("revoke", async (attempt) => {
    const response = await oauth.revocationRequest(
      endpoints,
      { client_id: clientId },
      oauth.ClientSecretPost(clientSecret),
      accessToken,
      requestOptions(issuer, attempt),
    );
    await oauth.processRevocationResponse(response);
  }, { subject, free: true, once: true });
  return outcome.ok;
}
