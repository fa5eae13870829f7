/**
 * Signing in with Google: a good day, and everything that must be refused. The names in
 * brackets are those of the OpenID conformance suite's modules for relying parties, or of the
 * text that the rule is from.
 */
import assert from "node:assert/strict";
import { createServices } from "../../services/services.ts";
import { CLARA, googleEndpoints } from "../fakes/google.ts";
import type { Forgery } from "../fakes/google_forgery.ts";
import { atGoogle, back, isIn, signInWithGoogle, withGoogle } from "../google.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const rows = (kv: Deno.Kv, kind: string) => Array.fromAsync(kv.list({ prefix: [kind] }));
const seconds = () => Math.floor(Date.now() / 1000);

Deno.test("signing in with Google: to Google, back, and in [oidcc-client-test]", async () => {
  await withGoogle(async (app, google) => {
    const clara = app.visitor();
    const page = await clara.get("/signin");
    assert.match(page.text, /href="\/signin\/google"[^>]*>.*Continue with Google/s);
    assert.match(page.text, /Send the link/);

    const left = await clara.get("/signin/google");
    assert.equal(left.status, 303);
    const address = new URL(left.location);
    assert.equal(address.origin, google.origin);
    const asked = Object.fromEntries(address.searchParams);
    assert.equal(asked.redirect_uri, `${app.origin}/signin/google/callback`);
    assert.equal(asked.scope, "openid email profile");
    assert.equal(asked.response_type, "code");
    assert.equal(asked.code_challenge_method, "S256");
    assert.equal(asked.prompt, "select_account");
    for (const secret of [asked.state, asked.nonce, asked.code_challenge]) {
      assert.match(secret, /^[\w-]{43}$/);
    }

    const home = await back(clara, await google.signIn(address));
    assert.equal(home.status, 303);
    assert.equal(home.location, "/scores");
    assert.match((await clara.get("/account")).text, /clara@example\.org/);
  });
});

Deno.test("a person comes back from Google to the page they wanted, and to no other site", async () => {
  await withGoogle(async (app, google) => {
    for (
      const [asked, there] of [
        ["/scores?q=bach", "/scores?q=bach"],
        ["//evil.example", "/scores"],
        ["https://evil.example", "/scores"],
      ]
    ) {
      const clara = app.visitor();
      const path = `/signin/google?returnTo=${encodeURIComponent(asked)}`;
      assert.equal((await back(clara, await atGoogle(clara, google, path))).location, there);
    }
  });
});

Deno.test("the same Google account is the same library, though its address has changed [OIDC Core 5.7]", async () => {
  await withGoogle(async (app, google) => {
    await signInWithGoogle(app.visitor(), google);
    google.person = { ...CLARA, email: "wieck@example.org" };
    const clara = app.visitor();
    await signInWithGoogle(clara, google);
    assert.match((await clara.get("/account")).text, /clara@example\.org/);
    assert.equal((await rows(app.kv, "users")).length, 1);
  });
});

Deno.test("signing in with Google ends the session it replaces [ASVS 7.2.4]", async () => {
  await withGoogle(async (app, google) => {
    const clara = app.visitor();
    await signInWithGoogle(clara, google);
    const [before] = await rows(app.kv, "sessions");
    await signInWithGoogle(clara, google);
    const after = await rows(app.kv, "sessions");
    assert.equal(after.length, 1);
    assert.notDeepEqual(after[0].key, before.key);
  });
});

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

Deno.test("two tabs of one browser can both come back", async () => {
  await withGoogle(async (app, google) => {
    const clara = app.visitor();
    const first = await atGoogle(clara, google);
    await clara.get("/signin/google");
    assert.equal((await back(clara, first)).location, "/scores");
  });
});

