/** What operators see of accounts, and do to them. */
import assert from "node:assert/strict";
import { createStore } from "../../../store/store.ts";
import { startApp, type TestApp } from "../../app.ts";
import { CLARA } from "../../fakes/google.ts";
import { signInWithGoogle, withGoogle } from "../../google.ts";
import { idOf, OPERATOR, operator, whoIs } from "../../operator.ts";
import { pdfFile, titlePage } from "../../pdf.ts";
import { quietly } from "../../quiet.ts";
import type { Visitor } from "../../visitor.ts";

const MINUTE_MS = 60_000;
const CLOSED = /This account is closed.*Ask whoever runs this server/s;

/** What was done, the newest first. */
async function deeds(app: TestApp): Promise<string[]> {
  const all = await createStore(app.kv).deeds.between(0, app.services.world.now() + 1, 100);
  return all.map(({ what, subject }) => `${what} ${subject}`);
}

const disable = (robert: Visitor, id: string) => robert.post(`/admin/accounts/${id}/disable`, {});
const enable = (robert: Visitor, id: string) =>
  robert.post(`/admin/accounts/${id}`, { do: "enable" });

Deno.test("an account is found by its address or its id, and shows nothing of who it is or what is in it", async () => {
  await using app = await startApp(OPERATOR);
  const clara = await app.visitor().signIn("clara@example.org");
  await clara.add(pdfFile("secret.pdf", { words: titlePage("Scherzo", "Clara Wieck") }));
  const [robert, id] = [await operator(app), await idOf(clara)];
  const byAddress = await robert.post("/admin/accounts", { who: " Clara@Example.org " });
  assert.equal(byAddress.location, `/admin/accounts/${id}`);
  assert.equal((await robert.post("/admin/accounts", { who: id })).location, byAddress.location);
  const { text } = await robert.get(byAddress.location);
  assert.match(text, new RegExp(`${id}.*Scores.*>1<.*in one browser`, "s"));
  for (const trace of ["clara@", "Clara", "Scherzo", "secret"]) assert.ok(!text.includes(trace));
  assert.deepEqual(await deeds(app), [`address-looked-up ${id}`]);

  const unknown = await robert.post("/admin/accounts", { who: "nobody@example.org" });
  assert.equal(unknown.status, 404);
  assert.match(unknown.text, /There is no account under this address or id/);
  assert.ok(!unknown.text.includes("nobody@"));
  assert.equal((await robert.get("/admin/accounts/made-up")).status, 404);
  assert.equal((await clara.get(`/admin/accounts/${id}`)).status, 404);
  assert.equal((await clara.post(`/admin/accounts/${id}/disable`, {})).status, 404);
});

Deno.test("signing an account out ends every browser, after a page that asks, and is noted", async () => {
  await using app = await startApp(OPERATOR);
  const [one, other] = [app.visitor(), app.visitor()];
  for (const clara of [one, other]) await clara.signIn("clara@example.org");
  const [robert, id] = [await operator(app), await idOf(one)];
  const asked = await robert.get(`/admin/accounts/${id}/signout`);
  assert.match(asked.text, /It ends at once in all 2 browsers/);
  assert.equal((await one.get("/scores")).status, 200);
  const done = await robert.post(`/admin/accounts/${id}/signout`, {});
  assert.match((await robert.get(done.location)).text, /It is signed out everywhere.*nowhere/s);
  for (const clara of [one, other]) assert.equal((await clara.get("/scores")).status, 303);
  await one.signIn("clara@example.org");
  assert.equal((await one.get("/scores")).status, 200);
  assert.deepEqual(await deeds(app), [`account-signed-out ${id}`]);
});

