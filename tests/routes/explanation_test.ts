/** Explaining a score, as a person at a browser without JavaScript meets it. */
import assert from "node:assert/strict";
import { createServices } from "../../services/services.ts";
import { createStore } from "../../store/store.ts";
import { startApp, type TestApp } from "../app.ts";
import { type Fault, faults } from "../fakes/fault.ts";
import { type FakeGemini, type GeminiFault, startGemini } from "../fakes/gemini.ts";
import { pdfFile, titlePage } from "../pdf.ts";
import type { Visitor } from "../visitor.ts";

const SLOWEST_PAGE_MS = 300;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const FLASH = "gemini-3.8-flash";
const PRO = "gemini-3.1-pro-preview";
const NOTE =
  "# Style\n\nA **quiet** minuet in three.\n\n# Technique\n\nThe left hand walks in quarter notes.\n\n" +
  "# How to practise it\n\n- Count aloud.\n- Then play.\n";

/** Whom a test meets: Clara, her score, and a Gemini that is ours to break. */
interface Scene {
  readonly app: TestApp;
  readonly gemini: FakeGemini;
  readonly clara: Visitor;
  readonly score: string;
  readonly page: string;
  readonly allow: (visitor: Visitor) => Promise<void>;
}

const minuet = (name = "minuet.pdf") =>
  pdfFile(name, { words: titlePage("Menuet in G major", "Christian Petzold", "BWV Anh. 114") });

async function withGemini(
  run: (scene: Scene) => Promise<void>,
  env: Record<string, string> = {},
): Promise<void> {
  const [error, info] = [console.error, console.info];
  const logged: string[] = [];
  console.error = console.info = (line: string) => void logged.push(String(line));
  try {
    await using gemini = startGemini();
    gemini.answer(NOTE);
    await using app = await startApp({
      GEMINI_API_KEY: gemini.key,
      GEMINI_BASE_URL: gemini.origin,
      ...env,
    });
    const clara = await app.visitor().signIn("clara@example.org");
    const score = await clara.add(minuet());
    const allow = async (visitor: Visitor) => await answer(visitor, "yes");
    const page = `/scores/${score}/explanation`;
    await run({ app, gemini, clara, score, page, allow });
    assert.doesNotMatch(logged.join("\n"), /clara@|minuet in three|gemini-key|Petzold/);
  } finally {
    [console.error, console.info] = [error, info];
  }
}

async function answer(visitor: Visitor, yesOrNo: "yes" | "no"): Promise<void> {
  const answered = await visitor.post("/account/consents", {
    purpose: "ai-explaining",
    answer: yesOrNo,
  });
  assert.equal(answered.status, 303);
}

/** What a reader sees: no tags, one space for several. */
const words = (html: string) =>
  html.replace(/<script.*?<\/script>|<head>.*?<\/head>/gs, "").replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");

async function ask(visitor: Visitor, page: string): Promise<void> {
  const asked = await visitor.post(page, {});
  assert.equal(asked.status, 303);
  assert.equal(asked.location, page);
}

