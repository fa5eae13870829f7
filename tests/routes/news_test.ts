/** Mail beyond sign-in: that what had to wait for Gemini is there, to those who want to know. */
import assert from "node:assert/strict";
import { createStore } from "../../store/store.ts";
import { startApp, type TestApp } from "../app.ts";
import { consent, withGemini } from "../gemini_app.ts";
import { pdfFile, titlePage } from "../pdf.ts";
import type { Visitor } from "../visitor.ts";

const words = titlePage("Romanze", "Clara Schumann");
const MINUTE_MS = 60_000;
const QUESTION = /Shall a mail tell you when Gemini is done\?/;

const news = (visitor: Visitor, answer: "yes" | "no") =>
  consent(visitor, answer, { purpose: "mail-news" });

/** The letters that told of something new. */
const told = async (visitor: Visitor) =>
  (await visitor.mails()).filter(({ subject }) => /^(Read|Explained): /.test(subject));

/** Gemini comes back after an hour. */
async function comesBack(app: TestApp, mend: () => Promise<void>): Promise<void> {
  await app.services.jobs.drained();
  await mend();
  await new Promise((resolve) => setTimeout(resolve, 350)); // Its breaker rests.
  for (let n = 0; n < 4; n++) {
    app.pass(31 * MINUTE_MS);
    await app.services.jobs.drained();
  }
}

Deno.test("a score that had to wait is told of by mail, where that is wanted, and once for all that waited", async () => {
  await withGemini(async ({ app, gemini, clara }) => {
    await consent(clara, "yes");
    await news(clara, "yes");
    await gemini.break("503");
    const id = await clara.add(await pdfFile("a.pdf", { words }));
    await clara.add(await pdfFile("b.pdf", { words: titlePage("Scherzo", "Clara Schumann") }));
    assert.deepEqual(await told(clara), []);
    await comesBack(app, () => gemini.mend());
    const [mail, ...more] = await told(clara);
    assert.deepEqual(more, []);
    assert.equal(mail.to, "clara@example.org");
    assert.match(mail.text, /has been read/);
    assert.match(mail.text, new RegExp(`^${app.origin}/account$`, "m"));
    assert.ok(mail.text.includes(`${app.origin}/scores/`));
    assert.equal((await clara.get(`/scores/${id}`)).status, 200);
  });
});

Deno.test("an explanation that had to wait is told of too", async () => {
  await withGemini(async ({ app, gemini, clara }) => {
    await consent(clara, "yes", { purpose: "ai-explaining" });
    await news(clara, "yes");
    const id = await clara.add(await pdfFile("a.pdf", { words }));
    await gemini.break("503");
    await clara.post(`/scores/${id}/explanation`, {});
    await comesBack(app, async () => {
      gemini.answer("# Style\n\nA romance.\n");
      await gemini.mend();
    });
    const [mail] = await told(clara);
    assert.match(mail.text, /has been explained/);
    assert.ok(mail.text.includes(`${app.origin}/scores/${id}/explanation`));
  });
});

Deno.test("nobody who did not ask for it gets such mail, and nothing that came at once is told of", async () => {
  await withGemini(async ({ app, gemini, clara }) => {
    await consent(clara, "yes");
    await gemini.break("503");
    await clara.add(await pdfFile("a.pdf", { words }));
    await comesBack(app, () => gemini.mend());
    assert.deepEqual(await told(clara), []);
    await news(clara, "yes");
    await clara.add(await pdfFile("b.pdf", { words: titlePage("Scherzo", "Clara Schumann") }));
    assert.deepEqual(await told(clara), []);
  });
});

Deno.test("taken back, it holds for a letter that waits already", async () => {
  await withGemini(async ({ app, clara }) => {
    const id = await clara.add(await pdfFile("a.pdf", { words }));
    await news(clara, "yes");
    const store = createStore(app.kv);
    const [user] = await Array.fromAsync(app.kv.list<{ id: string }>({ prefix: ["users"] }));
    const letter = (n: number) => ({
      id: `letter-${n}`,
      to: "clara@example.org",
      owner: user.value.id,
      consent: "mail-news",
      template: "score-analysed",
      uselessAt: app.services.world.now() + 60 * MINUTE_MS,
      props: {
        title: "Romanze",
        composer: "",
        what: "read",
        url: `${app.origin}/scores/${id}`,
        account: app.origin,
      },
    });
    const queue = async (n: number) => {
      const operation = store.begin();
      app.services.jobs.add(operation, "send-mail", letter(n));
      await store.commit(operation);
    };
    await queue(1);
    await news(clara, "no");
    assert.deepEqual(await told(clara), []);
    await news(clara, "yes");
    await queue(2);
    assert.equal((await told(clara)).length, 1);
    assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix: ["jobs_dead"] })), []);
  });
});

Deno.test("it is asked on the account page, off until it is answered, and not where Gemini is not there", async () => {
  await withGemini(async ({ clara }) => {
    const before = (await clara.get("/account")).text;
    assert.match(before, QUESTION);
    assert.match(
      before,
      /Mail for signing in, about your account, and what you ask for comes without this/,
    );
    await news(clara, "yes");
    assert.match(
      (await clara.get("/account")).text,
      /A mail tells you when a score that had to wait/,
    );
    await news(clara, "no");
    assert.match((await clara.get("/account")).text, /No mail tells you when a score/);
  });
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  assert.doesNotMatch((await clara.get("/account")).text, QUESTION);
});
