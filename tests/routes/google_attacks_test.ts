/** Whoever attacks signing in with Google: forged tokens, states, codes and documents. */
import assert from "node:assert/strict";
import { CLARA, googleEndpoints } from "../fakes/google.ts";
import type { Forgery } from "../fakes/google_forgery.ts";
import { atGoogle, back, isIn, signInWithGoogle, withGoogle } from "../google.ts";

const MINUTE = 60_000;
const rows = (kv: Deno.Kv, kind: string) => Array.fromAsync(kv.list({ prefix: [kind] }));
const seconds = () => Math.floor(Date.now() / 1000);

/** Forged ID tokens, by the name of the rule that refuses them. */
const forgeries: Record<string, Forgery> = {
  "another issuer [oidcc-client-test-invalid-iss]": { claims: { iss: "https://evil.example" } },
  "an issuer that differs by a slash [OIDC Core 3.1.3.7]": {
    claims: ({ iss }) => ({ iss: `${iss}/` }),
  },
  "another audience [oidcc-client-test-invalid-aud]": { claims: { aud: "another-client" } },
  "no issuer [OIDC Core 3.1.3.7]": { claims: { iss: undefined } },
  "no audience [oidcc-client-test-missing-aud]": { claims: { aud: undefined } },
  "a second audience beside us [OIDC Core 3.1.3.7]": {
    claims: ({ aud }) => ({ aud: [aud, "another-client"], azp: aud }),
  },
  "another authorized party [OIDC Core 3.1.3.7]": { claims: { azp: "another-client" } },
  "another nonce [oidcc-client-test-nonce-invalid]": { claims: { nonce: "another" } },
  "no nonce [oidcc-client-test-nonce-invalid]": { claims: { nonce: undefined } },
  "no subject [oidcc-client-test-missing-sub]": { claims: { sub: undefined } },
  "an empty subject [OIDC Core 2]": { claims: { sub: "" } },
  "a subject of more than 255 characters [OIDC Core 2]": { claims: { sub: "1".repeat(256) } },
  "no issue time [oidcc-client-test-missing-iat]": { claims: { iat: undefined } },
  "an issue time long past [OIDC Core 3.1.3.7]": { claims: () => ({ iat: seconds() - 700 }) },
  "an issue time to come [OIDC Core 3.1.3.7]": { claims: () => ({ iat: seconds() + 700 }) },
  "an end that is past [OIDC Core 3.1.3.7]": { claims: () => ({ exp: seconds() - 120 }) },
  "no end [OIDC Core 2]": { claims: { exp: undefined } },
  "no signature [oidcc-client-test-idtoken-sig-none]": { by: "nobody" },
  "a signature by our own secret [RFC 8725 2.1]": { by: "secret" },
  "a wrong signature [oidcc-client-test-invalid-sig-rs256]": { by: "stranger" },
  "a key that Google does not have [RFC 7515 4.1.4]": {
    by: "stranger",
    header: { kid: "nobody-knows" },
  },
};

for (const [name, forgery] of Object.entries(forgeries)) {
  Deno.test(`an ID token with ${name} signs nobody in`, async () => {
    await withGoogle(async (app, google, logged) => {
      google.forgery = forgery;
      const eve = app.visitor();
      const answer = await signInWithGoogle(eve, google);
      assert.equal(answer.location, "/signin?problem=google_refused");
      const page = await eve.get(answer.location);
      assert.match(page.text, /Google did not confirm who you are/);
      assert.match(page.text, /Send the link/);
      assert.equal(await isIn(eve), false);
      for (const kind of ["users", "users_by_google", "sessions", "oauth_states"]) {
        assert.deepEqual(await rows(app.kv, kind), [], kind);
      }
      assert.doesNotMatch(logged.join("\n"), /clara|eyJ/);

      google.forgery = null;
      assert.equal((await signInWithGoogle(eve, google)).location, "/scores");
    });
  });
}

Deno.test("an ID token that names no key is taken where Google has one key, not where it has several [oidcc-client-test-kid-absent-single-jwks, -kid-absent-multiple-jwks]", async () => {
  await withGoogle(async (app, google) => {
    google.forgery = { header: { kid: undefined } };
    assert.equal((await signInWithGoogle(app.visitor(), google)).location, "/scores");
  });
  await withGoogle(async (app, google) => {
    await google.rotate();
    google.forgery = { header: { kid: undefined } };
    const answer = await signInWithGoogle(app.visitor(), google);
    assert.equal(answer.location, "/signin?problem=google_refused");
  });
});