Deno.test("a sign-in ends ten minutes after it was begun", async () => {
  await withGoogle(async (app, google) => {
    const clara = app.visitor();
    const callback = await atGoogle(clara, google);
    app.pass(10 * MINUTE + 1000);
    assert.equal((await back(clara, callback)).location, "/signin?problem=google_stale");
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

Deno.test("whoever cancels at Google is back at the sign-in page, with mail at hand", async () => {
  await withGoogle(async (app, google) => {
    google.person = null;
    const clara = app.visitor();
    const path = "/signin/google?returnTo=%2Fscores%2Fnew";
    const answer = await back(clara, await atGoogle(clara, google, path));
    assert.equal(answer.status, 303);
    assert.equal(answer.location, "/signin?problem=google_cancelled&returnTo=%2Fscores%2Fnew");
    const page = await clara.get(answer.location);
    assert.match(page.text, /Signing in with Google was cancelled/);
    assert.match(page.text, /Send the link/);
    assert.match(page.text, /name="returnTo" value="\/scores\/new"/);
  });
});

Deno.test("Google's errors come back as sentences of ours, and nothing of the query is shown [RFC 6749 4.1.2.1]", async () => {
  await withGoogle(async (app, google) => {
    for (
      const [error, problem] of [
        ["access_denied", "google_cancelled"],
        ["server_error", "google_away"],
        ["temporarily_unavailable", "google_away"],
        ["invalid_scope", "google_refused"],
        ["<script>alert(1)</script>", "google_refused"],
      ]
    ) {
      const clara = app.visitor();
      const callback = await atGoogle(clara, google);
      callback.searchParams.delete("code");
      callback.searchParams.set("error", error);
      callback.searchParams.set("error_description", "<script>alert(1)</script>");
      const answer = await back(clara, callback);
      assert.equal(answer.location, `/signin?problem=${problem}`);
      assert.doesNotMatch((await clara.get(answer.location)).text, /script>alert/);
    }
    const made = await app.visitor().get("/signin?problem=<script>alert(1)</script>");
    assert.doesNotMatch(made.text, /script>alert|role="alert"/);
  });
});

Deno.test("an answer without a code, or with two, is not sent on to Google", async () => {
  await withGoogle(async (app, google) => {
    for (const change of ["none", "empty", "two"]) {
      const clara = app.visitor();
      const callback = await atGoogle(clara, google);
      if (change === "none") callback.searchParams.delete("code");
      if (change === "empty") callback.searchParams.set("code", "");
      if (change === "two") callback.searchParams.append("code", "another");
      assert.equal((await back(clara, callback)).location, "/signin?problem=google_refused");
    }
    const asked = google.requests.filter(({ path }) => googleEndpoints.token.test(path));
    assert.deepEqual(asked, []);
  });
});

Deno.test("strangers who send wrong codes do not switch Google off for the others", async () => {
  await withGoogle(async (app, google) => {
    for (let tries = 0; tries < 12; tries++) {
      const eve = app.visitor();
      const callback = await atGoogle(eve, google);
      callback.searchParams.set("code", `made-up-${tries}`);
      assert.equal((await back(eve, callback)).location, "/signin?problem=google_refused");
    }
    assert.match((await app.visitor().get("/signin")).text, /Continue with Google/);
    assert.equal((await signInWithGoogle(app.visitor(), google)).location, "/scores");
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
      for (const secret of [state, nonce, code, "eyJ", "access_token"]) {
        assert.ok(!text.includes(secret), `${key}: ${secret}`);
      }
    }
  });
});

Deno.test("discovery and keys are asked for once an hour, and outlive a restart in the database", async () => {
  await withGoogle(async (app, google) => {
    const count = (endpoint: keyof typeof googleEndpoints) =>
      google.requests.filter(({ path }) => googleEndpoints[endpoint].test(path)).length;
    for (let times = 0; times < 3; times++) await signInWithGoogle(app.visitor(), google);
    assert.deepEqual([count("discovery"), count("jwks"), count("token")], [1, 1, 3]);

    const { config, world } = app.services;
    const restarted = createServices(config, app.kv, world);
    const leaving = { returnTo: "/scores", browser: null, session: null };
    const { address } = await restarted.google.leave(leaving);
    assert.ok(address.startsWith(google.origin));
    await restarted.close();
    assert.deepEqual([count("discovery"), count("jwks")], [1, 1]);

    app.pass(HOUR + 1000);
    await google.break("503", { only: googleEndpoints.discovery });
    const left = await app.visitor().get("/signin/google");
    assert.ok(left.location.startsWith(google.origin), "the old one serves while it is renewed");
    await app.services.google.settled();
    app.pass(23 * HOUR);
    const late = await app.visitor().get("/signin/google");
    assert.equal(late.location, "/signin?problem=google_away", "not for more than a day");
  });
});

Deno.test("a day's allowance counts sign-ins alone; when it is used up, mail leads", async () => {
  await withGoogle(async (app, google) => {
    const clara = app.visitor();
    await signInWithGoogle(clara, google);
    await app.services.close();
    const used = (await rows(app.kv, "counters")).find(({ key }) => key[1] === "quota")!;
    assert.equal((used.value as Deno.KvU64).value, 1n);
    await app.kv.set(used.key, new Deno.KvU64(10_000n));
    app.pass(MINUTE);
    const answer = await signInWithGoogle(app.visitor(), google);
    assert.equal(answer.location, "/signin?problem=google_full");
    assert.doesNotMatch((await app.visitor().get("/signin")).text, /Continue with Google/);
  });
});

Deno.test("who is sent to Google too often comes back to a sentence and the mail form", async () => {
  await withGoogle(async (app) => {
    const clara = app.visitor();
    for (let n = 0; n < 100; n++) await clara.get("/signin/google");
    const { location } = await clara.get("/signin/google?returnTo=/scores/new");
    assert.equal(location, "/signin?problem=client_too_many&returnTo=%2Fscores%2Fnew");
    const { text } = await clara.get(location);
    assert.match(text, /asked for from here\. A link that has been mailed works all the same/);
    assert.match(text, /Send the link/);
  });
});

Deno.test("a flag switches Google off: no button, and the way is shut", async () => {
  await withGoogle(async (app) => {
    await app.kv.set(["flags", "google-oauth"], { on: false, percent: 100, people: [] });
    const clara = app.visitor();
    app.pass(3000);
    const page = await clara.get("/signin");
    assert.doesNotMatch(page.text, /Google/);
    assert.equal((await clara.get("/signin/google")).location, "/signin?problem=google_off");
  });
});
