/** Deleting an account, and what is left of it. */
import assert from "node:assert/strict";
import { zipSync } from "fflate";
import { PATIENCE, startApp, type TestApp } from "../app.ts";
import { startGemini } from "../fakes/gemini.ts";
import { CLARA } from "../fakes/google.ts";
import { startGoogle } from "../fakes/google.ts";
import { startResend } from "../fakes/resend.ts";
import { startS3 } from "../fakes/s3.ts";
import { ROMANZE } from "../gemini_app.ts";
import { connectGoogle, isIn } from "../google.ts";
import { pdfFile, titlePage } from "../pdf.ts";
import { photo } from "../photos.ts";
import type { Visitor } from "../visitor.ts";

const OLD = "clara@example.org";
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** What is said here of deleting holds when there is nothing to wait for. */
const AT_ONCE = { DELETE_AFTER_DAYS: "0" };

/** All that the database holds, as text. */
async function everything(kv: Deno.Kv): Promise<[string, string][]> {
  const rows = await Array.fromAsync(kv.list({ prefix: [] }, { batchSize: 500 }));
  const whole = { depth: 9, breakLength: Infinity, strAbbreviateSize: 1_000_000 };
  return rows.map(({ key, value }) => [Deno.inspect(key, whole), Deno.inspect(value, whole)]);
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
}

const score = (title: string) =>
  pdfFile(`${title}.pdf`, { words: titlePage(title, "Clara Wieck") });

/** Sends an export of one score that is not in it, so that its name is written down. */
async function bringIn(visitor: Visitor, file: string): Promise<void> {
  const library = { format: "attacca-library", version: 1, collections: [], views: [] };
  const text = JSON.stringify({ ...library, scores: [{ file }] });
  const form = new FormData();
  form.append("file", new File([zipSync({ "attacca.json": new TextEncoder().encode(text) })], "a"));
  const headers = { origin: visitor.origin };
  await visitor.fetch("/account/import", { method: "POST", body: form, headers });
}

/** Deletes, and lets what follows come to its end. */
async function deleteAll(app: TestApp, visitor: Visitor): Promise<void> {
  const answer = await visitor.post("/account/delete", { address: OLD });
  assert.match(answer.location, /^\/deleted\?on=\d{4}-\d\d-\d\d&google=by-hand$/);
  await app.services.jobs.drained();
  app.pass(3 * DAY_MS);
  await app.services.jobs.drained();
  app.pass(6 * MINUTE_MS);
  await app.services.jobs.drained();
}

/** What is logged as an error is of no interest here. */
async function quietly(run: () => Promise<void>): Promise<void> {
  const log = console.error;
  console.error = () => {};
  try {
    await run();
  } finally {
    console.error = log;
  }
}