async function jobs(app: TestApp): Promise<number> {
  return (await Array.fromAsync(app.kv.list({ prefix: ["jobs"] }))).length;
}

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
  await withGemini(async ({ app, gemini, clara, page, allow }) => {
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
  await withGemini(async ({ app, gemini, clara, page, allow }) => {
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
  await withGemini(async ({ app, gemini, clara, page, allow }) => {
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
  await withGemini(async ({ app, gemini, clara, page, allow }) => {
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
  await withGemini(async ({ app, gemini, clara, page, allow }) => {
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
  await withGemini(async ({ app, gemini, page, allow }) => {
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

/** Faults that Gemini has of its own, and whether asking again helps. */
const own: Partial<Record<GeminiFault, "later" | "never">> = {
  stream_error: "later",
  deadline: "later",
  key_invalid: "later",
  nothing: "later",
  safety: "never",
  recitation: "never",
  max_tokens: "never",
  blocked: "never",
  invalid_argument: "never",
  too_large: "never",
};
const all = [
  ...Object.keys(faults).map((fault) => [fault, "later"] as const),
  ...Object.entries(own),
] as [Fault | GeminiFault, "later" | "never"][];

for (const [fault, helps] of all) {
  Deno.test(
    `Gemini × ${fault}: the page is quick and tells what it knows; ${
      helps === "later"
        ? "the text comes by itself once it is mended"
        : "Gemini said no, and the page says so"
    }`,
    async () => {
      await withGemini(async ({ app, gemini, clara, page, allow }) => {
        await allow(clara);
        await clara.get(page); // The first page of a process loads what it needs.
        await gemini.break(fault, { ms: 600 });
        const quick = async () => {
          const start = performance.now();
          const { status, text } = await clara.get(page);
          const took = performance.now() - start;
          assert.equal(status, 200);
          assert.ok(took < SLOWEST_PAGE_MS, `${took} ms`);
          assert.match(words(text), /who lived from 1677 to 1733/);
          return words(text);
        };
        const start = performance.now();
        await ask(clara, page);
        assert.ok(performance.now() - start < SLOWEST_PAGE_MS);
        await quick();
        await app.services.jobs.drained();
        const seen = await quick();
        if (helps === "never") {
          assert.match(seen, /Gemini would not explain this score/);
          assert.match(seen, /Ask again/);
          assert.doesNotMatch(seen, /minuet in three/, "nothing it was stopped in stays");
          assert.equal(await jobs(app), 0);
          await gemini.mend();
          await ask(clara, page);
        } else {
          assert.match(
            seen,
            /It will be asked again by itself (?:until|on) \d+ \w+ \d{4}, \d\d:\d\d UTC/,
          );
          await gemini.mend();
        }
        for (let tries = 0; tries < 30 && await jobs(app) > 0; tries++) {
          app.pass(50 * MINUTE);
          await app.services.jobs.drained();
        }
        await clara.signIn("clara@example.org");
        const { text } = await clara.get(page);
        assert.match(words(text), /A quiet minuet in three/);
        assert.match(words(text), /Written by Gemini/);
        assert.equal(await jobs(app), 0);
      });
    },
  );
}

Deno.test("a text that breaks off is kept, marked unfinished, and replaced by the whole one", async () => {
  await withGemini(async ({ app, gemini, clara, page, allow }) => {
    await allow(clara);
    await gemini.break("stream_error", { times: 1 });
    await ask(clara, page);
    await app.services.jobs.drained();
    const { text } = await clara.get(page);
    const half = words(text);
    assert.match(half, /Style/);
    assert.doesNotMatch(half, /Then play/);
    assert.match(half, /What stands here broke off in the middle/);
    assert.match(half, /Begun by Gemini \(gemini-3\.8-flash\), not finished/);
    assert.match(text, /<noscript><meta http-equiv="refresh"/);
    app.pass(MINUTE);
    await app.services.jobs.drained();
    const whole = words((await clara.get(page)).text);
    assert.match(whole, /Then play/);
    assert.doesNotMatch(whole, /broke off|not finished/);
  });
});

Deno.test("a model that is gone is passed over for the next one", async () => {
  await withGemini(async ({ app, gemini, clara, page, allow }) => {
    await allow(clara);
    gemini.models.delete(FLASH);
    await ask(clara, page);
    await app.services.jobs.drained();
    assert.match(words((await clara.get(page)).text), new RegExp(`Written by Gemini \\(${PRO}\\)`));
  });
});

Deno.test("after a day of silence it is given up, and says so; what the page tells stands", async () => {
  await withGemini(async ({ app, gemini, clara, page, allow }) => {
    await allow(clara);
    await gemini.break("503");
    await ask(clara, page);
    for (let hours = 0; hours < 30 && await jobs(app) > 0 || hours === 0; hours++) {
      await app.services.jobs.drained();
      app.pass(61 * MINUTE);
    }
    assert.equal(await jobs(app), 0);
    await clara.signIn("clara@example.org");
    const seen = words((await clara.get(page)).text);
    assert.match(seen, /Gemini did not answer for a day/);
    assert.match(seen, /Ask again/);
    assert.match(seen, /who lived from 1677/);
  });
});

Deno.test("more than ten in a minute wait for the next one, and none is lost", async () => {
  await withGemini(async ({ app, gemini, clara, allow }) => {
    await allow(clara);
    // From the beginning of a minute on, so that all fall into the same one.
    app.pass(MINUTE - (app.services.world.now() % MINUTE) + 100);
    const pages: string[] = [];
    for (let n = 0; n < 12; n++) {
      const file = pdfFile(`${n}.pdf`, { words: titlePage(`Study ${n}`, "Carl Czerny") });
      pages.push(`/scores/${await clara.add(file)}/explanation`);
    }
    for (const page of pages) await ask(clara, page);
    await app.services.jobs.drained();
    assert.equal(gemini.prompts.length, 10);
    const seen = await Promise.all(pages.map(async (page) => words((await clara.get(page)).text)));
    assert.equal(seen.filter((text) => /many explanations within a minute/.test(text)).length, 2);
    app.pass(MINUTE);
    await app.services.jobs.drained();
    assert.equal(gemini.prompts.length, 12);
  });
});

Deno.test("an instance that dies while Gemini writes leaves nothing stuck: another begins anew", async () => {
  await withGemini(async ({ app, gemini, clara, page, allow }) => {
    await allow(clara);
    await gemini.break("hang", { times: 1 });
    await ask(clara, page);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await createStore(app.kv).explanations.change(
      await userId(app),
      page.split("/")[2],
      (row) => ({ ...row, status: "writing", text: "Half a sen", model: FLASH }),
    );
    const other = createServices(app.services.config, app.kv, app.services.world);
    app.pass(61_000);
    await other.jobs.drained();
    const { text } = await clara.get(page);
    assert.match(text, /minuet in three/);
    await app.services.jobs.drained(); // The first one wakes up too late to spoil it.
    assert.match(words((await clara.get(page)).text), /Written by Gemini/);
    assert.equal(await jobs(app), 0);
    await other.close();
  });
});

Deno.test("switched off by a flag, it is not asked for, and the page says so", async () => {
  await withGemini(async ({ app, gemini, clara, page, allow }) => {
    await allow(clara);
    const off = { on: false, percent: 100, people: [] };
    await createStore(app.kv).flags.set("gemini/explain-score", off);
    app.pass(3_000);
    await ask(clara, page);
    await app.services.jobs.drained();
    assert.match(words((await clara.get(page)).text), /switched off right now/);
    assert.equal(gemini.requests.length, 0);
  });
});

Deno.test("of a score that is gone nothing is sent, and nothing stays", async () => {
  await withGemini(async ({ app, gemini, clara, score, page, allow }) => {
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

Deno.test("a text as long as a model can write is kept, cut where a row ends", async () => {
  await withGemini(async ({ app, gemini, clara, page, allow }) => {
    await allow(clara);
    gemini.answer("♩".repeat(60_000));
    await ask(clara, page);
    await app.services.jobs.drained();
    const { text } = await clara.get(page);
    assert.equal(/♩+/.exec(text)![0].length, 20_000);
    assert.match(words(text), /Written by Gemini/);
  });
});

Deno.test("hostile text of a model's is text on the page", async () => {
  await withGemini(async ({ app, gemini, clara, page, allow }) => {
    gemini.answer(
      "# <img src=x onerror=alert(1)>\n\n<script>alert(1)</script> [here](javascript:alert(1)) " +
        "https://evil.example \u202egnp.exe\u202c\u0000\n\n- </ul><a href=//evil.example>x</a>",
    );
    await allow(clara);
    await ask(clara, page);
    await app.services.jobs.drained();
    const { text } = await clara.get(page);
    assert.doesNotMatch(
      text,
      /<script>alert|<img src=x|<a href=\/\/|javascript:|https:\/\/evil|\u202e|\0/,
    );
    assert.match(text, /[^;]&lt;script>alert\(1\)/);
    const events = await clara.get(`${page}/events`);
    assert.doesNotMatch(events.text, /\\u202e|\u202e|https:\/\/evil/);
  });
});

Deno.test("the events give the text as it stands, and end when it is whole", async () => {
  await withGemini(async ({ app, clara, page, allow }) => {
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

/** The id of the only person there is. */
async function userId(app: TestApp): Promise<string> {
  const [row] = await Array.fromAsync(app.kv.list({ prefix: ["users"] }));
  return String(row.key[1]);
}
