/** When the owner of an address comes to an account that somebody else may have made. */
import assert from "node:assert/strict";
import { CLARA } from "../fakes/google.ts";
import { isIn, signInWithGoogle, withGoogle } from "../google.ts";

Deno.test("the first mail to the owner of an address ends the sessions of whoever made the account by Google, and their way in: reverse pre-hijacking [GHSA-qq9h-g4jm-xgf3]", async () => {
  await withGoogle(async (app, google) => {
    const eve = app.visitor();
    await signInWithGoogle(eve, google);
    assert.equal(await isIn(eve), true);

    const clara = await app.visitor().signIn(CLARA.email);
    assert.equal(await isIn(clara), true);
    assert.equal(await isIn(eve), false);
    assert.equal((await signInWithGoogle(eve, google)).location, "/signin?problem=google_unowned");
    assert.match((await clara.get("/account")).text, /Not connected/);
    const mail = (await clara.mails()).find(({ subject }) => /Google/.test(subject))!;
    assert.equal(mail.to, CLARA.email);
    assert.match(mail.text, /signs in no more, and everybody else\s+was signed out/);
  });
});

Deno.test("a Google account of a mailbox that Google keeps itself stays connected, and its sessions end all the same", async () => {
  await withGoogle(async (app, google) => {
    google.person = { ...CLARA, email: "clara@gmail.com" };
    const before = app.visitor();
    await signInWithGoogle(before, google);
    const clara = await app.visitor().signIn("clara@gmail.com");
    assert.equal(await isIn(before), false);
    assert.match((await clara.get("/account")).text, /Connected as/);
    assert.equal((await signInWithGoogle(before, google)).location, "/scores");
    assert.equal(await isIn(clara), true);
  });
});

Deno.test("that happens once: a later mail of the owner's signs nobody out", async () => {
  await withGoogle(async (app, google) => {
    await signInWithGoogle(app.visitor(), google);
    const first = await app.visitor().signIn(CLARA.email);
    await app.visitor().signIn(CLARA.email);
    assert.equal(await isIn(first), true);
  });
});

Deno.test("a device that approves shows nothing about the mailbox: it takes no Google account away", async () => {
  await withGoogle(async (app, google) => {
    const clara = app.visitor();
    await signInWithGoogle(clara, google);
    const other = app.visitor();
    await other.post("/signin", { email: CLARA.email, by: "device" });
    const page = await other.get("/signin/sent");
    const [code] = /[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}/.exec(page.text)!;
    await clara.post("/account/approve", { code, decision: "approved" });
    assert.equal((await other.post("/signin/sent", {})).location, "/scores");
    assert.match((await other.get("/account")).text, /Connected as/);
    assert.equal(await isIn(clara), true);
  });
});

Deno.test("20 sign-ins by Google while the owner's mail comes leave nobody else in", async () => {
  await withGoogle(async (app, google) => {
    const eves = Array.from({ length: 20 }, () => app.visitor());
    await signInWithGoogle(eves[0], google);
    const token = await app.visitor().askForLink(CLARA.email);
    const clara = app.visitor();
    await Promise.all([
      ...eves.map((eve) => signInWithGoogle(eve, google)),
      clara.post("/signin/link", { token }),
    ]);
    assert.equal(await isIn(clara), true);
    for (const eve of eves) assert.equal(await isIn(eve), false);
  });
});

Deno.test("an approval by an account that is deleted since makes no new one: nobody has shown the address to be theirs", async () => {
  await withGoogle(async (app, google) => {
    const eve = app.visitor();
    await signInWithGoogle(eve, google);
    const waiting = app.visitor();
    await waiting.post("/signin", { email: CLARA.email, by: "device" });
    const page = await waiting.get("/signin/sent");
    const [code] = /[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}/.exec(page.text)!;
    await eve.post("/account/approve", { code, decision: "approved" });
    const user = (await Array.fromAsync(app.kv.list({ prefix: ["users"] })))[0];
    await app.kv.atomic().delete(user.key).delete(["users_by_email", CLARA.email]).commit();
    assert.equal((await waiting.post("/signin/sent", {})).status, 410);
    assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix: ["users_by_email"] })), []);
  });
});
