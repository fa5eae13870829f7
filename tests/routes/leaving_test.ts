/** What holds while an account waits to be deleted, and changing one's mind. */
import assert from "node:assert/strict";
import { startApp, type TestApp } from "../app.ts";
import { consent, withGemini } from "../gemini_app.ts";
import { isIn } from "../google.ts";
import { pdfFile, titlePage } from "../pdf.ts";
import { quietly } from "../quiet.ts";
import type { Visitor } from "../visitor.ts";

const EMAIL = "clara@example.org";
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const words = titlePage("Romanze", "Clara Wieck");

const ask = (visitor: Visitor) => visitor.post("/account/delete", { address: EMAIL });
const keep = (visitor: Visitor) => visitor.post("/account/leaving", { act: "keep" });

/** "2 December 2026", so many days from now by the app's clock. */
function dayIn(app: TestApp, days: number): string {
  const at = app.services.world.now() + days * DAY_MS;
  return new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" }).format(at);
}

/** How many rows of some kinds there are. */
async function rows(app: TestApp, ...kinds: string[]): Promise<number> {
  const lists = kinds.map((kind) => Array.fromAsync(app.kv.list({ prefix: [kind] })));
  return (await Promise.all(lists)).flat().length;
}

/** Lets so much time go by, and what is due then be done. */
async function pass(app: TestApp, ms: number): Promise<void> {
  app.pass(ms);
  await quietly(() => app.services.jobs.drained());
}

Deno.test("the account goes after a week, everybody is out at once, and a letter says when and how to keep it", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn(EMAIL);
  const phone = await app.visitor().signIn(EMAIL);
  await clara.add(await pdfFile("a.pdf", { words }));
  assert.match((await clara.get("/account/delete")).text, /For 7 days you can change your mind/);
  const day = dayIn(app, 7);
  const { location } = await ask(clara);
  assert.match(location, /^\/deleted\?on=\d{4}-\d\d-\d\d$/);
  for (const visitor of [clara, phone]) assert.equal(await isIn(visitor), false);
  const told = (await clara.get(location)).text;
  assert.match(told, /Your account is going/);
  assert.ok(told.includes(day), day);
  const [mail] = await clara.mails();
  assert.deepEqual([mail.to, mail.subject], [EMAIL, `Your account will be deleted on ${day}`]);
  assert.match(mail.text, /^http\S+\/account\/leaving$/m);

  await pass(app, 7 * DAY_MS - MINUTE_MS);
  assert.equal(await rows(app, "users", "scores"), 2);
  await pass(app, 2 * MINUTE_MS);
  await pass(app, 6 * MINUTE_MS);
  assert.equal(await rows(app, "users", "users_by_email", "scores", "blobs", "jobs"), 0);
  assert.equal((await clara.mails())[0].subject, "Your account has been deleted");
});

Deno.test("while it waits every page leads to the one where it can be kept, and a program is told so", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn(EMAIL);
  const id = await clara.add(await pdfFile("a.pdf", { words }));
  await ask(clara);
  await clara.signIn(EMAIL);
  for (
    const path of ["/", "/scores", `/scores/${id}`, "/account", "/account/delete", "/scores/new"]
  ) {
    const { status, location } = await clara.get(path);
    assert.deepEqual([status, location], [303, "/account/leaving"], path);
  }
  const page = await clara.get("/account/leaving");
  assert.equal(page.status, 200);
  assert.ok(page.text.includes(dayIn(app, 7)));
  assert.match(page.text, /Keep my account/);
  assert.match(page.text, /Delete it now/);
  for (const path of ["/privacy", "/status"]) {
    assert.equal((await clara.get(path)).status, 200, path);
  }
  assert.notEqual((await clara.get("/account/export")).status, 303);

  const json = await clara.get(`/scores/${id}/metadata`, { accept: "application/json" });
  assert.equal(json.status, 403);
  assert.equal(JSON.parse(json.text).code, "account_leaving");
  const late = await clara.upload([await pdfFile("b.pdf", { words })], { json: true });
  assert.deepEqual([late.status, JSON.parse(late.text).code], [403, "account_leaving"]);
  for (const path of ["/account/consents", `/scores/${id}`, "/account/address"]) {
    assert.equal(
      (await clara.post(path, { purpose: "ai-reading", answer: "yes" })).status,
      403,
      path,
    );
  }
  assert.equal((await clara.post("/signout", {})).status, 303);
  assert.equal((await app.visitor().get("/account/leaving")).status, 303);
});

