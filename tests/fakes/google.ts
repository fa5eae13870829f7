/**
 * Google's sign-in: a real OpenID provider behind a server that can be broken, for one of its
 * endpoints or for all.
 *
 * @module
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { VendorFault } from "./fault.ts";
import { forge, type Forgery } from "./google_forgery.ts";
import { createProvider, googlePaths, newKey, type Person } from "./google_provider.ts";
import { createStore } from "./google_store.ts";
import { type Fake, type Received, startFake } from "./server.ts";

/** Faults that only the token endpoint has. */
export type GoogleFault = "invalid_grant" | "invalid_client";

type Body = Record<string, unknown>;

/** Google under a test's control. `origin` is the issuer. */
export interface FakeGoogle extends Fake<GoogleFault> {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Addresses that the client has registered; empty at first. */
  readonly redirectUris: string[];
  /** Who signs in at the next request; `null` presses "cancel". */
  person: Person | null;
  /** How the ID tokens differ from honest ones; `null` when they do not. */
  forgery: Forgery | null;
  /** What the discovery document says otherwise than it should. */
  description: Body;
  /**
   * Signs with a new key from now on. The old one stays in the JWKS, as with Google, unless
   * `drop` is set.
   */
  rotate(options?: { drop?: boolean }): Promise<void>;
  /**
   * Goes where a browser would go from the authorization request on, and stops before the app:
   * gives the address of its callback with `code` and `state`, or with `error`.
   */
  signIn(authorization: URL | string): Promise<URL>;
}

/** For `break(fault, { only })`: one endpoint alone. */
export const googleEndpoints = {
  discovery: /^\/\.well-known\/openid-configuration/,
  authorization: /^\/o\/oauth2\/v2\/auth/,
  token: /^\/token/,
  jwks: /^\/oauth2\/v3\/certs/,
  revocation: /^\/revoke/,
} as const;

/** The person at the browser, when a test does not choose one. */
export const CLARA: Person = {
  sub: "110248495921238986420",
  email: "clara@example.org",
  email_verified: true,
  name: "Clara Schumann",
};

const slow = { error: "rate_limit_exceeded", error_description: "Rate limit exceeded." };
const wordings: Record<VendorFault | GoogleFault, [number, object, HeadersInit?]> = {
  "401": [401, { error: "invalid_client", error_description: "Unauthorized" }],
  "404": [404, { error: { code: 404, message: "Not found.", status: "NOT_FOUND" } }],
  "429": [429, slow],
  "429_retry_after": [429, slow, { "retry-after": "1" }],
  daily_quota: [403, { ...slow, error_description: "The day's limit of new users is reached." }],
  "500": [500, { error: "internal_failure" }],
  "503": [503, { error: "temporarily_unavailable" }],
  invalid_grant: [400, { error: "invalid_grant", error_description: "Bad Request" }],
  invalid_client: [401, { error: "invalid_client", error_description: "Unauthorized" }],
};

/** The key of every fake until it is rotated: making one takes a tenth of a second. */
let firstKey: Promise<JsonWebKey> | null = null;

function cookiesOf(jar: Map<string, string>): string {
  return [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
}

/** Starts a Google that knows one client. */
export async function startGoogle(): Promise<FakeGoogle> {
  const clientId = "1234567890-test.apps.googleusercontent.com";
  const clientSecret = "google-secret-of-this-test-only";
  const redirectUris: string[] = [];
  const store = createStore(() => ({
    client_id: clientId,
    client_secret: clientSecret,
    redirect_uris: redirectUris,
    grant_types: ["authorization_code"],
    response_types: ["code"],
    id_token_signed_response_alg: "RS256",
  }));

  const inner = createServer((request, response) => provider(request, response));
  await new Promise<void>((ready) => inner.listen(0, "127.0.0.1", ready));
  const { port } = inner.address() as AddressInfo;

  async function forward({ method, path, headers, bytes, url }: Received): Promise<Response> {
    const sent = new Headers(headers);
    for (const name of ["host", "connection", "content-length"]) sent.delete(name);
    sent.set("x-forwarded-host", new URL(server.origin).host);
    // A new sign-in starts without the last one's session, so that a test may change the person.
    if (url.pathname === googlePaths.authorization) sent.delete("cookie");
    const body = bytes.length > 0 ? bytes : undefined;
    const target = `http://127.0.0.1:${port}${path}`;
    const answer = await fetch(target, { method, headers: sent, body, redirect: "manual" });
    const empty = [204, 303, 304].includes(answer.status);
    const read = await told(url.pathname, await answer.bytes());
    const kept = new Headers(answer.headers);
    kept.delete("content-length"); // Of what it was before.
    return new Response(empty ? null : read, { status: answer.status, headers: kept });
  }

  /** The answer of an endpoint, changed where a test wants it changed. */
  async function told(path: string, bytes: Uint8Array<ArrayBuffer>) {
    const change = changes[path];
    if (change === undefined) return bytes;
    const body = await change(JSON.parse(new TextDecoder().decode(bytes)));
    return new TextEncoder().encode(JSON.stringify(body));
  }

  const changes: Record<string, (body: Body) => Body | Promise<Body>> = {
    [googlePaths.discovery]: (body) => ({ ...body, ...fake.description }),
    async [googlePaths.token](body) {
      const { forgery } = fake;
      if (forgery === null || typeof body.id_token !== "string") return body;
      const signers = { own: keys[0], secret: clientSecret };
      return { ...body, id_token: await forge(body.id_token, forgery, signers) };
    },
  };

  const server = startFake<GoogleFault>({
    answer: forward,
    error(name) {
      const [status, body, headers] = wordings[name];
      return Response.json(body, { status, headers });
    },
  });
  let keys = [await (firstKey ??= newKey())];
  const parts = { issuer: server.origin, store, person: () => fake.person };
  let provider = await createProvider({ ...parts, keys });

  const fake: FakeGoogle = {
    ...server,
    clientId,
    clientSecret,
    redirectUris,
    person: CLARA,
    forgery: null,
    description: {},
    async rotate({ drop = false } = {}) {
      keys = [await newKey(), ...drop ? [] : keys];
      provider = await createProvider({ ...parts, keys });
    },
    async signIn(authorization) {
      const jar = new Map<string, string>();
      let at = new URL(authorization);
      for (let step = 0; step < 10; step++) {
        if (redirectUris.includes(at.origin + at.pathname)) return at;
        const response = await fetch(at, {
          redirect: "manual",
          headers: { cookie: cookiesOf(jar) },
        });
        const text = await response.text();
        for (const cookie of response.headers.getSetCookie()) {
          const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
          if (value === "") jar.delete(name);
          else jar.set(name, value);
        }
        const location = response.headers.get("location");
        if (location === null) throw new Error(`Cannot sign in: ${response.status} ${text}`);
        at = new URL(location, at);
      }
      throw new Error("Cannot sign in: too many redirects");
    },
    async [Symbol.asyncDispose]() {
      await server[Symbol.asyncDispose]();
      inner.closeAllConnections();
      await new Promise((closed) => inner.close(closed));
    },
  };
  return fake;
}
