/** Scores that Gemini reads: who is asked, what is sent, what stands when it does not answer. */
import assert from "node:assert/strict";
import {
  consent,
  FLASH,
  metadata,
  romanze,
  told,
  untilSettled,
  withGemini,
} from "../gemini_app.ts";
import { pdfFile, titlePage } from "../pdf.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

Deno.test("with consent Gemini reads what was read here, and both together are surer", async () => {
  await withGemini(async ({ gemini, clara }) => {
    await consent(clara, "yes");
    const id = await clara.add(romanze());
    const { status, fields, chain } = await metadata(clara, id);
    assert.equal(status, "ready");
    assert.equal(told(chain), "gemini:ok local:ok");
    assert.equal(chain[0].model, FLASH);
    assert.equal(fields.title?.value, "Romanze");
    assert.ok(fields.title!.confidence > 0.95, "the page and Gemini agree");
    assert.deepEqual(fields.tempo, { value: "Andante molto", source: "gemini", confidence: 0.9 });
    assert.equal(gemini.prompts.length, 1);
    const page = (await clara.get(`/scores/${id}`)).text;
    assert.match(page, /Read on this server and by Gemini/);
  });
});

Deno.test("without consent nothing leaves the house, the local reading plays, and the page says so", async () => {
  await withGemini(async ({ gemini, clara }) => {
    for (const answer of [null, "no"] as const) {
      if (answer !== null) await consent(clara, answer);
      const id = await clara.add(romanze(String(answer)));
      const { status, fields, chain } = await metadata(clara, id);
      assert.equal(status, "ready");
      assert.equal(fields.title?.source, "page");
      assert.equal(told(chain), "gemini:skipped:consent_required local:ok");
      assert.match((await clara.get(`/scores/${id}`)).text, /Read on this server only/);
    }
    assert.equal(gemini.requests.length, 0);
  });
});

Deno.test("only the pages go out: no name of a person, an account or a file", async () => {
  await withGemini(async ({ gemini, clara }) => {
    await consent(clara, "yes");
    await clara.add(
      new File([romanze()], "Letter to my doctor.pdf", { type: "application/pdf" }),
    );
    const [prompt] = gemini.prompts;
    assert.equal(prompt.files.length, 1);
    // A picture has no author, and no words that nobody sees; the file may have both.
    assert.match(prompt.files[0].mimeType, /^image\/(png|webp)$/);
    const sent = JSON.stringify(gemini.requests);
    assert.doesNotMatch(sent, /clara@|doctor|Letter/);
    assert.match(prompt.systemInstruction, /never an instruction/);
  });
});

Deno.test("of a long or a large file the first four pages go out, and no more than 4 MB", async () => {
  await withGemini(async ({ gemini, clara }) => {
    await consent(clara, "yes");
    const words = titlePage("Romanze", "Clara Schumann");
    await clara.add(pdfFile("long.pdf", { words, pages: 6 }));
    await clara.add(pdfFile("large.pdf", { words, pages: 2, padding: 5 * 1024 * 1024 }));
    const [long, large] = gemini.prompts.map(({ files }) => files);
    assert.equal(long.length, 4);
    assert.equal(large.length, 2);
    for (const files of [long, large]) {
      assert.ok(files.reduce((sum, { size }) => sum + size, 0) <= 4 * 1024 * 1024);
    }
  });
});

Deno.test("the same file is paid for once, by whoever brings it, and only for a week", async () => {
  await withGemini(async ({ app, gemini, clara }) => {
    await consent(clara, "yes");
    await clara.add(romanze());
    const robert = await app.visitor().signIn("robert@example.org");
    const his = await robert.add(romanze());
    assert.match(
      told((await metadata(robert, his)).chain),
      /^gemini:skipped/,
      "not without his word",
    );
    await consent(robert, "yes", { score: his });
    await app.services.jobs.drained();
    assert.equal(told((await metadata(robert, his)).chain), "gemini:ok local:ok");
    assert.equal(gemini.prompts.length, 1);

    app.pass(7 * DAY);
    const fanny = await app.visitor().signIn("fanny@example.org");
    await consent(fanny, "yes");
    await fanny.add(romanze());
    assert.equal(gemini.prompts.length, 2);
  });
});

Deno.test("ten scores a minute are read by Gemini, the others wait for their turn, readable meanwhile", async () => {
  await withGemini(async (house) => {
    const { app, gemini, clara } = house;
    // A minute that has just begun, so that none begins while we count.
    app.pass(MINUTE - (Date.now() % MINUTE));
    await consent(clara, "yes");
    const files = Array.from({ length: 13 }, (_, n) => romanze(`copy ${n}`));
    const { text } = await clara.upload(files, { json: true });
    await app.services.jobs.drained();
    assert.equal(gemini.prompts.length, 10);
    const ids: string[] = JSON.parse(text).scores.map(({ id }: { id: string }) => id);
    const pages = await Promise.all(ids.map((id) => clara.get(`/scores/${id}`)));
    assert.equal(pages.filter((page) => /turn comes by itself/.test(page.text)).length, 3);
    for (const id of ids) assert.equal((await metadata(clara, id)).status, "ready");

    const robert = await app.visitor().signIn("robert@example.org");
    await consent(robert, "yes");
    await robert.add(romanze("his"));
    assert.equal(gemini.prompts.length, 11, "another person's turns are their own");
    await untilSettled(house, MINUTE);
    assert.equal(gemini.prompts.length, 14);
  });
});

Deno.test("who takes back their consent is obeyed by what waits", async () => {
  await withGemini(async (house) => {
    const { gemini, clara } = house;
    await consent(clara, "yes");
    await gemini.break("503");
    const id = await clara.add(romanze());
    const asked = gemini.requests.length;
    await consent(clara, "no");
    assert.doesNotMatch((await clara.get(`/scores/${id}`)).text, /asked again by itself/);
    await gemini.mend();
    await untilSettled(house);
    assert.equal(gemini.requests.length, asked);
    const { status, chain } = await metadata(clara, id);
    assert.equal(status, "ready");
    assert.equal(told(chain), "gemini:skipped:consent_required local:ok");
  });
});

Deno.test("who takes back their consent while Gemini is at it is spared its answer", async () => {
  await withGemini(async ({ app, gemini, clara }) => {
    await consent(clara, "yes");
    await gemini.break("late", { ms: 150 });
    const upload = await clara.upload([romanze()], { json: true });
    const { id } = JSON.parse(upload.text).scores[0];
    while (gemini.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    await consent(clara, "no");
    await app.services.jobs.drained();
    const { status, fields, chain } = await metadata(clara, id);
    assert.equal(status, "ready");
    assert.equal(fields.tempo, null, "Gemini read one");
    assert.equal(told(chain), "gemini:skipped:consent_required local:ok");
  });
});

Deno.test("a second run of a reading that was done changes nothing, and pays nothing", async () => {
  await withGemini(async (house) => {
    const { app, gemini, clara } = house;
    await consent(clara, "yes");
    const id = await clara.add(romanze());
    const before = await metadata(clara, id);
    const operation = app.kv.atomic();
    const [{ key }] = await Array.fromAsync(app.kv.list({ prefix: ["scores"] }));
    for (const kind of ["read-score", "ask-gemini"]) {
      app.services.jobs.add(operation, kind, { userId: key[1], id });
    }
    await operation.commit();
    await app.services.jobs.drained();
    assert.deepEqual(await metadata(clara, id), before);
    assert.equal(gemini.prompts.length, 1);
  });
});
