/**
 * A certified OpenID provider (oidc-provider) at Google's paths, which asks nobody: whoever the
 * test has chosen signs in and consents.
 *
 * @module
 */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Adapter } from "./google_store.ts";

/** Who is at the browser. */
export interface Person {
  readonly sub: string;
  readonly email: string;
  readonly email_verified: boolean;
  readonly name: string;
  /** The domain of Google Workspace that the person belongs to. */
  readonly hd?: string;
}

/** Google's addresses, by what they are for. */
export const googlePaths = {
  discovery: "/.well-known/openid-configuration",
  authorization: "/o/oauth2/v2/auth",
  token: "/token",
  jwks: "/oauth2/v3/certs",
  userinfo: "/v1/userinfo",
  revocation: "/revoke",
} as const;

/** What a provider is made of. */
export interface ProviderParts {
  readonly issuer: string;
  readonly keys: readonly JsonWebKey[];
  readonly store: (model: string) => Adapter;
  /** Who signs in now; `null` says no. */
  readonly person: () => Person | null;
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** It warns of this runtime and of nothing else that matters; these tests are the proof. */
async function importQuietly() {
  const { warn } = console;
  console.warn = (...words: unknown[]) => {
    if (!String(words[0]).includes("Unsupported runtime")) warn(...words);
  };
  try {
    return await import("oidc-provider");
  } finally {
    console.warn = warn;
  }
}

/** A private RS256 key (RFC 7517) under a name of its own. */
export async function newKey(): Promise<JsonWebKey> {
  const pair = await crypto.subtle.generateKey(
    {
      name: "RSASSA-PKCS1-v1_5",
      modulusLength: 2048,
      publicExponent: new Uint8Array([1, 0, 1]),
      hash: "SHA-256",
    },
    true,
    ["sign", "verify"],
  );
  const key = await crypto.subtle.exportKey("jwk", pair.privateKey);
  const named = { ...key, kid: crypto.randomUUID(), use: "sig", alg: "RS256" };
  delete named.key_ops;
  delete named.ext;
  return named;
}

/** Makes a provider; the first key signs. */
export async function createProvider(parts: ProviderParts): Promise<Listener> {
  const { default: Provider, interactionPolicy } = await importQuietly();
  // As Google does: a client may ask that the person chooses an account.
  const policy = interactionPolicy.base();
  policy.add(new interactionPolicy.Prompt({ name: "select_account", requestable: true }), 0);
  const people = new Map<string, Person>();
  const provider = new Provider(parts.issuer, {
    adapter: parts.store,
    jwks: { keys: parts.keys },
    cookies: { keys: ["a key for cookies of a test"] },
    routes: {
      authorization: googlePaths.authorization,
      token: googlePaths.token,
      jwks: googlePaths.jwks,
      userinfo: googlePaths.userinfo,
      revocation: googlePaths.revocation,
    },
    scopes: ["openid", "email", "profile"],
    claims: { openid: ["sub"], email: ["email", "email_verified", "hd"], profile: ["name"] },
    // As Google does: e-mail and name stand in the ID token itself.
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: true },
      revocation: { enabled: true, allowedPolicy: () => true },
    },
    // As Google does: with one token the whole grant goes.
    revokeGrantPolicy: () => true,
    interactions: {
      policy,
      url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}`,
    },
    ttl: {
      AccessToken: 3600,
      AuthorizationCode: 600,
      Grant: 3600,
      IdToken: 3600,
      Interaction: 600,
      Session: 3600,
    },
    renderError(context: { body: string }, { error }: { error: string }) {
      context.body = error;
    },
    findAccount: (_: unknown, sub: string) => ({
      accountId: sub,
      claims: () => ({ ...people.get(sub), sub }),
    }),
  });
  // It stands behind the fake's own port, and names addresses as the outside sees them.
  provider.proxy = true;
  const app = provider.callback();

  async function interact(request: IncomingMessage, response: ServerResponse) {
    const { params } = await provider.interactionDetails(request, response);
    const person = parts.person();
    if (person === null) {
      const error = { error: "access_denied", error_description: "The person said no." };
      return provider.interactionFinished(request, response, error);
    }
    people.set(person.sub, person);
    const grant = new provider.Grant({ accountId: person.sub, clientId: params.client_id });
    grant.addOIDCScope(params.scope);
    await provider.interactionFinished(request, response, {
      select_account: {},
      login: { accountId: person.sub },
      consent: { grantId: await grant.save() },
    });
  }

  return (request, response) => {
    if (!request.url?.startsWith("/interaction/")) return app(request, response);
    interact(request, response).catch((error: Error) => {
      response.statusCode = 400;
      response.end(error.message);
    });
  };
}
