/** Where a person is signed in, and ending that. */
import assert from "node:assert/strict";
import { startApp, type TestApp } from "../app.ts";
import { isIn } from "../google.ts";
import type { Visitor } from "../visitor.ts";

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
const IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 " +
  "(KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1";
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** Signs in by mailed link, in a browser that says what it is. */
async function signIn(app: TestApp, agent: string, email = "clara@example.org"): Promise<Visitor> {
  const visitor = app.visitor();
  const token = await visitor.askForLink(email);
  await visitor.fetch("/signin/link", {
    method: "POST",
    body: new URLSearchParams({ token }),
    headers: { origin: app.origin, "user-agent": agent },
  });
  return visitor;
}

/** What the page says of each session, in its order. */
async function places(visitor: Visitor): Promise<string[]> {
  const { text } = await visitor.get("/account/sessions");
  return [...text.matchAll(/<li [^>]*>(.*?)<\/li>/gs)]
    .map(([, html]) => html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ").trim());
}

const idOf = (page: string, device: string) =>
  new RegExp(`<p id="([0-9a-z]{26})"[^>]*>${device}`).exec(page)![1];

Deno.test("the page lists each browser in plain words, this one first, with when it was last used [ASVS 5.0 7.5.2]", async () => {
  await using app = await startApp();
  const phone = await signIn(app, IPHONE);
  app.pass(3 * DAY_MS);
  await isIn(phone);
  app.pass(2 * DAY_MS);
  const desk = await signIn(app, FIREFOX);
  assert.deepEqual(await places(desk), [
    "Firefox on Linux Signed in just now in this browser",
    "Safari on an iPhone Signed in 5 days ago , last used 2 days ago Sign out there",
  ]);
  const account = (await desk.get("/account")).text.replace(/<[^>]+>/g, "");
  assert.match(account, /Here: Firefox on Linux\. And in one other place\./);
});

Deno.test("a session is ended for itself, at once, and the others go on [ASVS 5.0 7.4.1]", async () => {
  await using app = await startApp();
  const phone = await signIn(app, IPHONE);
  const desk = await signIn(app, FIREFOX);
  const id = idOf((await desk.get("/account/sessions")).text, "Safari on an iPhone");
  const answer = await desk.post("/account/sessions", { end: id });
  assert.equal(answer.status, 303);
  assert.equal(answer.location, "/account/sessions?done=one");
  assert.equal(await isIn(phone), false);
  assert.equal(await isIn(desk), true);
  assert.equal((await places(desk)).length, 1);
});

Deno.test("all others are ended at once, also one that is being begun at that moment [ASVS 5.0 7.4.3]", async () => {
  await using app = await startApp();
  const others = [await signIn(app, IPHONE), await signIn(app, FIREFOX)];
  const desk = await signIn(app, FIREFOX);
  const answer = await desk.post("/account/sessions", { end: "others" });
  assert.equal(answer.location, "/account/sessions?done=others");
  for (const other of others) assert.equal(await isIn(other), false);
  assert.equal(await isIn(desk), true);
  assert.match((await desk.get(answer.location)).text, /Everybody but this browser is signed out/);

  // Its row is written after the others were looked for.
  const [user] = await Array.fromAsync(
    app.kv.list<{ sessionsEnded: { at: number } }>({ prefix: ["users"] }),
  );
  const late = app.kv.atomic();
  const { token } = await app.services.sessions.begin(late, user.key[1] as string);
  const ended = { ...user.value.sessionsEnded, at: Date.now() + 1000 };
  await late.set(user.key, { ...user.value, sessionsEnded: ended }).commit();
  assert.equal(await app.services.sessions.check(token), null);
  assert.equal(await isIn(desk), true);
});

Deno.test("a browser that an ended session had approved does not get in by that", async () => {
  await using app = await startApp();
  const clara = await signIn(app, FIREFOX);
  const thief = await signIn(app, IPHONE);
  const waiting = app.visitor();
  await waiting.post("/signin", { email: "clara@example.org", by: "device" });
  const [code] = /[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}/.exec(
    (await waiting.get("/signin/sent")).text,
  )!;
  await thief.post("/account/approve", { code, decision: "approved" });
  await clara.post("/account/sessions", { end: "others" });
  const answer = await waiting.post("/signin/sent", {});
  assert.equal(answer.status, 410);
  assert.match(answer.text, /asked for before the account was changed/);
  assert.equal(await isIn(waiting), false);
});

Deno.test("nobody ends a session of somebody else's, from another site, or signed out", async () => {
  await using app = await startApp();
  const clara = await signIn(app, FIREFOX);
  const eve = await signIn(app, FIREFOX, "eve@example.org");
  const id = idOf((await clara.get("/account/sessions")).text, "Firefox on Linux");
  for (const end of [id, "others", "../x", ""]) {
    assert.equal((await eve.post("/account/sessions", { end })).status, 303);
  }
  const forged = { method: "POST", headers: { origin: "https://evil.example" } };
  assert.equal((await clara.fetch("/account/sessions", forged)).status, 403);
  assert.equal((await app.visitor().post("/account/sessions", { end: "others" })).status, 401);
  assert.equal(await isIn(clara), true);
});

Deno.test("a session that has run out is not listed", async () => {
  await using app = await startApp();
  await signIn(app, IPHONE);
  app.pass(31 * DAY_MS);
  const desk = await signIn(app, FIREFOX);
  assert.equal((await places(desk)).length, 1);
});

Deno.test("a person has fifty sessions at most: the oldest go", async () => {
  await using app = await startApp();
  const first = await signIn(app, IPHONE);
  let last = first;
  for (let n = 0; n < 50; n++) {
    if (n % 9 === 0) app.pass(HOUR_MS); // Ten mails an hour go to one address.
    last = await signIn(app, FIREFOX);
  }
  assert.equal((await places(last)).length, 50);
  assert.equal(await isIn(first), false);
  assert.equal(await isIn(last), true);
});

Deno.test("a session's row says no more of its browser than its name", async () => {
  await using app = await startApp();
  await signIn(app, FIREFOX);
  const [{ value }] = await Array.fromAsync(app.kv.list({ prefix: ["sessions"] }));
  assert.deepEqual(Object.keys(value as object).sort(), [
    "createdAt",
    "device",
    "id",
    "provenAt",
    "seenAt",
    "userId",
  ]);
});

Deno.test("a session that lets a browser in lends it its own proof: it makes nothing fresh, and nothing lasts for ever", async () => {
  await using app = await startApp();
  const thief = await app.visitor().signIn();
  const approve = async () => {
    const browser = app.visitor();
    await browser.post("/signin", { email: "clara@example.org", by: "device" });
    const [code] = /[B-Z]{4}-[B-Z]{4}/.exec((await browser.get("/signin/sent")).text)!;
    await thief.post("/account/approve", { code, decision: "approved" });
    await browser.post("/signin/sent", {});
    return browser;
  };
  app.pass(20 * 60_000);
  const second = await approve();
  assert.equal((await second.get("/account")).status, 200);
  assert.match((await second.get("/account/delete")).text, /Sign in again/);
  for (let n = 0; n < 3; n++) {
    app.pass(29 * DAY_MS);
    await thief.get("/account");
  }
  const last = await approve();
  assert.equal((await last.get("/account")).status, 200);
  app.pass(4 * DAY_MS); // 91 days after the only mail.
  assert.equal((await last.get("/account")).status, 303);
});
