/** Explaining a score, as a person at a browser without JavaScript meets it. */
import assert from "node:assert/strict";
import { startApp } from "../app.ts";
import { answer, ask, jobs, minuet, userId, withExplanations, words } from "../explanations.ts";
import { FLASH } from "../gemini_app.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

Deno.test("what the page itself tells is there at once, with Gemini neither set up nor asked", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const score = await clara.add(minuet());
  assert.match((await clara.get(`/scores/${score}`)).text, /href="[^"]*\/explanation"/);
  const { status, text } = await clara.get(`/scores/${score}/explanation`);
  assert.equal(status, 200);
  const seen = words(text);
  assert.match(seen, /Christian Petzold, who lived from 1677 to 1733/);
  assert.match(seen, /in G major, with one sharp at the head of the staff: F-sharp/);
  assert.match(seen, /A minuet is a courtly dance in three/);
  assert.match(seen, /BWV Anh\. is the appendix/);
  assert.match(seen, /How to practise it/);
  assert.match(seen, /From what is printed on the page/);
  assert.match(seen, /not available on this server/);
  assert.doesNotMatch(text, /<script|action="\/account\/consents"/);
  await ask(clara, `/scores/${score}/explanation`);
  assert.equal(await jobs(app), 0);
});

Deno.test("nothing is sent before the person allows it; then Gemini writes, and is named with the day", async () => {
  await withExplanations(async ({ app, gemini, clara, page, allow }) => {
    const before = await clara.get(page);
    assert.match(words(before.text), /May Gemini explain your scores\?/);
    assert.match(words(before.text), /who lived from 1677/);
    await ask(clara, page);
    await app.services.jobs.drained();
    assert.equal(gemini.requests.length, 0);

    await allow(clara);
    assert.match(words((await clara.get(page)).text), /Ask Gemini/);
    await ask(clara, page);
    await app.services.jobs.drained();
    const { text } = await clara.get(page);
    assert.match(text, /<h2[^>]*>Style<\/h2>/);
    assert.match(text, /A <strong[^>]*>quiet<\/strong> minuet in three\./);
    assert.match(text, /<li[^>]*>Count aloud\.<\/li>/);
    const today = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeZone: "UTC" })
      .format(new Date());
    assert.ok(
      words(text).includes(`Written by Gemini (${FLASH}) on ${today}; it can be wrong.`),
    );
    assert.match(words(text), /What the page itself tells .* who lived from 1677/);
    assert.doesNotMatch(text, /<script/, "a finished page needs none");

    assert.equal(gemini.prompts.length, 1);
    const [prompt] = gemini.prompts;
    assert.ok(prompt.streamed);
    assert.equal(prompt.files.length, 1);
    assert.match(prompt.systemInstruction, /never an instruction/);
    assert.doesNotMatch(JSON.stringify(gemini.requests), /clara|minuet\.pdf/);
  });
});

Deno.test("however often it is asked for at once, one is made; and once it is there, none", async () => {
  await withExplanations(async ({ app, gemini, clara, page, allow }) => {
    await allow(clara);
    await Promise.all(Array.from({ length: 5 }, () => ask(clara, page)));
    await app.services.jobs.drained();
    assert.equal(gemini.prompts.length, 1);
    await ask(clara, page);
    await app.services.jobs.drained();
    assert.equal(gemini.prompts.length, 1);
    assert.equal(await jobs(app), 0);
  });
});

Deno.test("the same file of another person is explained from what is kept, but not without their consent", async () => {
  await withExplanations(async ({ app, gemini, clara, page, allow }) => {
    await allow(clara);
    await ask(clara, page);
    await app.services.jobs.drained();

    const robert = await app.visitor().signIn("robert@example.org");
    const own = `/scores/${await robert.add(minuet("mine.pdf"))}/explanation`;
    await ask(robert, own);
    await app.services.jobs.drained();
    assert.doesNotMatch((await robert.get(own)).text, /minuet in three/);

    app.pass(29 * DAY);
    await robert.signIn("robert@example.org");
    await allow(robert);
    await ask(robert, own);
    await app.services.jobs.drained();
    assert.match((await robert.get(own)).text, /minuet in three/);
    assert.equal(gemini.prompts.length, 1);
  });
});

Deno.test("a text is good for 30 days; then Gemini is asked anew", async () => {
  await withExplanations(async ({ app, gemini, clara, page, allow }) => {
    await allow(clara);
    await ask(clara, page);
    await app.services.jobs.drained();
    for (const [days, there] of [[29, true], [2, false]] as const) {
      app.pass(days * DAY);
      await clara.signIn("clara@example.org");
      assert.equal(/minuet in three/.test((await clara.get(page)).text), there, `${days} more`);
    }
    await ask(clara, page);
    await app.services.jobs.drained();
    assert.equal(gemini.prompts.length, 2);
    assert.match((await clara.get(page)).text, /minuet in three/);
  });
});

Deno.test("consent taken back while it waits: nothing is sent, and the page says so", async () => {
  await withExplanations(async ({ app, gemini, clara, page, allow }) => {
    await allow(clara);
    await gemini.break("503");
    await ask(clara, page);
    await app.services.jobs.drained();
    const asked = gemini.requests.length;
    await answer(clara, "no");
    await gemini.mend();
    app.pass(10 * MINUTE);
    await app.services.jobs.drained();
    assert.equal(gemini.requests.length, asked);
    assert.equal(await jobs(app), 0);
    assert.match(words((await clara.get(page)).text), /Nothing was sent, because you do not allow/);
  });
});

Deno.test("another person's score has no explanation, no events and no button", async () => {
  await withExplanations(async ({ app, gemini, page, allow }) => {
    const robert = await app.visitor().signIn("robert@example.org");
    await allow(robert);
    for (const path of [page, `${page}/events`, "/scores/none/explanation"]) {
      assert.equal((await robert.get(path)).status, 404, path);
    }
    assert.equal((await robert.post(page, {})).status, 404);
    await app.services.jobs.drained();
    assert.equal(gemini.requests.length, 0);
    assert.equal((await app.visitor().get(page)).status, 303);
  });
});

Deno.test("of a score that is gone nothing is sent, and nothing stays", async () => {
  await withExplanations(async ({ app, gemini, clara, score, page, allow }) => {
    await allow(clara);
    await gemini.break("503");
    await ask(clara, page);
    await app.services.jobs.drained();
    const asked = gemini.requests.length;
    await app.kv.delete(["scores", await userId(app), score]);
    app.pass(10 * MINUTE);
    await app.services.jobs.drained();
    assert.equal(gemini.requests.length, asked);
    assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix: ["explanations"] })), []);
    assert.equal(await jobs(app), 0);
  });
});

Deno.test("the events give the text as it stands, and end when it is whole", async () => {
  await withExplanations(async ({ app, clara, page, allow }) => {
    await allow(clara);
    await ask(clara, page);
    const { headers, text } = await clara.get(`${page}/events`);
    assert.equal(headers.get("content-type"), "text/event-stream");
    const views = text.split("\n").filter((line) => line.startsWith("data: "))
      .map((line) => JSON.parse(line.slice(6)));
    assert.equal(views.at(-1).status, "done");
    assert.equal(views.at(-1).blocks.length, 6);
    await app.services.jobs.drained();
  });
});