Deno.test("nothing of a person is left but the audit by a number, and addresses that take no mail by their hash", async () => {
  await quietly(async () => {
    await using google = await startGoogle();
    await using gemini = startGemini();
    gemini.answer(ROMANZE);
    await using resend = startResend();
    await using app = await startApp({
      GOOGLE_CLIENT_ID: google.clientId,
      GOOGLE_CLIENT_SECRET: google.clientSecret,
      GOOGLE_ISSUER: google.origin,
      GEMINI_API_KEY: gemini.key,
      GEMINI_BASE_URL: gemini.origin,
      RESEND_API_KEY: resend.key,
      RESEND_BASE_URL: resend.origin,
      MAIL_FROM: "Attacca <scores@example.org>",
      DELETE_AFTER_DAYS: "3",
    }, { timeoutMs: 3_000 });
    google.redirectUris.push(`${app.origin}/signin/google/callback`);
    const signIn = async (email: string) => {
      const visitor = app.visitor();
      await visitor.post("/signin", { email });
      await app.services.jobs.drained();
      const mail = resend.sent.findLast(({ to }) => to.includes(email))!;
      const [, token] = /signin\/link\?token=([\w-]+)/.exec(mail.text!)!;
      await visitor.post("/signin/link", { token });
      return visitor;
    };
    const eve = await signIn("eve@example.org");
    const kept = await eve.add(score("Evening"));
    const clara = await signIn(OLD);
    await signIn(OLD);
    await connectGoogle(clara, google);
    for (const purpose of ["ai-reading", "ai-explaining", "mail-news"]) {
      await clara.post("/account/consents", { purpose, answer: "yes" });
    }
    await clara.fetch("/uploads", {
      method: "POST",
      headers: { "tus-resumable": "1.0.0", "upload-length": "9", origin: app.origin },
    });
    const ids = [await clara.add(score("Romanze")), await clara.add(score("Impromptu"))];
    const binned = await clara.add(score("Scherzo"));
    await clara.post("/scores/bulk", { act: "delete", id: binned });
    await clara.post(`/scores/${ids[0]}/marks`, { tags: "Matinee", favourite: "yes" });
    await clara.post("/scores/views", { act: "save", name: "For Joseph", question: "tag=Matinee" });
    await clara.post(`/scores/${ids[0]}/collections`, { name: "Düsseldorf" });
    const setlist = { act: "create", name: "Leipzig", kind: "setlist" };
    const { location: gone } = await clara.post("/collections", setlist);
    await clara.post(gone, { act: "delete" });
    const shared = await clara.post(`/scores/${ids[0]}/share`, { whom: "Joseph J.", term: "week" });
    const [, link] = /value="[^"]*(\/shared\/[\w-]{43})"/.exec(shared.text)!;
    await app.visitor().get(link);
    await clara.get(`/scores/${ids[0]}`);
    await clara.post(`/scores/${ids[0]}/place`, { page: "1", crop: "yes" });
    const practised = { day: "2026-01-05", minutes: "25", words: "Slowly" };
    await clara.post(`/scores/${ids[0]}/practice`, practised);
    await clara.get("/scores?q=romanze");
    await clara.get(`/scores/${ids[0]}/pages/1?w=640`);
    await clara.post(`/scores/${ids[0]}/explanation`, {});
    await clara.post("/account/address", { email: "clara@new.example" });
    await clara.post("/scores/samples", { act: "add" });
    const photos = new FormData();
    photos.append("photo", new File([await photo()], "Waldszene.jpg"));
    const headers = { origin: app.origin };
    const drafted = await clara.fetch("/scores/photos", { method: "POST", body: photos, headers });
    await clara.post("/account/export", { act: "make" });
    await bringIn(clara, "Albumblatt.pdf");
    await app.services.jobs.drained();
    // Letters that wait, and a sign-in that nobody has ended.
    await resend.break("500");
    await app.visitor().post("/signin", { email: OLD });
    await clara.post("/account/address", { email: "clara@third.example" });
    await app.services.jobs.drained();
    const [{ key: [, userId] }] = (await Array.fromAsync(
      app.kv.list<{ email: string }>({ prefix: ["users"] }),
    )).filter(({ value }) => value.email === OLD);
    const theirs = [OLD, "clara@third.example", CLARA.sub, ...ids];
    theirs.push("Romanze", "Impromptu", "Scherzo", binned, "Matinee", "For Joseph", String(userId));
    theirs.push("Düsseldorf", "Leipzig", gone.split("/")[2], "Joseph J.", "Slowly");
    for (const kind of ["exports", "imports"]) {
      const [{ value }] = await Array.fromAsync(app.kv.list<{ id: string }>({ prefix: [kind] }));
      theirs.push(value.id);
    }
    theirs.push("Albumblatt.pdf", "Waldszene.jpg", drafted.location.split("/")[3], "Greensleeves");
    for (const title of ["Romanze", "Impromptu", "Scherzo"]) {
      theirs.push(await sha256(await score(title).bytes()));
    }
    const before = await everything(app.kv);
    for (const kind of ["answers", "answer_holders", "explanations", "blobs", "consents"]) {
      assert.ok(before.some(([key]) => key.startsWith(`[ "${kind}"`)), `no ${kind} was ever there`);
    }
    for (const trace of theirs) {
      assert.ok(before.some((row) => row.join().includes(trace)), `${trace} was never there`);
    }
    const others = (rows: [string, string][]) => rows.filter(([key]) => key.includes(kept));

    await resend.mend();
    await new Promise((resolve) => setTimeout(resolve, PATIENCE.breaker.openMs + 50));
    await deleteAll(app, clara);
    app.pass(61 * MINUTE_MS);
    await app.services.jobs.drained();
    await app.services.sweep();

    const left = await everything(app.kv);
    for (const [key, value] of left) {
      for (const trace of theirs) {
        if (!`${key} ${value}`.includes(trace)) continue;
        assert.equal(trace, userId, `${key}: ${value}`);
        assert.match(key, /^\[ "audit(_by)?",/, key);
      }
    }
    assert.equal((await app.visitor().get(link)).status, 404);
    assert.deepEqual(others(left).map(([key]) => key), others(before).map(([key]) => key));
    assert.equal((await eve.get(`/scores/${kept}`)).status, 200);
    const receipts = resend.sent.filter(({ subject }) => /has been deleted/.test(subject));
    assert.equal(receipts.length, 1);
    assert.deepEqual(receipts[0].to, [OLD]);
    assert.match(
      receipts[0].text!,
      /with 5 scores, one collection or setlist, one shared link and /,
    );
    assert.match(receipts[0].text!, /\d MB of files\.$/m);
  });
});

