/** What the official OAuth client makes of the fake, on a good day and under every fault. */
import assert from "node:assert/strict";
import * as oauth from "oauth4webapi";
import type { Fault } from "./fault.ts";
import {
  CLARA,
  type FakeGoogle,
  googleEndpoints,
  type GoogleFault,
  startGoogle,
} from "./google.ts";

const http = { [oauth.allowInsecureRequests]: true };
const REDIRECT = "http://localhost:8000/signin/google/callback";

async function discover(fake: FakeGoogle, more = {}) {
  const issuer = new URL(fake.origin);
  const found = await oauth.discoveryRequest(issuer, { ...http, ...more });
  return await oauth.processDiscoveryResponse(issuer, found);
}

/** What an app keeps between its redirect and the callback. */
async function prepare(fake: FakeGoogle) {
  fake.redirectUris.push(REDIRECT);
  const as = await discover(fake);
  const client = { client_id: fake.clientId };
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const nonce = oauth.generateRandomNonce();
  const url = new URL(as.authorization_endpoint!);
  url.search = String(
    new URLSearchParams({
      client_id: fake.clientId,
      redirect_uri: REDIRECT,
      response_type: "code",
      scope: "openid email profile",
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      state,
      nonce,
    }),
  );
  return { as, client, verifier, state, nonce, url };
}

type Prepared = Awaited<ReturnType<typeof prepare>>;

async function exchange(fake: FakeGoogle, prepared: Prepared, callback: URL, more = {}) {
  const { as, client, verifier, state, nonce } = prepared;
  const params = oauth.validateAuthResponse(as, client, callback, state);
  const secret = oauth.ClientSecretPost(fake.clientSecret);
  const response = await oauth.authorizationCodeGrantRequest(
    as,
    client,
    secret,
    params,
    REDIRECT,
    verifier,
    { ...http, ...more },
  );
  const tokens = await oauth.processAuthorizationCodeResponse(as, client, response, {
    expectedNonce: nonce,
    requireIdToken: true,
  });
  await oauth.validateApplicationLevelSignature(as, response, { ...http, ...more });
  return oauth.getValidatedIdTokenClaims(tokens)!;
}

Deno.test({
  name: "a person signs in by code and PKCE, and the ID token is valid",
  sanitizeOps: true,
  sanitizeResources: true,
  async fn() {
    await using fake = await startGoogle();
    const prepared = await prepare(fake);
    const callback = await fake.signIn(prepared.url);
    const claims = await exchange(fake, prepared, callback);
    assert.equal(claims.iss, fake.origin);
    assert.equal(claims.sub, CLARA.sub);
    assert.equal(claims.email, "clara@example.org");
    assert.equal(claims.email_verified, true);
    assert.equal(claims.name, "Clara Schumann");
  },
});

Deno.test("another person may come next, unverified or under the same address", async () => {
  await using fake = await startGoogle();
  const robert = { ...CLARA, sub: "42", name: "Robert Schumann", email_verified: false };
  for (const person of [CLARA, robert]) {
    fake.person = person;
    const prepared = await prepare(fake);
    const claims = await exchange(fake, prepared, await fake.signIn(prepared.url));
    assert.deepEqual(
      [claims.sub, claims.name, claims.email_verified],
      [person.sub, person.name, person.email_verified],
    );
  }
});

Deno.test("a person who says no comes back with access_denied", async () => {
  await using fake = await startGoogle();
  fake.person = null;
  const { as, client, state, url } = await prepare(fake);
  const callback = await fake.signIn(url);
  assert.throws(() => oauth.validateAuthResponse(as, client, callback, state), {
    code: "OAUTH_AUTHORIZATION_RESPONSE_ERROR",
    error: "access_denied",
  });
});

Deno.test("a request without PKCE is refused", async () => {
  await using fake = await startGoogle();
  const { url } = await prepare(fake);
  url.searchParams.delete("code_challenge");
  url.searchParams.delete("code_challenge_method");
  const callback = await fake.signIn(url);
  assert.equal(callback.searchParams.get("error"), "invalid_request");
});

Deno.test("a code works once, for its own verifier and with the right secret", async () => {
  await using fake = await startGoogle();
  const refused = { code: "OAUTH_RESPONSE_BODY_ERROR", error: "invalid_grant" };
  const prepared = await prepare(fake);
  const callback = await fake.signIn(prepared.url);
  await exchange(fake, prepared, callback);
  await assert.rejects(exchange(fake, prepared, callback), refused);

  const second = await prepare(fake);
  const verifier = oauth.generateRandomCodeVerifier();
  const stolen = exchange(fake, { ...second, verifier }, await fake.signIn(second.url));
  await assert.rejects(stolen, refused);

  const third = await prepare(fake);
  const stranger = { ...fake, clientSecret: "another" };
  await assert.rejects(exchange(stranger, third, await fake.signIn(third.url)), {
    code: "OAUTH_RESPONSE_BODY_ERROR",
    error: "invalid_client",
    status: 401,
  });
});