Deno.test("whoever keeps it has all as it was, and the day goes by; asked again, it has a day of its own", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn(EMAIL);
  const id = await clara.add(await pdfFile("a.pdf", { words }));
  await ask(clara);
  app.pass(2 * DAY_MS);
  await clara.signIn(EMAIL);
  assert.equal((await keep(clara)).location, "/account?kept=yes");
  assert.match((await clara.get("/account?kept=yes")).text, /Your account stays/);
  assert.equal((await clara.get(`/scores/${id}`)).status, 200);
  assert.equal((await clara.get("/account/leaving")).location, "/account");

  await ask(await clara.signIn(EMAIL));
  await pass(app, 6 * DAY_MS); // The first one's day.
  await clara.signIn(EMAIL);
  assert.equal((await clara.get("/scores")).location, "/account/leaving");
  await keep(clara);
  await pass(app, 30 * DAY_MS);
  await clara.signIn(EMAIL);
  assert.match((await clara.get("/scores")).text, /Romanze/);
  assert.equal(await rows(app, "jobs"), 0);
});

Deno.test("a link shows nothing while its owner is leaving, and all again when they stay", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn(EMAIL);
  const id = await clara.add(await pdfFile("a.pdf", { words }));
  const made = await clara.post(`/scores/${id}/share`, {
    whom: "Joseph",
    term: "month",
    download: "yes",
  });
  const [, link] = /value="[^"]*(\/shared\/[\w-]{43})"/.exec(made.text)!;
  const joseph = app.visitor();
  const paths = [link, `${link}/1/pages/1?w=640`, `${link}/1/file`];
  for (const path of paths) assert.equal((await joseph.get(path)).status, 200, path);
  await ask(clara);
  for (const path of paths) assert.equal((await joseph.get(path)).status, 410, path);
  await keep(await clara.signIn(EMAIL));
  for (const path of paths) assert.equal((await joseph.get(path)).status, 200, path);
});

Deno.test("it can be ended at once, after a sign-in of the last ten minutes", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn(EMAIL);
  await ask(clara);
  await clara.signIn(EMAIL);
  app.pass(11 * MINUTE_MS);
  const late = await clara.get("/account/leaving");
  assert.match(late.text, /href="\/signin\?again=1&amp;returnTo=%2Faccount%2Fleaving"/);
  assert.doesNotMatch(late.text, />Delete it now</);
  const end = () => clara.post("/account/leaving", { act: "delete" });
  assert.equal((await end()).status, 403);
  await clara.signIn(EMAIL);
  assert.equal((await end()).location, "/deleted");
  assert.equal(await rows(app, "users"), 0);
  await pass(app, 6 * MINUTE_MS);
  assert.equal((await clara.mails())[0].subject, "Your account has been deleted");
  await pass(app, 8 * DAY_MS);
  assert.equal(await rows(app, "jobs", "sessions"), 0);
});

Deno.test("kept at the moment that it is to go, it stays whole or goes whole", async () => {
  for (let n = 0; n < 6; n++) {
    await using app = await startApp();
    const clara = await app.visitor().signIn(EMAIL);
    await clara.add(await pdfFile("a.pdf", { words }));
    await ask(clara);
    app.pass(7 * DAY_MS - MINUTE_MS);
    await clara.signIn(EMAIL);
    app.pass(MINUTE_MS);
    const later = new Promise((resolve) => setTimeout(resolve, n));
    const go = () => quietly(() => app.services.jobs.drained());
    const [kept] = await Promise.all([
      n % 2 === 0 ? keep(clara) : later.then(() => keep(clara)),
      n % 2 === 0 ? later.then(go) : go(),
    ]);
    await pass(app, 6 * MINUTE_MS);
    await pass(app, DAY_MS);
    const left = await rows(app, "users", "scores");
    if (kept.status === 303 && kept.location === "/account?kept=yes") assert.equal(left, 2);
    else assert.equal(left, 0, `${kept.status} ${kept.location}`);
  }
});

