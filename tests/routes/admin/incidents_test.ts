/** Incidents at the desk, and what of them everybody is told. */
import assert from "node:assert/strict";
import { createStore } from "../../../store/store.ts";
import { startApp, type TestApp } from "../../app.ts";
import { OPERATOR, operator } from "../../operator.ts";
import type { Visitor } from "../../visitor.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Opens one by hand; gives its path. */
async function open(robert: Visitor, fields: Record<string, string> = {}): Promise<string> {
  const { status, location } = await robert.post("/admin/incidents", {
    title: "Uploads fail",
    about: "house",
    severity: "major",
    shown: "yes",
    ...fields,
  });
  assert.equal(status, 303);
  return location;
}

/** The status page as everybody sees it, read anew. */
async function status(app: TestApp): Promise<string> {
  app.pass(6_000);
  const visitor = app.visitor();
  await visitor.get("/status");
  return (await visitor.get("/status")).text;
}

const deeds = async (app: TestApp) =>
  (await createStore(app.kv).deeds.between(0, app.services.world.now() + 1, 100))
    .map(({ what }) => what).reverse();

Deno.test("an incident that a person opens is told, mailed to operators, and closed by a person", async () => {
  await using app = await startApp(OPERATOR);
  const robert = await operator(app);
  const path = await open(robert);
  const told = await status(app);
  assert.match(told, /Something is not as it should be\..*Uploads fail.*Something does not work/s);
  const mails = (await robert.mails()).filter(({ subject }) => subject.includes("Uploads"));
  assert.deepEqual(mails.map(({ to, subject }) => [to, subject]), [
    ["robert@example.org", "Incident: Uploads fail"],
  ]);
  // The watch knows nothing of it, and leaves it alone.
  app.pass(20 * MINUTE_MS);
  await app.services.watch.look();
  assert.match((await robert.get(path)).text, /Something does not work.*It is over: close it/s);
  await robert.post(path, { do: "close" });
  const closed = (await robert.get(path)).text;
  assert.match(closed, /Over\. It lasted 20 minutes\./);
  assert.doesNotMatch(closed, /close it/);
  assert.equal((await robert.post(path, { do: "close" })).status, 409);
  assert.match(await status(app), /Everything works\..*The last 90 days.*Uploads fail.*Over/s);
  assert.deepEqual(await deeds(app), ["incident-opened", "incident-closed"]);
});

Deno.test("an incident is told on the status page only where its person says so", async () => {
  await using app = await startApp(OPERATOR);
  const robert = await operator(app);
  const path = await open(robert, { shown: "" });
  const silent = await status(app);
  assert.doesNotMatch(silent, /Uploads fail/);
  assert.match(silent, /Everything works/);
  await robert.post(path, { do: "note", text: "We are at it.", public: "yes" });
  assert.match((await robert.get(path)).text, /Public, once the status page tells the incident/);
  assert.doesNotMatch(await status(app), /We are at it/);
  await robert.post(path, { do: "show" });
  assert.match(await status(app), /Uploads fail/);
  await robert.post(path, { do: "hide" });
  assert.doesNotMatch(await status(app), /Uploads fail/);
});

Deno.test("a note is for operators until it is public, and can be taken back", async () => {
  await using app = await startApp(OPERATOR);
  const robert = await operator(app);
  const path = await open(robert);
  await robert.post(path, { do: "note", text: "The disk <b>is</b> full", public: "no" });
  await robert.post(path, { do: "note", text: "We are at it.\r\nSoon more.", public: "yes" });
  const desk = (await robert.get(path)).text;
  assert.match(desk, /The disk &lt;b>is&lt;\/b> full/);
  const told = await status(app);
  assert.match(told, /We are at it\.\nSoon more\./);
  assert.doesNotMatch(told, /disk/);
  const [secret] = [...desk.matchAll(/name="note" value="([^"]+)"/g)].map(([, id]) => id);
  await robert.post(path, { do: "note-public", note: secret });
  assert.match(await status(app), /The disk &lt;b>/);
  await robert.post(path, { do: "note-internal", note: secret });
  assert.doesNotMatch(await status(app), /disk/);
  assert.deepEqual((await deeds(app)).slice(1), [
    "note-added",
    "note-added",
    "note-published",
    "note-taken-back",
  ]);
});

