/**
 * Signing in with Google: a good day, and everything that must be refused. The names in
 * brackets are those of the OpenID conformance suite's modules for relying parties, or of the
 * text that the rule is from.
 */
import assert from "node:assert/strict";
import { createServices } from "../../services/services.ts";
import { CLARA, googleEndpoints } from "../fakes/google.ts";
import { atGoogle, back, signInWithGoogle, withGoogle } from "../google.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const rows = (kv: Deno.Kv, kind: string) => Array.fromAsync(kv.list({ prefix: [kind] }));

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