Deno.test("a new signing key is fetched when it is first seen, at most once a minute [oidcc-client-test-signing-key-rotation, -just-before-signing]", async () => {
  await withGoogle(async (app, google) => {
    const fetched = () =>
      google.requests.filter(({ path }) => googleEndpoints.jwks.test(path)).length;
    await signInWithGoogle(app.visitor(), google);
    assert.equal(fetched(), 1);
    await google.rotate({ drop: true });
    assert.equal((await signInWithGoogle(app.visitor(), google)).location, "/scores");
    assert.equal(fetched(), 2);
    await google.rotate({ drop: true });
    const soon = await signInWithGoogle(app.visitor(), google);
    assert.equal(soon.location, "/signin?problem=google_refused");
    assert.equal(fetched(), 2);
    app.pass(MINUTE);
    assert.equal((await signInWithGoogle(app.visitor(), google)).location, "/scores");
    assert.equal(fetched(), 3);
  });
});

Deno.test("a state that is not ours signs nobody in [RFC 6749 10.12]", async () => {
  await withGoogle(async (app, google) => {
    const eve = app.visitor();
    const callback = await atGoogle(eve, google);
    for (const state of ["", "made-up", "A".repeat(43)]) {
      callback.searchParams.set("state", state);
      assert.equal((await back(eve, callback)).location, "/signin?problem=google_stale");
    }
    callback.searchParams.delete("state");
    assert.equal((await back(eve, callback)).location, "/signin?problem=google_stale");
    assert.equal(await isIn(eve), false);
  });
});

Deno.test("another browser cannot end what this one began: login CSRF [RFC 9700 4.7]", async () => {
  await withGoogle(async (app, google) => {
    const callback = await atGoogle(app.visitor(), google);
    const victim = app.visitor();
    assert.equal((await back(victim, callback)).location, "/signin?problem=google_stale");
    await victim.get("/signin/google"); // With a cookie of its own, too.
    assert.equal((await back(victim, callback)).location, "/signin?problem=google_stale");
    assert.equal(await isIn(victim), false);
    const page = await victim.get("/signin?problem=google_stale");
    assert.match(page.text, /in another browser/);
  });
});

Deno.test("somebody else's code in one's own callback signs nobody in: code injection [RFC 9700 4.5]", async () => {
  await withGoogle(async (app, google) => {
    const stolen = await atGoogle(app.visitor(), google);
    google.person = { ...CLARA, sub: "666", email: "eve@example.org" };
    const eve = app.visitor();
    const callback = await atGoogle(eve, google);
    callback.searchParams.set("code", stolen.searchParams.get("code")!);
    assert.equal((await back(eve, callback)).location, "/signin?problem=google_refused");
    assert.equal(await isIn(eve), false);
  });
});

Deno.test("a callback works once [RFC 6749 4.1.2]", async () => {
  await withGoogle(async (app, google) => {
    const clara = app.visitor();
    const left = await clara.get("/signin/google");
    const cookie = clara.cookie;
    const callback = await google.signIn(left.location);
    assert.equal((await back(clara, callback)).location, "/scores");
    const again = await app.visitor().get(callback.pathname + callback.search, { cookie });
    assert.equal(again.location, "/signin?problem=google_stale");
    const asked = google.requests.filter(({ path }) => googleEndpoints.token.test(path));
    assert.equal(asked.length, 1, "the code goes to Google once");
  });
});

Deno.test("20 callbacks at once give one session", async () => {
  await withGoogle(async (app, google) => {
    const clara = app.visitor();
    const left = await clara.get("/signin/google");
    const { cookie } = clara;
    const callback = await google.signIn(left.location);
    const answers = await Promise.all(
      Array.from(
        { length: 20 },
        () => app.visitor().get(callback.pathname + callback.search, { cookie }),
      ),
    );
    assert.equal(answers.filter(({ location }) => location === "/scores").length, 1);
    assert.equal((await rows(app.kv, "sessions")).length, 1);
    const asked = google.requests.filter(({ path }) => googleEndpoints.token.test(path));
    assert.equal(asked.length, 1);
  });
});