Deno.test("a disabled account is signed out at once, and only who has its mailbox learns that it is closed", async () => {
  await using app = await startApp(OPERATOR);
  const clara = await app.visitor().signIn("clara@example.org");
  const [robert, id] = [await operator(app), await idOf(clara)];
  await disable(robert, id);
  assert.equal((await clara.get("/scores")).status, 303);
  assert.equal((await clara.upload([pdfFile("a.pdf")], { json: true })).status, 401);

  const page = (text: string) =>
    text.replaceAll(/clara|nobody|value="[^"]*"|[A-Z\d]{4}-[A-Z\d]{4}/g, "");
  const pages = [];
  for (const email of ["clara@example.org", "nobody@example.org"]) {
    const stranger = app.visitor();
    const { status, location } = await stranger.post("/signin", { email });
    pages.push([status, location, page((await stranger.get(location)).text).length]);
  }
  assert.deepEqual(pages[0], pages[1]);

  const { token, code } = await clara.askForMail("clara@example.org");
  assert.equal((await clara.get(`/signin/link?token=${token}`)).status, 200);
  const byCode = await clara.post("/signin/code", { code });
  assert.equal(byCode.status, 403);
  assert.match(byCode.text, CLOSED);
  const byLink = await clara.post("/signin/link", { token });
  assert.equal(byLink.status, 403);
  assert.match(byLink.text, /<h1[^>]*>This account is closed</);
  assert.match(byLink.text, CLOSED);
  assert.equal((await clara.get("/scores")).status, 303);

  await enable(robert, id);
  assert.equal((await clara.get("/scores")).status, 303, "what ended stays ended");
  await clara.post("/signin/link", { token });
  assert.equal((await clara.get("/scores")).status, 200);
  assert.deepEqual(await deeds(app), [`account-enabled ${id}`, `account-disabled ${id}`]);
});

Deno.test("another device that was let in before the disabling stays out", async () => {
  await using app = await startApp(OPERATOR);
  const clara = await app.visitor().signIn("clara@example.org");
  const [robert, id, phone] = [await operator(app), await idOf(clara), app.visitor()];
  await phone.post("/signin", { email: "clara@example.org", by: "device" });
  const [code] = /[A-Z]{4}-[A-Z]{4}/.exec((await phone.get("/signin/sent")).text)!;
  await clara.post("/account/approve", { code, decision: "approved" });
  await disable(robert, id);
  const entered = await phone.post("/signin/sent", {});
  assert.equal(entered.status, 403);
  assert.match(entered.text, CLOSED);
});

Deno.test("Google brings nobody into a disabled account", async () => {
  await withGoogle(async (app, google) => {
    const clara = app.visitor();
    await signInWithGoogle(clara, google);
    const { user } = await whoIs(clara);
    const { accounts } = app.services;
    const robert = await whoIs(await app.visitor().signIn("robert@example.org"));
    await accounts.disable(robert, user.id);
    const back = await signInWithGoogle(clara, google);
    assert.match(back.location, /^\/signin\?problem=google_closed/);
    assert.match((await clara.get(back.location)).text, /belongs to is closed/);
    await accounts.enable(robert, user.id);
    await signInWithGoogle(clara, google);
    assert.equal((await whoIs(clara)).user.google?.sub, CLARA.sub);
  });
});

Deno.test("a sign-in that is under way while the account is disabled opens nothing", async () => {
  await using app = await startApp(OPERATOR);
  const clara = await app.visitor().signIn("clara@example.org");
  const [robert, id] = [await operator(app), await idOf(clara)];
  for (let n = 0; n < 8; n++) {
    const browsers = [app.visitor(), app.visitor()];
    const tokens: string[] = [];
    for (const browser of browsers) tokens.push(await browser.askForLink("clara@example.org"));
    await Promise.all([
      ...browsers.map((browser, at) => browser.post("/signin/link", { token: tokens[at] })),
      disable(robert, id),
    ]);
    for (const browser of browsers) assert.equal((await browser.get("/scores")).status, 303);
    await enable(robert, id);
    for (const browser of browsers) assert.equal((await browser.get("/scores")).status, 303);
    app.pass(61 * MINUTE_MS); // Mails are limited by the hour, and so is the desk.
    await robert.signIn("robert@example.org");
  }
});