Deno.test("a note has 1 to 2,000 characters; what was typed is there again", async () => {
  await using app = await startApp(OPERATOR);
  const robert = await operator(app);
  const path = await open(robert);
  assert.equal((await robert.post(path, { do: "note", text: " " })).status, 422);
  assert.equal((await robert.post(path, { do: "note", text: "x".repeat(2_000) })).status, 303);
  const long = await robert.post(path, { do: "note", text: "y".repeat(2_001), public: "yes" });
  assert.equal(long.status, 422);
  assert.match(long.text, /A note has at most 2,000 characters/);
  assert.match(long.text, /y{2001}<\/textarea>/);
  assert.equal((await robert.post("/admin/incidents", { title: " " })).status, 422);
  assert.equal((await robert.get("/admin/incidents/made-up")).status, 404);
});

// Two clicks, or two operators, opened two incidents, and everybody was mailed twice.
Deno.test("what is opened twice is one incident, as long as it lasts", async () => {
  await using app = await startApp(OPERATOR);
  const robert = await operator(app);
  const [one, other] = await Promise.all([open(robert), open(robert, { title: "uploads  fail" })]);
  assert.equal(one, other);
  assert.notEqual(await open(robert, { about: "resend" }), one);
  await robert.post(one, { do: "close" });
  assert.notEqual(await open(robert), one);
});

Deno.test("no address is published by accident", async () => {
  await using app = await startApp(OPERATOR);
  const robert = await operator(app);
  const titled = { title: "Mail to clara@example.org fails", shown: "yes" };
  const asked = await robert.post("/admin/incidents", titled);
  assert.equal(asked.status, 422);
  assert.match(asked.text, /looks like the address of a person.*name="sure"/s);
  const path = await open(robert);
  const texts = [
    "ask clara@example.org",
    "10.0.0.12 is away",
    "2001:db8:0:0:1::1 is away",
    "2001:db8::1 is away",
    "RESEND_API_KEY=re_AbCdEf01_23456789 was refused",
    `the link was /signin/link?token=${"aB3-".repeat(10)}xyz`,
  ];
  for (const text of texts) {
    const refused = await robert.post(path, { do: "note", text, public: "yes" });
    assert.equal(refused.status, 422, text);
    assert.match(refused.text, /name="sure"/);
  }
  await robert.post(path, { do: "note", text: "ask clara@example.org", public: "no" });
  const [, note] = /name="note" value="([^"]+)"/.exec((await robert.get(path)).text)!;
  const again = await robert.post(path, { do: "note-public", note });
  assert.equal(again.status, 422);
  assert.match(again.text, /name="sure"/);
  assert.doesNotMatch(await status(app), /clara@/);
  await robert.post(path, { do: "note-public", note, sure: "yes" });
  assert.match(await status(app), /clara@/);
  const plain = "From 12:30:05 to 13:05:00 std::map of 2 was slow; retry 10.5 later: done";
  assert.equal((await robert.post(path, { do: "note", text: plain, public: "yes" })).status, 303);
});

Deno.test("a review is a draft until it is published, stays as it was published, and can be taken back", async () => {
  await using app = await startApp(OPERATOR);
  const robert = await operator(app);
  const path = await open(robert);
  const review = `${path}/review`;
  const typed = { happened: "The disk was full.", why: "Nobody looked.", who: "Robert, Friday" };
  await robert.post(review, { do: "save", ...typed });
  assert.match((await robert.get(review)).text, /The disk was full\.<\/textarea>/);
  const early = await robert.post(review, { do: "publish", ...typed });
  assert.equal(early.status, 409);
  assert.doesNotMatch(await status(app), /disk was full/);
  await robert.post(path, { do: "close" });
  await robert.post(review, { do: "publish", ...typed });
  const told = await status(app);
  assert.match(told, /What we learned.*What happened.*The disk was full.*by when.*Friday/s);
  assert.doesNotMatch(told, /What we change/);
  await robert.post(review, { do: "save", ...typed, why: "Not yet for everybody." });
  assert.doesNotMatch(await status(app), /Not yet/);
  const address = { ...typed, why: "Because of clara@example.org" };
  assert.equal((await robert.post(review, { do: "publish", ...address })).status, 422);
  await robert.post(review, { do: "take-back" });
  assert.doesNotMatch(await status(app), /What we learned/);
  assert.match((await robert.get(review)).text, /Not yet for everybody\./);
  const long = { do: "save", happened: "x".repeat(2_001) };
  assert.equal((await robert.post(review, long)).status, 422);
});