Deno.test("an answer that names another issuer, or none, signs nobody in: mix-up [RFC 9207]", async () => {
  await withGoogle(async (app, google) => {
    for (const iss of ["https://evil.example", `${google.origin}/`, null]) {
      const clara = app.visitor();
      const callback = await atGoogle(clara, google);
      assert.equal(callback.searchParams.get("iss"), google.origin);
      if (iss === null) callback.searchParams.delete("iss");
      else callback.searchParams.set("iss", iss);
      assert.equal((await back(clara, callback)).location, "/signin?problem=google_refused");
    }
    const asked = google.requests.filter(({ path }) => googleEndpoints.token.test(path));
    assert.deepEqual(asked, [], "no code is sent anywhere");
  });
});

Deno.test("PKCE cannot be taken out: the code goes with its verifier, and a Google without S256 is not gone to [RFC 9700 4.8.2]", async () => {
  await withGoogle(async (app, google) => {
    const clara = app.visitor();
    await signInWithGoogle(clara, google);
    const exchange = google.requests.find(({ path }) => googleEndpoints.token.test(path))!;
    assert.match((exchange.body as Record<string, string>).code_verifier, /^[\w-]{43}$/);
  });
  await withGoogle(async (app, google) => {
    google.description = { code_challenge_methods_supported: ["plain"] };
    const left = await app.visitor().get("/signin/google");
    assert.equal(left.location, "/signin?problem=google_away");
  });
});

Deno.test("a discovery document of another issuer is not believed [oidcc-client-test-discovery-issuer-mismatch]", async () => {
  await withGoogle(async (app, google) => {
    for (const issuer of ["https://evil.example", `${google.origin}/`, undefined]) {
      google.description = { issuer };
      const left = await app.visitor().get("/signin/google");
      assert.equal(left.location, "/signin?problem=google_away", String(issuer));
    }
  });
});

Deno.test("a discovery document that leads over plain http is not believed", async () => {
  await withGoogle(async (app, google) => {
    google.description = { token_endpoint: "http://accounts.example.org/token" };
    const left = await app.visitor().get("/signin/google");
    assert.equal(left.location, "/signin?problem=google_away");
  });
});

Deno.test("nothing on the way is kept or told to other sites, and the cookie is the browser's alone", async () => {
  await withGoogle(async (app, google) => {
    const clara = app.visitor();
    const left = await clara.get("/signin/google");
    const [cookie] = left.headers.getSetCookie();
    assert.match(
      cookie,
      /^google=[\w-]{43}; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax$/,
    );
    const home = await back(clara, await google.signIn(left.location));
    for (const { headers } of [left, home]) {
      assert.equal(headers.get("referrer-policy"), "no-referrer");
      assert.equal(headers.get("cache-control"), "no-store");
    }
    assert.match(home.headers.getSetCookie().join("\n"), /^google=; Path=\/; Max-Age=0;/m);
  });
});

const WHOLE = { depth: 20, strAbbreviateSize: Infinity, iterableLimit: Infinity };

Deno.test("no state, nonce of use, code or token of Google's is in the database after a sign-in", async () => {
  await withGoogle(async (app, google) => {
    const clara = app.visitor();
    const left = await clara.get("/signin/google");
    const { state, nonce } = Object.fromEntries(new URL(left.location).searchParams);
    for await (const { key, value } of app.kv.list({ prefix: [] })) {
      assert.ok(!Deno.inspect([key, value], WHOLE).includes(state), String(key));
    }
    const callback = await google.signIn(left.location);
    await back(clara, callback);
    const code = callback.searchParams.get("code")!;
    for await (const { key, value } of app.kv.list({ prefix: [] })) {
      const text = JSON.stringify(
        [key, value],
        (_, part) => typeof part === "bigint" ? String(part) : part,
      );
      // Of a token the part after its head: three letters alone are in a public key by chance.
      for (const secret of [state, nonce, code, ".eyJ", "access_token"]) {
        assert.ok(!text.includes(secret), `${key}: ${secret}`);
      }
    }
  });
});