Deno.test("the work of a disabled account waits until it is enabled again", async () => {
  await using app = await startApp(OPERATOR);
  const clara = await app.visitor().signIn("clara@example.org");
  const score = await clara.add(pdfFile("a.pdf", { words: titlePage("Scherzo", "Clara Wieck") }));
  const [robert, id] = [await operator(app), await idOf(clara)];
  await disable(robert, id);
  const store = createStore(app.kv);
  const operation = store.begin();
  app.services.jobs.add(operation, "read-score", { userId: id, id: score });
  await store.commit(operation);
  await quietly(async () => {
    for (let n = 0; n < 20; n++) {
      await app.services.jobs.drained();
      app.pass(10 * MINUTE_MS);
    }
  });
  assert.equal(await store.jobs.count("read-score"), 1);
  await robert.signIn("robert@example.org");
  await enable(robert, id);
  app.pass(10 * MINUTE_MS);
  await app.services.jobs.drained();
  assert.equal(await store.jobs.count("read-score"), 0);
});

Deno.test("what a disabled account shares is silent, and sounds again when it is enabled", async () => {
  await using app = await startApp(OPERATOR);
  const clara = await app.visitor().signIn("clara@example.org");
  const score = await clara.add(pdfFile("a.pdf", { words: titlePage("Scherzo", "Clara Wieck") }));
  const made = await clara.post(`/scores/${score}/share`, { whom: "Joseph", term: "week" });
  const link = new URL(/value="([^"]*\/shared\/[\w-]{43})"/.exec(made.text)![1]).pathname;
  const [robert, id, joseph] = [await operator(app), await idOf(clara), app.visitor()];
  await disable(robert, id);
  for (const path of [link, `${link}/1/pages/1`]) {
    const { status, text } = await joseph.get(path);
    assert.ok([404, 410].includes(status), `${path} ${status}`);
    assert.doesNotMatch(text, /closed|disabled/);
  }
  await enable(robert, id);
  assert.equal((await joseph.get(link)).status, 200);
});

Deno.test("an operator can sign themselves out everywhere", async () => {
  await using app = await startApp(OPERATOR);
  const [one, other] = [await operator(app), await operator(app)];
  await one.post(`/admin/accounts/${await idOf(one)}/signout`, {});
  for (const robert of [one, other]) assert.equal((await robert.get("/admin")).status, 303);
});

Deno.test("no operator locks themselves out, and of two who disable each other one is left", async () => {
  await using app = await startApp({ ADMIN_EMAILS: "robert@example.org,johannes@example.org" });
  const robert = await operator(app);
  const johannes = await app.visitor().signIn("johannes@example.org");
  const [one, other] = [await idOf(robert), await idOf(johannes)];
  const own = await disable(robert, one);
  assert.equal(own.status, 409);
  assert.match(own.text, /nobody can lock themselves out/);
  assert.doesNotMatch((await robert.get(`/admin/accounts/${one}`)).text, /Disable the account/);
  await Promise.all([disable(robert, other), disable(johannes, one)]);
  const left = [];
  for (const each of [robert, johannes]) left.push((await each.get("/admin/accounts")).status);
  assert.deepEqual(left.sort(), [200, 303]);
});

// Any form, and any kept address, had the page say that the account was enabled.
Deno.test("an account's page says only what was done and is so", async () => {
  await using app = await startApp(OPERATOR);
  const clara = await app.visitor().signIn("clara@example.org");
  const [robert, id] = [await operator(app), await idOf(clara)];
  const page = `/admin/accounts/${id}`;
  await disable(robert, id);
  assert.equal((await robert.post(page, { do: "something" })).location, page);
  assert.doesNotMatch((await robert.get(`${page}?done=enabled`)).text, /can sign in again/);
  assert.match((await robert.get(`${page}?done=disabled`)).text, /Every browser is signed out/);
});
