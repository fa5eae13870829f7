/** Confirming with Google that an account is deleted, and ending the connection there. */
import assert from "node:assert/strict";
import type { Session } from "../../store/sessions.ts";
import { startApp, type TestApp } from "../app.ts";
import { CLARA, type FakeGoogle, googleEndpoints } from "../fakes/google.ts";
import { back, connectGoogle, isIn, signInWithGoogle, withGoogle } from "../google.ts";
import type { Answer, Visitor } from "../visitor.ts";

const EMAIL = CLARA.email;
const CONNECTIONS = "https://myaccount.google.com/connections";

const revocations = (google: FakeGoogle) =>
  google.requests.filter(({ path }) => path.startsWith("/revoke"));

/** Clara, by mail, with her Google account connected. */
async function connected(app: TestApp, google: FakeGoogle): Promise<Visitor> {
  const clara = await app.visitor().signIn(EMAIL);
  await connectGoogle(clara, google);
  return clara;
}

/** From the page by the button to Google; gives the address that Google sends back to. */
async function leave(visitor: Visitor, google: FakeGoogle): Promise<URL> {
  const asked = await visitor.post("/account/delete", { address: EMAIL, by: "google" });
  const page = await visitor.get(asked.location);
  const address = /url=(.+)$/.exec(page.headers.get("refresh") ?? "")![1];
  return await google.signIn(address);
}

const confirm = async (visitor: Visitor, google: FakeGoogle): Promise<Answer> =>
  await back(visitor, await leave(visitor, google));

async function leavers(app: TestApp): Promise<number> {
  const users = await Array.fromAsync(app.kv.list<{ leaving?: unknown }>({ prefix: ["users"] }));
  return users.filter(({ value }) => value.leaving).length;
}

Deno.test("confirmed with Google it needs no other sign-in, and the grant there is ended by the token of that moment", async () => {
  await withGoogle(async (app, google) => {
    const clara = await connected(app, google);
    // Not the clock: what Google signs just now would be too old.
    for await (const { key, value } of app.kv.list<Session>({ prefix: ["sessions"] })) {
      await app.kv.set(key, { ...value, provenAt: value.provenAt - 11 * 60_000 });
    }
    const page = (await clara.get("/account/delete")).text;
    assert.match(page, /Confirm with Google/);
    assert.doesNotMatch(page, />Delete it all</);
    const answer = await confirm(clara, google);
    assert.match(answer.location, /^\/deleted\?on=\d{4}-\d\d-\d\d&google=ended$/);
    assert.match(answer.headers.getSetCookie().join(), /session=; .*Max-Age=0/);
    const [call, ...more] = revocations(google);
    assert.deepEqual(more, []);
    assert.match(JSON.stringify(call.body), /token/);
    assert.match((await clara.get(answer.location)).text, /is ended there too/);
    assert.equal(await isIn(clara), false);
    assert.equal(await leavers(app), 1);

    // Changing one's mind means that Google asks once more whether it may.
    assert.equal((await signInWithGoogle(clara, google)).status, 303);
    assert.equal((await clara.post("/account/leaving", { act: "keep" })).status, 303);
    assert.match((await clara.get("/account")).text, /Connected/);
  });
});

Deno.test("with nothing to wait for it is gone when Google has confirmed it", async () => {
  await withGoogle(async (_, google) => {
    await using app = await startApp({
      GOOGLE_CLIENT_ID: google.clientId,
      GOOGLE_CLIENT_SECRET: google.clientSecret,
      GOOGLE_ISSUER: google.origin,
      DELETE_AFTER_DAYS: "0",
    }, { timeoutMs: 3_000 });
    google.redirectUris.push(`${app.origin}/signin/google/callback`);
    const clara = await connected(app, google);
    assert.equal((await confirm(clara, google)).location, "/deleted?google=ended");
    assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix: ["users"] })), []);
  });
});

for (const fault of ["500", "hang", "refuse", "429"] as const) {
  Deno.test(`the deletion does not wait for Google: its way of taking tokens back plays ${fault}`, async () => {
    await withGoogle(async (app, google) => {
      const clara = await connected(app, google);
      const callback = await leave(clara, google);
      if (fault === "refuse") {
        google.description = { revocation_endpoint: "http://127.0.0.1:9/revoke" };
        await app.kv.delete(["documents", "google-endpoints", google.origin]);
      } else await google.break(fault, { only: googleEndpoints.revocation });
      const answer = await back(clara, callback);
      await google.mend();
      assert.match(answer.location, /^\/deleted\?on=/);
      assert.equal(await leavers(app), 1);
      if (fault === "refuse") return; // What it knew of Google was still in its memory.
      assert.match(answer.location, /google=failed$/);
      const told = (await clara.get(answer.location)).text;
      assert.match(told, /did not confirm/);
      assert.ok(told.includes(`href="${CONNECTIONS}"`));
    }, 600);
  });
}

Deno.test("somebody else's Google account confirms nothing, and a cancelled way neither", async () => {
  await withGoogle(async (app, google) => {
    const clara = await connected(app, google);
    google.person = { ...CLARA, sub: "666", name: "Eve" };
    const other = await confirm(clara, google);
    assert.equal(other.location, "/account/delete?problem=google_other");
    assert.match(
      (await clara.get(other.location)).text,
      /not the Google account that is connected/,
    );
    google.person = null;
    const none = await confirm(clara, google);
    assert.equal(none.location, "/account/delete?problem=google_cancelled");
    google.person = CLARA;
    // In another browser, where nobody is signed in, or somebody else.
    const callback = await leave(clara, google);
    const eve = await app.visitor().signIn("eve@example.org");
    assert.match((await back(eve, callback)).location, /problem=google_stale/);
    const wrong = await clara.post("/account/delete", { address: "eve@example.org", by: "google" });
    assert.equal(wrong.status, 422);
    assert.equal(await leavers(app), 0);
    assert.deepEqual(revocations(google), []);
  });
});

Deno.test("who confirms by mail, or where Google is away, is told how to end the connection by hand", async () => {
  await withGoogle(async (app, google) => {
    const clara = await connected(app, google);
    const answer = await clara.post("/account/delete", { address: EMAIL });
    assert.match(answer.location, /google=by-hand$/);
    assert.ok((await clara.get(answer.location)).text.includes(`href="${CONNECTIONS}"`));
    const [mail] = await clara.mails();
    assert.match(mail.text, /myaccount\.google\.com\/connections/);
    assert.deepEqual(revocations(google), []);
  });
});
