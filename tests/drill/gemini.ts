import { startApp, type TestApp } from "../app.ts";
import { type FakeGemini, startGemini } from "../fakes/gemini.ts";
import { ROMANZE } from "../gemini_app.ts";
import { pdfFile, titlePage } from "../pdf.ts";
import type { Visitor } from "../visitor.ts";
import { type Scene, settle, waiting, words } from "./scene.ts";

const MINUTE = 60_000;
const romanze = () => pdfFile("scan.pdf", { words: titlePage("Romanze", "Clara Schumann") });

/** An answer of no use is paid for, so it is asked for again for half an hour only. */
const step = (fault: string) => fault === "wrong_shape" ? 10 * MINUTE : 60 * MINUTE;

/** A vendor that hung answers, to nobody, what it was asked meanwhile. */
const thaw = () => new Promise((resolve) => setTimeout(resolve, 100));

/** The app with a Gemini to break, and a person who allowed it all. */
async function withGemini(
  run: (app: TestApp, vendor: FakeGemini, clara: Visitor) => Promise<void>,
): Promise<void> {
  await using vendor = startGemini();
  await using app = await startApp({
    GEMINI_API_KEY: vendor.key,
    GEMINI_BASE_URL: vendor.origin,
  });
  const clara = await app.visitor().signIn();
  for (const purpose of ["ai-reading", "ai-explaining"]) {
    await clara.post("/account/consents", { purpose, answer: "yes" });
  }
  await run(app, vendor, clara);
}

/** Somebody brings a score in, and Gemini is to read it. */
export const reading: Scene = {
  vendor: "Gemini",
  wants: "a score read",
  play: (fault, notes) =>
    withGemini(async (app, vendor, clara) => {
      vendor.answer(ROMANZE);
      await clara.get(`/scores/${await clara.add(pdfFile("warm.pdf"))}`); // A new process warms up.
      await vendor.break(fault, { ms: 600 });
      const upload = await clara.upload([romanze()], { json: true });
      const score = `/scores/${JSON.parse(upload.text).scores[0].id}`;
      const drained = app.services.jobs.drained();
      await notes.page(() => clara.get(score));
      await drained;
      const page = await notes.page(() => clara.get(score));
      notes.saw = words(page.text, /<p[^>]*>[^<]*asked again by itself[\s\S]*?<\/p>/);
      notes.holds("what was read here is not there", page.text.includes("Romanze"));
      notes.waited = await waiting(app);

      await vendor.mend();
      await thaw();
      const paid = vendor.prompts.length;
      await settle(app, step(fault));
      const { status, fields } = JSON.parse((await clara.get(`${score}/metadata`)).text);
      notes.holds("it is still being read", status === "ready");
      notes.lost = fields.title?.value === "Romanze" ? 0 : 1;
      notes.recovered = fields.tempo?.value === "Andante molto";
      notes.twice = Math.max(0, vendor.prompts.length - paid - 1);
    }),
};

/** Somebody wants a score explained. */
export const explaining: Scene = {
  vendor: "Gemini",
  wants: "a score explained",
  play: (fault, notes) =>
    withGemini(async (app, vendor, clara) => {
      vendor.answer(ROMANZE);
      const explanation = `/scores/${await clara.add(romanze())}/explanation`;
      await clara.get(explanation); // A new process warms up.
      vendor.answer("# Style\n\nA quiet romance.\n");
      await vendor.break(fault, { ms: 600 });
      await notes.page(() => clara.post(explanation, {}));
      await notes.page(() => clara.get(explanation));
      await app.services.jobs.drained();
      const page = await notes.page(() => clara.get(explanation));
      notes.saw = words(
        page.text,
        /<div role="status"[\s\S]*?<\/div>\s*<\/div>|<p[^>]*>[^<]*(again by itself|asked again)[\s\S]*?<\/p>/,
      );
      notes.holds("what the page itself tells is not there", /Clara Schumann/.test(page.text));
      notes.waited = await waiting(app);

      await vendor.mend();
      await thaw();
      const paid = vendor.prompts.length;
      await settle(app, step(fault));
      const after = await clara.get(explanation);
      notes.recovered = after.text.includes("A quiet romance.");
      notes.twice = Math.max(0, vendor.prompts.length - paid - 1);
    }),
};