Deno.test("of two who write a review at once the second one learns of the first, and loses nothing", async () => {
  await using app = await startApp(OPERATOR);
  const robert = await operator(app);
  const review = `${await open(robert)}/review`;
  const seen = () =>
    robert.get(review).then(({ text }) => /name="seen" value="(\d+)"/.exec(text)![1]);
  const first = await seen();
  assert.equal((await robert.post(review, { do: "save", seen: first, why: "One." })).status, 303);
  const second = await robert.post(review, { do: "save", seen: first, why: "Other." });
  assert.equal(second.status, 409);
  assert.match(second.text, /Somebody else has saved.*Other\.<\/textarea>/s);
  assert.match((await robert.get(review)).text, /One\.<\/textarea>/);
  const again = await robert.post(review, { do: "save", seen: await seen(), why: "Both." });
  assert.equal(again.status, 303);
});

Deno.test("a review that is as long as it may be fits, draft and published", async () => {
  await using app = await startApp(OPERATOR);
  const robert = await operator(app);
  const path = await open(robert);
  await robert.post(path, { do: "close" });
  const parts = ["happened", "noticed", "lasted", "why", "change", "who"];
  const all = Object.fromEntries(parts.map((part) => [part, "ж".repeat(2_000)]));
  for (const act of ["publish", "save"]) {
    assert.equal((await robert.post(`${path}/review`, { do: act, ...all })).status, 303);
  }
});

Deno.test("the watch's own incidents take notes while they go on, and cannot be closed by hand", async () => {
  await using app = await startApp({
    ...OPERATOR,
    GOOGLE_CLIENT_ID: "client-of-this-test",
    GOOGLE_CLIENT_SECRET: "secret-of-this-test",
  });
  const robert = await operator(app);
  const { incidents, world } = app.services;
  const since = world.now() - 20 * MINUTE_MS;
  await incidents.takeIn("google-oauth", new Map([["failing", since]]));
  const [, path] = /href="(\/admin\/incidents\/[0-9a-z]{26})"/.exec(
    (await robert.get("/admin/incidents")).text,
  )!;
  assert.equal((await robert.post(path, { do: "close" })).status, 409);
  await robert.post(path, { do: "note", text: "We wrote to them.", public: "yes" });
  app.pass(MINUTE_MS);
  await incidents.takeIn("google-oauth", new Map());
  app.pass(6 * MINUTE_MS);
  await incidents.takeIn("google-oauth", new Map());
  const { text } = await robert.get(path);
  assert.match(text, /Google is not answering.*We wrote to them.*Over\. It lasted 21 minutes/s);
  assert.match(await status(app), /We wrote to them/);
});

Deno.test("what is written about an incident runs out with it", async () => {
  await using app = await startApp(OPERATOR);
  const robert = await operator(app);
  const path = await open(robert);
  const id = path.split("/").at(-1)!;
  await robert.post(path, { do: "note", text: "While it goes on." });
  await robert.post(path, { do: "close" });
  await robert.post(path, { do: "note", text: "Afterwards." });
  await robert.post(`${path}/review`, { do: "save", why: "Because." });
  // The database tells nobody when a row runs out, so what is written is looked at.
  const store = createStore(app.kv);
  const aged: string[] = [];
  const operation = {
    set: (key: string[], _: unknown, { expireIn }: { expireIn: number }) => {
      assert.equal(expireIn, 120 * DAY_MS);
      aged.push(key[0]);
    },
  };
  const fake = operation as unknown as Deno.AtomicOperation;
  await store.incidentPapers.age(fake, id, 120 * DAY_MS);
  assert.deepEqual(aged, ["incident_notes", "incident_notes", "incident_reviews"]);
});
