/** What of a person's has left the house, as they see it; and what is said of it to everybody. */
import assert from "node:assert/strict";
import { startApp } from "../app.ts";
import { startGemini } from "../fakes/gemini.ts";
import { type FakeResend, startResend } from "../fakes/resend.ts";
import { startS3 } from "../fakes/s3.ts";
import { ROMANZE } from "../gemini_app.ts";
import { pdfFile, titlePage } from "../pdf.ts";
import { quietly } from "../quiet.ts";
import type { Visitor } from "../visitor.ts";

const EMAIL = "clara@example.org";
const DAY_MS = 86_400_000;

const text = (page: string) => page.replace(/<[^>]+>/g, "").replaceAll("&#39;", "'");

/** Signs in by the mail that really went out. */
async function signIn(
  visitor: Visitor,
  resend: FakeResend,
): Promise<Visitor> {
  await visitor.post("/signin", { email: EMAIL });
  await visitor.services.jobs.drained();
  const [, token] = /token=([\w-]+)/.exec(resend.sent.at(-1)!.text!)!;
  await visitor.post("/signin/link", { token });
  return visitor;
}

Deno.test("each time that something of a person's left the house they see when, to whom, what for, how much, and what came of it", async () => {
  await quietly(async () => {
    await using gemini = startGemini();
    await using resend = await startResend();
    await using s3 = startS3();
    await using app = await startApp({
      ...s3.env,
      GEMINI_API_KEY: gemini.key,
      GEMINI_BASE_URL: gemini.origin,
      RESEND_API_KEY: resend.key,
      RESEND_BASE_URL: resend.origin,
      MAIL_FROM: "Attacca <scores@example.org>",
    }, { timeoutMs: 3_000, retry: { attempts: 0, firstWaitMs: 1, longestWaitMs: 1 } });
    gemini.answer(ROMANZE);
    const clara = await signIn(app.visitor(), resend);
    assert.match(text((await clara.get("/account/ledger")).text), /Nothing of yours has been sent/);

    await clara.post("/account/consents", { purpose: "ai-reading", answer: "yes" });
    const file = pdfFile("r.pdf", { words: titlePage("Romanze", "Clara Wieck") });
    const id = await clara.add(file);
    await app.services.originals.move();
    await gemini.break("500");
    await clara.add(pdfFile("i.pdf", { words: titlePage("Impromptu", "Clara Wieck") }));
    await signIn(app.visitor(), resend);

    const page = (await clara.get("/account/ledger")).text;
    const rows = [...page.matchAll(/<li class="border-b border-rule py-3[\s\S]*?<\/li>/g)]
      .map(([row]) => text(row));
    const row = (pattern: RegExp) =>
      assert.ok(rows.some((one) => pattern.test(one)), `${pattern}\n${rows.join("\n")}`);
    row(/^To Resend.*A mail: your sign-in link\d.*(bytes|kB)\. It arrived\.$/);
    row(
      /^To Gemini.*Pictures of the first pages of a score, to be read: Romanze\d+ kB\. It arrived\.$/,
    );
    row(/^To Gemini.*to be read: Impromptu.*They could not be reached, or failed/);
    row(/^To The store for files.*A file of yours, to be kept: Romanze/);
    assert.match(page, new RegExp(`href="/scores/${id}"`));
    assert.equal(gemini.requests.filter(({ method }) => method === "POST").length >= 2, true);

    const fanny = await signIn(app.visitor(), resend);
    assert.equal(
      (await fanny.get("/account/ledger")).text.includes("Romanze"),
      true,
      "the same person",
    );
    assert.equal((await app.visitor().get("/account/ledger")).status, 303);
  });
});

Deno.test("a long list comes in pages, each entry once, and another's is never in it", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn(EMAIL);
  const other = await app.visitor().signIn("fanny@example.org");
  const now = Date.now();
  const entry = (subject: string, n: number) => ({
    id: `01k0${String(n).padStart(22, "0")}`,
    at: now - n * 1000,
    integration: "gemini",
    operation: "read-score",
    subject,
    outcome: "ok",
    ms: 1,
    attempts: 1,
    tokens: 1,
    bytes: n,
  });
  const { store } = await storeOf(app.kv);
  const ids = Object.fromEntries(
    (await Array.fromAsync(app.kv.list<{ id: string; email: string }>({ prefix: ["users"] })))
      .map(({ value }) => [value.email, value.id]),
  );
  await store.audit.add(Array.from({ length: 60 }, (_, n) => entry(ids[EMAIL], n + 1)));
  await store.audit.add(Array.from({ length: 60 }, (_, n) => entry(ids[EMAIL], n + 61)));
  await store.audit.add([entry(ids["fanny@example.org"], 999)]);
  const seen: string[] = [];
  let path: string | undefined = "/account/ledger";
  for (let pages = 0; path !== undefined; pages++) {
    assert.ok(pages < 4);
    const { text: page } = await clara.get(path);
    seen.push(...Array.from(page.matchAll(/(\d+) bytes|one byte/g), ([word]) => word));
    path = /href="(\/account\/ledger\?from=[^"]+)"/.exec(page)?.[1];
  }
  assert.equal(seen.length, 120);
  assert.equal(new Set(seen).size, 120);
  assert.match((await other.get("/account/ledger")).text, /999 bytes/);
  assert.equal((await clara.get("/account/ledger?from=x")).status, 400);
});