Deno.test("a sign-in that is asked for after the account went is somebody's new beginning: its mail is not taken away", async () => {
  await quietly(async () => {
    await using resend = startResend();
    await using app = await startApp({
      RESEND_API_KEY: resend.key,
      RESEND_BASE_URL: resend.origin,
      MAIL_FROM: "Attacca <scores@example.org>",
      ...AT_ONCE,
    });
    const clara = app.visitor();
    await clara.post("/signin", { email: OLD });
    await app.services.jobs.drained();
    const [, token] = /token=([\w-]+)/.exec(resend.sent[0].text!)!;
    await clara.post("/signin/link", { token });
    await clara.post("/account/delete", { address: OLD });
    await app.services.jobs.drained();
    app.pass(MINUTE_MS);
    await resend.break("500");
    await app.visitor().post("/signin", { email: OLD });
    await app.services.jobs.drained();
    app.pass(5 * MINUTE_MS);
    await app.services.jobs.drained(); // The second look.
    await resend.mend();
    const links = () => resend.sent.filter(({ subject }) => /sign-in link/.test(subject)).length;
    for (let tries = 0; tries < 5 && links() < 2; tries++) {
      app.pass(MINUTE_MS); // A busy machine may take too long the first time.
      await app.services.jobs.drained();
    }
    assert.equal(links(), 2);
  });
});

Deno.test("everybody is signed out at once, and the address begins anew", async () => {
  await quietly(async () => {
    await using app = await startApp(AT_ONCE);
    const clara = await app.visitor().signIn(OLD);
    const phone = await app.visitor().signIn(OLD);
    await clara.add(score("Romanze"));
    const { location } = await clara.post("/account/delete", { address: OLD });
    assert.equal(location, "/deleted");
    assert.equal(await isIn(phone), false);
    assert.equal(await isIn(clara), false);
    assert.match((await clara.get("/deleted")).text, /Your account is deleted/);
    for (const path of ["/deleted", "/deleted?on=2026-12-02&google=failed"]) {
      const { text } = await phone.get(path);
      assert.doesNotMatch(text, /Your account is|signed out everywhere/, "who has deleted nothing");
      assert.match(text, /This page is for who has just deleted an account/);
    }
    const anew = await app.visitor().signIn(OLD);
    await anew.add(score("Romanze")); // The same bytes: nothing of the old account is in the way.
    app.pass(6 * MINUTE_MS);
    await app.services.jobs.drained();
    assert.match((await anew.get("/scores")).text, /Romanze/);
    assert.equal(await isIn(anew), true);
  });
});

Deno.test("a sign-in of the last ten minutes, and the address typed, are wanted [ASVS 5.0 7.5.3]", async () => {
  await using app = await startApp(AT_ONCE);
  const clara = await app.visitor().signIn(OLD);
  app.pass(10 * MINUTE_MS - 5_000);
  assert.match((await clara.get("/account/delete")).text, /type your address/);
  app.pass(6_000);
  const late = await clara.get("/account/delete");
  assert.match(late.text, /href="\/signin\?again=1&amp;returnTo=%2Faccount%2Fdelete"/);
  assert.doesNotMatch(late.text, /type your address/);
  assert.equal((await clara.post("/account/delete", { address: OLD })).status, 403);
  await clara.signIn(OLD);
  const page = await clara.get("/account/delete");
  assert.match(page.text, /type your address/);
  assert.match(page.text, /cannot be undone/);
  for (const address of ["", "clara", "eve@example.org"]) {
    const answer = await clara.post("/account/delete", { address });
    assert.equal(answer.status, 422, address);
    assert.match(answer.text, /This is not the address of your account/);
  }
  const forged = { method: "POST", headers: { origin: "https://evil.example" } };
  assert.equal((await clara.fetch("/account/delete", forged)).status, 403);
  assert.equal(await isIn(clara), true);
  await quietly(async () => {
    const answer = await clara.post("/account/delete", { address: " Clara@Example.org " });
    assert.equal(answer.location, "/deleted");
  });
});

Deno.test("who has changed the address lately cannot delete what the mailbox before can still take back", async () => {
  await quietly(async () => {
    await using app = await startApp(AT_ONCE);
    const clara = await app.visitor().signIn(OLD);
    await clara.post("/account/address", { email: "eve@example.org" });
    const pages = (await clara.mails()).filter(({ to }) => [OLD, "eve@example.org"].includes(to))
      .flatMap(({ text }) => /\/address\?token=([\w.-]+)/.exec(text)?.[1] ?? []);
    for (const token of pages) await clara.post("/address", { token, answer: "yes" });
    const gone = { address: "eve@example.org" };
    const eve = await app.visitor().signIn(gone.address);
    const answer = await eve.post("/account/delete", gone);
    assert.equal(answer.status, 409);
    assert.match(answer.text, /changed less than a week ago/);
    app.pass(7 * 24 * 60 * MINUTE_MS + 1000);
    await eve.signIn(gone.address);
    assert.equal((await eve.post("/account/delete", gone)).location, "/deleted");
  });
});