Deno.test("an address that is not registered is not redirected to", async () => {
  await using fake = await startGoogle();
  const { url } = await prepare(fake);
  url.searchParams.set("redirect_uri", "http://evil.example/callback");
  await assert.rejects(fake.signIn(url), /Cannot sign in: 400/);
});

Deno.test("after a rotation a new key signs, and the old one stays until it is dropped", async () => {
  await using fake = await startGoogle();
  const kids = async () => {
    const { keys } = await (await fetch(`${fake.origin}/oauth2/v3/certs`)).json();
    return keys.map(({ kid }: { kid: string }) => kid) as string[];
  };
  const prepared = await prepare(fake);
  const callback = await fake.signIn(prepared.url);
  const [first] = await kids();
  await fake.rotate();
  const [second, ...others] = await kids();
  assert.notEqual(second, first);
  assert.deepEqual(others, [first]);
  // What was begun before the rotation ends well after it.
  assert.equal((await exchange(fake, prepared, callback)).sub, CLARA.sub);
  await fake.rotate({ drop: true });
  assert.equal((await kids()).length, 1);
});

const NOT_CONFORM = "OAUTH_RESPONSE_IS_NOT_CONFORM";
const IN_BODY = "OAUTH_RESPONSE_BODY_ERROR";

/** What the client throws under each fault: `code`, or `name` where there is no code of its own. */
const rows: [Fault | GoogleFault, string, string?][] = [
  ["refuse", "TypeError"],
  ["hang", "TimeoutError"],
  ["late", "TimeoutError"],
  ["drip", "OAUTH_PARSE_ERROR"],
  ["cut", "OAUTH_PARSE_ERROR"],
  ["malformed_json", "OAUTH_PARSE_ERROR"],
  ["html", NOT_CONFORM],
  ["html_200", "OAUTH_RESPONSE_IS_NOT_JSON"],
  // The token endpoint's own errors are read from the body; a third column is its code.
  ["401", NOT_CONFORM, IN_BODY],
  ["404", NOT_CONFORM],
  ["429", NOT_CONFORM, IN_BODY],
  ["429_retry_after", NOT_CONFORM, IN_BODY],
  ["daily_quota", NOT_CONFORM, IN_BODY],
  ["invalid_grant", NOT_CONFORM, IN_BODY],
  ["500", NOT_CONFORM],
  ["503", NOT_CONFORM],
  ["wrong_shape", "OAUTH_INVALID_RESPONSE"],
  ["huge", "OAUTH_INVALID_RESPONSE"],
];
const retryAfter = (fault: string) => fault === "429_retry_after" ? "1" : null;

for (const endpoint of ["discovery", "token", "jwks"] as const) {
  for (const [fault, general, atToken = general] of rows) {
    const code = endpoint === "token" ? atToken : general;
    Deno.test({
      name: `under ${fault} at ${endpoint} the client throws ${code} and asks once`,
      sanitizeOps: true,
      sanitizeResources: true,
      async fn() {
        await using fake = await startGoogle();
        const only = googleEndpoints[endpoint];
        const prepared = await prepare(fake);
        const callback = await fake.signIn(prepared.url);
        const before = fake.requests.length;
        await fake.break(fault, fault === "refuse" ? {} : { only });
        const signal = () => AbortSignal.timeout(fault === "huge" ? 5000 : 300);
        const call = endpoint === "discovery"
          ? discover(fake, { signal })
          : exchange(fake, prepared, callback, { signal });
        const error = await call.then(() => assert.fail("no error"), (error) => error);
        assert.equal(typeof error.code === "string" ? error.code : error.name, code);
        if (code === NOT_CONFORM) {
          // The refused answer comes along unread: status and Retry-After can be looked at, and
          // whoever caught it must let its body go, or the connection leaks.
          assert.ok(error.cause instanceof Response);
          assert.equal(error.cause.headers.get("retry-after"), retryAfter(fault));
          await error.cause.body?.cancel();
        }
        const asked = fake.requests.slice(before).filter(({ path }) => only.test(path));
        assert.equal(asked.length, fault === "refuse" ? 0 : 1);
        await fake.mend();
        assert.equal((await discover(fake)).issuer, fake.origin);
      },
    });
  }
}