async function storeOf(kv: Deno.Kv) {
  const { createStore } = await import("../../store/store.ts");
  return { store: createStore(kv) };
}

Deno.test("what is over is taken away also where its row knows no end, as after a restore", async () => {
  await using app = await startApp();
  await app.visitor().signIn(EMAIL);
  const { store } = await storeOf(app.kv);
  const old = Date.now();
  const key = "01k00000000000000000000000";
  const row = { id: key, at: old, integration: "gemini", operation: "x", subject: "p" };
  await app.kv.set(["audit", old, key], row);
  await app.kv.set(["audit_of", "p", old, key], row);
  await app.kv.set(["deeds", old, key], row);
  // What names somebody, or is a sum of their address.
  await app.kv.set(["address_changes", "p"], { from: EMAIL, doneAt: old, expiresAt: old + DAY_MS });
  await app.kv.set(["explanations", "p", "s"], { text: "In A major", updatedAt: old });
  await app.kv.set(["allowances", "a hash", "sign-in", DAY_MS], [old]);
  await app.kv.set(["left_addresses", "a hash"], old);
  await app.kv.set(["oauth_states", "a hash"], { session: key, expiresAt: old + DAY_MS });
  const count = async (kind: string) =>
    (await Array.fromAsync(app.kv.list({ prefix: [kind] }))).length;
  const short = ["address_changes", "explanations", "allowances", "left_addresses", "oauth_states"];
  app.pass(DAY_MS / 2);
  await app.services.sweep();
  for (const kind of short) assert.ok(await count(kind) > 0, kind);
  app.pass(398 * DAY_MS);
  await app.services.sweep();
  for (const kind of short) assert.equal(await count(kind), 0, kind);
  assert.deepEqual([await count("audit"), await count("audit_of")], [1, 1]);
  assert.equal(await count("sessions"), 0, "a session lives ninety days at most");
  app.pass(2 * DAY_MS);
  await app.services.sweep();
  assert.deepEqual([await count("audit"), await count("audit_of"), await count("deeds")], [
    0,
    0,
    0,
  ]);
  assert.equal(await store.retention.sweep(Date.now()), 0);
});

Deno.test("the privacy page says of this house where things are and who gets what", async () => {
  {
    await using app = await startApp();
    const { status, text: page } = await app.visitor().get("/privacy");
    assert.equal(status, 200);
    assert.match(text(page), /Nobody: no other service is set up here/);
    assert.match(text(page), /400 days/);
    // Regression: it said that there are two cookies, that everything is kept until it is deleted
    // but for what it named, and that a sum of an address cannot be compared.
    for (const told of [/while you sign in/, /Photos that are no score yet7 days/, /backups/]) {
      assert.match(text(page), told);
    }
    assert.match((await app.visitor().get("/")).text, /href="\/privacy"/);
  }
  await using s3 = startS3();
  await using app = await startApp({ ...s3.env, GEMINI_API_KEY: "gemini-key-of-a-test" });
  const page = text((await app.visitor().get("/privacy")).text);
  assert.match(page, /Gemini, which reads and explains scores/);
  assert.match(page, /You are asked first/);
  assert.match(page, /In a store for files|in a store for files/);
});