Deno.test("asked for by two windows at once, it is one deletion with one letter", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn(EMAIL);
  const cookie = clara.cookie;
  const posts = Array.from({ length: 4 }, () =>
    app.visitor().fetch("/account/delete", {
      method: "POST",
      body: new URLSearchParams({ address: EMAIL }),
      headers: { origin: app.origin, cookie },
    }));
  await Promise.all(posts);
  const letters = (await clara.mails()).filter(({ subject }) => /will be deleted/.test(subject));
  assert.equal(letters.length, 1);
  assert.equal(await rows(app, "jobs"), 1);
});

Deno.test("a database that is away on the day does not save the account", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn(EMAIL);
  await ask(clara);
  await clara.mails();
  const { kv } = app;
  const list = kv.list.bind(kv);
  let away = true;
  kv.list = ((selector, options) => {
    const [kind] = "prefix" in selector ? selector.prefix : [];
    if (away && kind === "collections") throw new TypeError("the database is away");
    return list(selector, options);
  }) as typeof list;
  for (let n = 0; n < 12; n++) await pass(app, n === 0 ? 7 * DAY_MS : 11 * MINUTE_MS);
  assert.equal(await rows(app, "users"), 1);
  away = false;
  await pass(app, 11 * MINUTE_MS);
  await pass(app, 6 * MINUTE_MS);
  assert.equal(await rows(app, "users", "jobs", "jobs_dead"), 0);
});

Deno.test("what was allowed is taken back at once: nothing more is sent to Gemini, also of what waited", async () => {
  await withGemini(async ({ app, gemini, clara }) => {
    await consent(clara, "yes");
    await gemini.break("503");
    const id = await clara.add(await pdfFile("a.pdf", { words }));
    await ask(clara);
    await gemini.mend();
    const before = gemini.requests.length;
    await pass(app, 40 * MINUTE_MS);
    await pass(app, DAY_MS);
    const sent = gemini.requests.slice(before).filter(({ path }) => /generateContent/i.test(path));
    assert.deepEqual(sent, []);
    assert.equal(await rows(app, "consents"), 0);
    await keep(await clara.signIn(EMAIL));
    assert.match((await clara.get(`/scores/${id}`)).text, /May Gemini read your scores as well/);
  });
});

Deno.test("an address that changes while the account waits is not taken away before the mailbox before can speak", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn(EMAIL);
  await clara.post("/account/address", { email: "eve@example.org" });
  const pages = (await clara.mails()).flatMap(({ text }) =>
    /\/address\?token=([\w.-]+)/.exec(text)?.[1] ?? []
  );
  await ask(clara);
  app.pass(20 * 60 * MINUTE_MS);
  for (const token of pages) await clara.post("/address", { token, answer: "yes" });
  await pass(app, 6 * DAY_MS + 5 * 60 * MINUTE_MS); // Its day has come.
  assert.equal(await rows(app, "users"), 1);
  await pass(app, DAY_MS);
  await pass(app, 6 * MINUTE_MS);
  assert.equal(await rows(app, "users", "jobs"), 0);
});

Deno.test("an account that is disabled while it waits goes on its day all the same", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn(EMAIL);
  await clara.add(await pdfFile("a.pdf", { words }));
  await ask(clara);
  const [{ key, value }] = await Array.fromAsync(app.kv.list<object>({ prefix: ["users"] }));
  await app.kv.set(key, { ...value, disabledAt: app.services.world.now() });
  await pass(app, 6 * DAY_MS);
  assert.equal(await rows(app, "scores"), 1);
  await pass(app, DAY_MS + MINUTE_MS);
  await pass(app, 6 * MINUTE_MS);
  assert.equal(await rows(app, "users", "scores", "blobs", "jobs"), 0);
});
