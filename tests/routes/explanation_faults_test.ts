/** Explaining a score while Gemini is slow, wrong, cut short or away. */
import assert from "node:assert/strict";
import { createServices } from "../../services/services.ts";
import { createStore } from "../../store/store.ts";
import { type Fault, faults } from "../fakes/fault.ts";
import type { GeminiFault } from "../fakes/gemini.ts";
import { ask, jobs, userId, withExplanations, words } from "../explanations.ts";
import { FLASH, PRO } from "../gemini_app.ts";
import { pdfFile, titlePage } from "../pdf.ts";

const SLOWEST_PAGE_MS = 300;
const MINUTE = 60_000;

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
      await withExplanations(async ({ app, gemini, clara, page, allow }) => {
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
  await withExplanations(async ({ app, gemini, clara, page, allow }) => {
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
  await withExplanations(async ({ app, gemini, clara, page, allow }) => {
    await allow(clara);
    gemini.models.delete(FLASH);
    await ask(clara, page);
    await app.services.jobs.drained();
    assert.match(words((await clara.get(page)).text), new RegExp(`Written by Gemini \\(${PRO}\\)`));
  });
});

Deno.test("after a day of silence it is given up, and says so; what the page tells stands", async () => {
  await withExplanations(async ({ app, gemini, clara, page, allow }) => {
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
  await withExplanations(async ({ app, gemini, clara, allow }) => {
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
  await withExplanations(async ({ app, gemini, clara, page, allow }) => {
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
  await withExplanations(async ({ app, gemini, clara, page, allow }) => {
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

Deno.test("a text as long as a model can write is kept, cut where a row ends", async () => {
  await withExplanations(async ({ app, gemini, clara, page, allow }) => {
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
  await withExplanations(async ({ app, gemini, clara, page, allow }) => {
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