Deno.test("the job goes on where it broke off, and may run twice", async () => {
  await quietly(async () => {
    await using app = await startApp(AT_ONCE);
    const clara = await app.visitor().signIn(OLD);
    for (const title of ["One", "Two", "Three"]) await clara.add(score(title));
    // The database goes away at the second file.
    const { kv } = app;
    const list = kv.list.bind(kv);
    let files = 0;
    kv.list = ((selector, options) => {
      const [kind] = "prefix" in selector ? selector.prefix : [];
      if (kind === "blob_sizes" && ++files === 2) throw new TypeError("the database is away");
      return list(selector, options);
    }) as typeof list;
    await clara.post("/account/delete", { address: OLD });
    await app.services.jobs.drained();
    assert.equal(files, 2);
    assert.notDeepEqual(await Array.fromAsync(list({ prefix: ["blobs"] })), []);
    for (let n = 0; n < 4; n++) {
      app.pass(11 * MINUTE_MS);
      await app.services.jobs.drained();
    }
    for (const kind of ["scores", "scores_by", "blobs", "blob_sizes", "uploads", "jobs"]) {
      assert.deepEqual(await Array.fromAsync(kv.list({ prefix: [kind] })), [], kind);
    }
    const mails = await clara.mails();
    assert.equal(mails.filter(({ subject }) => /has been deleted/.test(subject)).length, 1);
  });
});

Deno.test("an upload that ends after its account leaves nothing", async () => {
  await quietly(async () => {
    await using app = await startApp(AT_ONCE);
    const clara = await app.visitor().signIn(OLD);
    const bytes = await score("Late").bytes();
    const boundary = "----late";
    const head = new TextEncoder().encode(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="late.pdf"\r\n` +
        "content-type: application/pdf\r\n\r\n",
    );
    const gone = Promise.withResolvers<void>();
    const body = ReadableStream.from((async function* () {
      yield head;
      yield bytes.slice(0, 500);
      await gone.promise;
      yield bytes.slice(500);
      yield new TextEncoder().encode(`\r\n--${boundary}--\r\n`);
    })());
    const upload = clara.fetch("/scores", {
      method: "POST",
      body,
      headers: {
        origin: app.origin,
        accept: "application/json",
        "content-type": `multipart/form-data; boundary=${boundary}`,
      },
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const other = app.visitor();
    await other.fetch("/account/delete", {
      method: "POST",
      body: new URLSearchParams({ address: OLD }),
      headers: { origin: app.origin, cookie: clara.cookie },
    });
    gone.resolve();
    const answer = await upload;
    assert.match(answer.text, /signed_out/);
    app.pass(6 * MINUTE_MS);
    await app.services.jobs.drained();
    for (const kind of ["scores", "scores_by", "blobs", "blob_sizes", "uploads"]) {
      assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix: [kind] })), [], kind);
    }
  });
});

// Regression: a list of their own came into being again, for 400 days, where the store was away for
// longer than the second look: what it was asked then was written down after the list had gone.
Deno.test("what a store of files is asked to take away late is on no list of a person who is gone", async () => {
  await quietly(async () => {
    await using s3 = startS3();
    await using app = await startApp({ ...s3.env, ...AT_ONCE });
    const clara = await app.visitor().signIn(OLD);
    await clara.add(score("Romanze"));
    await app.services.originals.move();
    assert.equal(s3.files.size, 1);
    await s3.break("500");
    await clara.post("/account/delete", { address: OLD });
    await app.services.jobs.drained();
    app.pass(11 * MINUTE_MS);
    await s3.mend();
    await new Promise((resolve) => setTimeout(resolve, PATIENCE.breaker.openMs + 50));
    await app.services.jobs.drained();
    await app.services.ledger.page("nobody", null); // Writes down what was counted.
    app.pass(11 * MINUTE_MS);
    await app.services.jobs.drained();
    await app.services.ledger.page("nobody", null); // Writes down what was counted.
    assert.equal(s3.files.size, 0);
    assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix: ["audit_of"] })), []);
    assert.notDeepEqual(await Array.fromAsync(app.kv.list({ prefix: ["audit"] })), []);
  });
});
