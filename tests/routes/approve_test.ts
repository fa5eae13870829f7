import assert from "node:assert/strict";
import { startApp, type TestApp } from "../app.ts";
import type { Visitor } from "../visitor.ts";

const MINUTE = 60_000;
const EMAIL = "clara@example.org";
const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/** A browser that asks to sign in, and the code that it shows. */
async function asking(app: TestApp, email = EMAIL): Promise<{ tablet: Visitor; code: string }> {
  const tablet = app.visitor();
  await tablet.fetch("/signin", {
    method: "POST",
    body: new URLSearchParams({ email, returnTo: "/account" }),
    headers: { origin: app.origin, "user-agent": FIREFOX },
  });
  await app.services.jobs.drained();
  const code = /[B-Z]{4}-[B-Z]{4}/.exec((await tablet.get("/signin/sent")).text)![0];
  return { tablet, code };
}

const look = (visitor: Visitor, code: string) => visitor.post("/account/approve", { code });
const decide = (visitor: Visitor, code: string, decision: "approved" | "denied") =>
  visitor.post("/account/approve", { code, decision });

Deno.test("a device where the person is signed in lets the browser in that asked", async () => {
  await using app = await startApp();
  const phone = await app.visitor().signIn(EMAIL);
  const { tablet, code } = await asking(app);
  app.pass(2 * MINUTE);

  const shown = await look(phone, code.toLowerCase().replace("-", " "));
  assert.equal(shown.status, 200);
  assert.match(shown.text, /Firefox on Linux/);
  assert.match(shown.text, /clara@example\.org/);
  assert.match(shown.text, /2 minutes ago/);
  assert.equal((await tablet.post("/signin/sent", {})).location, "/signin/sent", "not by looking");

  const done = await decide(phone, code, "approved");
  assert.equal(done.status, 303);
  assert.match((await phone.get(done.location)).text, /It is let in/);
  assert.match((await tablet.get("/signin/sent")).text, /has let this browser in as/);
  assert.equal((await tablet.get("/account")).status, 303, "not before it asks");

  const entered = await tablet.post("/signin/sent", {});
  assert.equal(entered.status, 303);
  assert.equal(entered.location, "/account");
  assert.equal((await tablet.get("/account")).status, 200);
  assert.equal((await phone.get("/account")).status, 200, "the other stays signed in");
});

Deno.test("the code alone signs nobody in: not who knows it, nor who approves it without the browser's secret", async () => {
  await using app = await startApp();
  const phone = await app.visitor().signIn(EMAIL);
  const { code } = await asking(app);
  await decide(phone, code, "approved");
  const eve = app.visitor();
  await eve.post("/signin/sent", { code });
  await eve.post("/signin/code", { code });
  assert.equal((await eve.get("/account")).status, 303);
  assert.equal((await app.visitor().post("/account/approve", { code })).status, 401);
  const sentAway = await app.visitor().get("/account/approve");
  assert.equal(sentAway.location, "/signin?returnTo=%2Faccount%2Fapprove");
});

Deno.test("somebody else's code is as unknown as a made-up one", async () => {
  await using app = await startApp();
  const eve = await app.visitor().signIn("eve@example.org");
  const { tablet, code } = await asking(app);
  const words = ({ status, text }: { status: number; text: string }) => [
    status,
    text.replaceAll(/[B-Z]{4}-[B-Z]{4}/g, "CODE").replaceAll(/nonce="[^"]*"/g, ""),
  ];
  assert.deepEqual(words(await look(eve, code)), words(await look(eve, "BCDF-GHJK")));
  assert.deepEqual(
    words(await decide(eve, code, "approved")),
    words(await decide(eve, "BCDF-GHJK", "approved")),
  );
  assert.match((await decide(eve, code, "denied")).text, /There is no such code/);
  assert.match((await tablet.get("/signin/sent")).text, /CODE|[B-Z]{4}-[B-Z]{4}/);
  assert.equal((await tablet.post("/signin/sent", {})).location, "/signin/sent");
});

Deno.test("a refused sign-in is over: its link and its digits work no longer, and the browser is told", async () => {
  await using app = await startApp();
  const phone = await app.visitor().signIn(EMAIL);
  const tablet = app.visitor();
  const { token, code: digits } = await tablet.askForMail(EMAIL);
  const code = /[B-Z]{4}-[B-Z]{4}/.exec((await tablet.get("/signin/sent")).text)![0];
  assert.match((await decide(phone, code, "denied")).location, /done=denied/);
  assert.match((await tablet.get("/signin/sent")).text, /was refused/);
  assert.equal((await tablet.post("/signin/code", { code: digits })).status, 410);
  assert.equal((await tablet.post("/signin/link", { token })).status, 410);
  assert.equal((await decide(phone, code, "approved")).status, 404, "nor can it be approved");
});

Deno.test("an approval lives as long as its attempt, and is used once", async () => {
  await using app = await startApp();
  const phone = await app.visitor().signIn(EMAIL);
  const late = await asking(app);
  app.pass(15 * MINUTE + 1000);
  assert.equal((await look(phone, late.code)).status, 404);

  const { tablet, code } = await asking(app);
  await decide(phone, code, "approved");
  const cookie = tablet.cookie;
  const answers = await Promise.all(
    Array.from({ length: 20 }, () =>
      app.visitor().fetch("/signin/sent", {
        method: "POST",
        headers: { origin: app.origin, cookie },
      })),
  );
  assert.equal(answers.filter(({ location }) => location === "/account").length, 1);

  const other = await asking(app);
  await decide(phone, other.code, "approved");
  app.pass(15 * MINUTE + 1000);
  const { location } = await other.tablet.post("/signin/sent", {});
  assert.equal(location, "/signin/sent", "approved, but fetched too late");
});

Deno.test("ten codes an hour can be looked at, in turn or at once", async () => {
  await using app = await startApp();
  const phone = await app.visitor().signIn(EMAIL);
  const { code } = await asking(app);
  const guesses = await Promise.all(Array.from({ length: 15 }, () => look(phone, "BCDF-GHJK")));
  const counts = Map.groupBy(guesses, ({ status }) => status);
  assert.deepEqual([counts.get(404)?.length, counts.get(429)?.length], [10, 5]);
  const eleventh = await look(phone, code);
  assert.equal(eleventh.status, 429, "the right one neither");
  assert.ok(Number(eleventh.headers.get("retry-after")) > 3500);
  app.pass(60 * MINUTE);
  assert.equal((await look(phone, (await asking(app)).code)).status, 200);
});

Deno.test("what the browser says it is stays text on the page that approves", async () => {
  await using app = await startApp();
  const phone = await app.visitor().signIn(EMAIL);
  const tablet = app.visitor();
  await tablet.fetch("/signin", {
    method: "POST",
    body: new URLSearchParams({ email: EMAIL, by: "device" }),
    headers: { origin: app.origin, "user-agent": "<script>alert(1)</script> approve me" },
  });
  const code = /[B-Z]{4}-[B-Z]{4}/.exec((await tablet.get("/signin/sent")).text)![0];
  const { text } = await look(phone, code);
  assert.match(text, /A browser that we do not know/);
  assert.doesNotMatch(text, /approve me/);
});
