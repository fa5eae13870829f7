import assert from "node:assert/strict";
import { createStore } from "../../store/store.ts";
import { startApp } from "../app.ts";
import { consent, metadata, told, withGemini } from "../gemini_app.ts";
import { pdfFile, titlePage } from "../pdf.ts";

const QUESTION = /May Gemini read your scores as well\?/;
const words = titlePage("Romanze", "Clara Schumann");

Deno.test("the question is asked where scores are added and shown, in plain words, until it is answered", async () => {
  await withGemini(async ({ clara }) => {
    const score = `/scores/${await clara.add(pdfFile("a.pdf", { words }))}`;
    for (const path of ["/scores/new", score]) {
      const { text } = await clara.get(path);
      assert.match(text, QUESTION, path);
      assert.match(text, /a service of Google/);
      assert.match(
        text,
        /first pages of each score you add, at most four, are sent to Google as pictures/,
      );
      assert.match(text, /Nothing about you goes along/);
      assert.match(text, /take it back at any time/);
    }
    assert.match((await clara.get("/scores/new")).text, /and goes nowhere else/);
    const answered = await consent(clara, "no", { returnTo: score });
    assert.equal(answered.status, 303);
    assert.equal(answered.location, score);
    for (const path of ["/scores/new", score]) {
      assert.doesNotMatch((await clara.get(path)).text, QUESTION, "it is asked once");
    }
  });
});

Deno.test("a yes at a score has that score read", async () => {
  await withGemini(async ({ app, clara }) => {
    const id = await clara.add(pdfFile("a.pdf", { words }));
    assert.match((await clara.get(`/scores/${id}`)).text, new RegExp(`name="score" value="${id}"`));
    await consent(clara, "yes", { score: id, returnTo: `/scores/${id}` });
    await app.services.jobs.drained();
    assert.equal(told((await metadata(clara, id)).chain), "gemini:ok local:ok");
    assert.match((await clara.get("/scores/new")).text, /, by Gemini/);
  });
});

Deno.test("the account page shows what is allowed, and takes it back", async () => {
  await withGemini(async ({ gemini, clara }) => {
    await consent(clara, "yes");
    const account = (await clara.get("/account")).text;
    assert.match(account, /Gemini reads the first pages of the scores you add\./);
    assert.match(account, /Read them here only/);
    await consent(clara, "no", { returnTo: "/account" });
    assert.match((await clara.get("/account")).text, /read on this server only\./);
    await clara.add(pdfFile("a.pdf", { words }));
    assert.equal(gemini.requests.length, 0);
  });
});

Deno.test("nobody is asked where Gemini is not set up, or switched off", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  for (const path of ["/scores/new", "/account"]) {
    assert.doesNotMatch((await clara.get(path)).text, /Gemini/, path);
  }
  await withGemini(async ({ app, gemini, clara }) => {
    await consent(clara, "yes");
    await createStore(app.kv).flags.set("gemini", { on: false, percent: 100, people: [] });
    app.pass(2_001);
    const id = await clara.add(pdfFile("a.pdf", { words }));
    assert.equal(told((await metadata(clara, id)).chain), "local:ok");
    assert.doesNotMatch((await clara.get("/scores/new")).text, /Gemini/);
    assert.equal(gemini.requests.length, 0);
  });
});

Deno.test("an answer goes back to a page of this app, and to no other", async () => {
  await withGemini(async ({ clara }) => {
    for (const returnTo of ["https://evil.example", "//evil.example", "/\\evil.example", ""]) {
      assert.equal((await consent(clara, "no", { returnTo })).location, "/scores");
    }
  });
});

Deno.test("an answer that is none, or nobody's, changes nothing", async () => {
  await withGemini(async ({ app, clara }) => {
    for (
      const fields of [
        {},
        { purpose: "ai-reading" },
        { purpose: "ai-reading", answer: "perhaps" },
        { purpose: "everything", answer: "yes" },
      ] as Record<string, string>[]
    ) {
      assert.equal((await clara.post("/account/consents", fields)).status, 400);
    }
    assert.equal((await consent(app.visitor(), "yes")).status, 401);
    const foreign = await clara.fetch("/account/consents", {
      method: "POST",
      body: new URLSearchParams({ purpose: "ai-reading", answer: "yes" }),
      headers: { origin: "https://evil.example" },
    });
    assert.equal(foreign.status, 403);
    assert.match((await clara.get("/scores/new")).text, QUESTION);
    const unknown = await consent(clara, "yes", { score: "nonsense" });
    assert.equal(unknown.status, 404);
  });
});
