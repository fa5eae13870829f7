/** The check by itself, for the client library looks at the claims too before it comes to this. */
import assert from "node:assert/strict";
import { importJWK, SignJWT } from "jose";
import { newKey } from "../../fakes/google_provider.ts";
import { readIdToken, UnknownKey } from "../../../services/identity/id_token.ts";

const own = await newKey();
const stranger = { ...await newKey(), kid: (own as { kid: string }).kid };
const now = Date.now();
const expected = { issuer: "https://accounts.example.org", clientId: "us", nonce: "n", now };
const iat = Math.floor(now / 1000);
const honest = {
  iss: expected.issuer,
  aud: "us",
  sub: "1",
  iat,
  exp: iat + 3600,
  nonce: "n",
  email: "clara@example.org",
  email_verified: true,
};

/** Only what everybody may see of a key. */
const open = ({ kty, n, e, kid }: JsonWebKey & { kid?: string }) => ({ kty: kty!, n, e, kid });

async function read(
  claims: Record<string, unknown> = {},
  { key = own as JsonWebKey, header = {}, keys = [own as JsonWebKey] } = {},
) {
  const payload = JSON.parse(JSON.stringify({ ...honest, ...claims }));
  const head = { alg: "RS256", kid: (own as { kid: string }).kid, ...header };
  const token = await new SignJWT(payload).setProtectedHeader(head)
    .sign(await importJWK(key, "RS256"));
  return await readIdToken(token, { keys: keys.map(open) }, expected);
}

Deno.test("an honest ID token says who is there", async () => {
  const person = {
    sub: "1",
    email: "clara@example.org",
    emailVerified: true,
    hostedDomain: null,
  };
  assert.deepEqual(await read(), person);
  assert.deepEqual(await read({ aud: ["us"], azp: "us" }), person);
  assert.deepEqual(await read({ email: undefined, email_verified: undefined }), {
    sub: "1",
    email: null,
    emailVerified: false,
    hostedDomain: null,
  });
});

Deno.test("a Workspace domain is one where it is a text, and never spoils a sign-in", async () => {
  assert.equal((await read({ hd: "example.org" }))?.hostedDomain, "example.org");
  for (const hd of ["", null, true, 1, ["example.org"], {}]) {
    assert.equal((await read({ hd }))?.hostedDomain, null, JSON.stringify(hd));
  }
});

const refused: Record<string, Record<string, unknown>> = {
  "another issuer": { iss: "https://accounts.example.org/" },
  "no issuer": { iss: undefined },
  "another audience": { aud: "them" },
  "no audience": { aud: undefined },
  "a second audience": { aud: ["us", "them"], azp: "us" },
  "another authorized party": { azp: "them" },
  "another nonce": { nonce: "m" },
  "no nonce": { nonce: undefined },
  "no subject": { sub: undefined },
  "a subject that is too long": { sub: "1".repeat(256) },
  "a subject that is a number": { sub: 1 },
  "no issue time": { iat: undefined },
  "an issue time eleven minutes ago": { iat: iat - 660 },
  "an issue time two minutes ahead": { iat: iat + 120 },
  "an end two minutes ago": { exp: iat - 120 },
  "no end": { exp: undefined },
};

for (const [name, claims] of Object.entries(refused)) {
  Deno.test(`an ID token with ${name} is nobody's`, async () => {
    assert.equal(await read(claims), null);
  });
}

Deno.test("only Google's signature by RS256 counts", async () => {
  assert.equal(await read({}, { key: stranger }), null);
  await assert.rejects(read({}, { header: { kid: "another" } }), UnknownKey);
  assert.equal(await readIdToken("not.a.token", { keys: [open(own)] }, expected), null);
  const other = await new SignJWT(honest).setProtectedHeader({ alg: "RS512" })
    .sign(await importJWK({ ...own, alg: "RS512" }, "RS512"));
  assert.equal(await readIdToken(other, { keys: [open(own)] }, expected), null);
  const secret = new TextEncoder().encode(own.n!);
  const token = await new SignJWT(honest).setProtectedHeader({ alg: "HS256" }).sign(secret);
  assert.equal(await readIdToken(token, { keys: [open(own)] }, expected), null);
});

Deno.test("a token that names no key is taken where there is but one", async () => {
  const header = { kid: undefined };
  assert.notEqual(await read({}, { header }), null);
  const other = { ...stranger, kid: "other" };
  assert.equal(await read({}, { header, keys: [own, other] }), null);
});
