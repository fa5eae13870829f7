/** Fields of a score, corrected where they stand. */
import assert from "node:assert/strict";
import { createStore } from "../../store/store.ts";
import { withShelf } from "../shelves.ts";
import { startApp } from "../app.ts";
import { pdfFile, titlePage } from "../pdf.ts";

/** A score whose composer is too unsure to be filled in, and whose opus two readings disagree on. */
async function start() {
  const app = await startApp();
  const clara = await app.visitor().signIn();
  const id = await clara.add(pdfFile("a.pdf", { words: titlePage("Romanze", "Clara Wieck") }));
  const [{ key: [, userId] }] = await Array.fromAsync(app.kv.list({ prefix: ["users"] }));
  const { scores } = createStore(app.kv);
  await scores.change(String(userId), id, (score) => ({
    ...score,
    fields: {
      ...score.fields,
      composer: { value: "C. Wieck", source: "filename", confidence: 0.3 },
      opus: {
        value: "Op. 3",
        source: "page",
        confidence: 0.9,
        other: { value: "Op. 8", source: "gemini", confidence: 0.8 },
      },
    },
  }));
  const score = `/scores/${id}`;
  return {
    app,
    score,
    save: (fields: Record<string, string>) => clara.post(score, fields),
    fields: async () => JSON.parse((await clara.get(`${score}/metadata`)).text).fields,
    text: async () => (await clara.get(score)).text,
  };
}

Deno.test("one field is saved where it stands, and every other stays as it was", async () => {
  const { app, score, save, fields, text } = await start();
  await using _ = app;
  const before = await fields();
  const answer = await save({ at: "title", title: "Romanze variée" });
  assert.deepEqual([answer.status, answer.location], [303, `${score}#known-title`]);
  const after = await fields();
  assert.deepEqual(after.title, { value: "Romanze variée", source: "person", confidence: 1 });
  assert.deepEqual({ ...after, title: null }, { ...before, title: null });
  assert.match(await text(), /typed by you/);
  assert.equal((await save({ at: "title", title: " " })).status, 422, "a title there must be");
  assert.equal((await save({ at: "composer", composer: "" })).status, 303, "nothing else must");
  assert.equal((await save({ at: "//evil.example", year: "1831" })).location, score);
});

Deno.test("what hides in a text, or turns what follows round, is not kept; what languages need is", async () => {
  const { app, save, fields } = await start();
  await using _ = app;
  const hostile = "Ro\u00adman\u200bze \u202efdp\u2066.\u0000x\ufeff";
  assert.equal((await save({ at: "title", title: hostile })).status, 303);
  assert.equal((await fields()).title.value, "Romanze fdp. x");
  await save({ at: "instruments", instruments: "\u202eFlute, \u200f, Harp" });
  assert.deepEqual((await fields()).instruments.value, ["Flute", "Harp"]);
  await save({ at: "composer", composer: "می\u200cخواهم" });
  assert.equal((await fields()).composer.value, "می\u200cخواهم");
  assert.equal(
    (await save({ at: "title", title: "\u202e\u200b" })).status,
    422,
    "that is no title",
  );
});

Deno.test("a suggestion is taken by one press, or left by one, and then is not offered again", async () => {
  const { app, save, fields, text } = await start();
  await using _ = app;
  assert.match(await text(), /Perhaps “C. Wieck”/);
  await save({ at: "composer", "take-composer": "C. Wieck" });
  assert.deepEqual((await fields()).composer, {
    value: "C. Wieck",
    source: "person",
    confidence: 1,
  });

  const second = await start();
  await using __ = second.app;
  await second.save({ at: "composer", "left-composer": "C. Wieck" });
  assert.deepEqual((await second.fields()).composer, {
    value: "",
    source: "person",
    confidence: 1,
  });
  assert.doesNotMatch(await second.text(), /C. Wieck/);
});

Deno.test("of two readings one is taken or the other left", async () => {
  const { app, save, fields, text } = await start();
  await using _ = app;
  assert.match(await text(), /Gemini says “Op. 8”/);
  await save({ at: "opus", "left-opus": "Op. 99" });
  assert.equal((await fields()).opus.other.value, "Op. 8", "what was not shown is not left");
  await save({ at: "opus", "left-opus": "Op. 8" });
  assert.deepEqual((await fields()).opus, { value: "Op. 3", source: "page", confidence: 0.9 });
});

Deno.test("what is missing can be added where it is missed", async () => {
  const { app, save, fields, text } = await start();
  await using _ = app;
  assert.match(await text(), /Add what is missing(.|\n)*id="edit-year"/);
  await save({ at: "year", year: "1831" });
  assert.equal((await fields()).year.value, "1831");
  assert.match(await text(), /id="known-year"/);
});

Deno.test("the form offers the composers that the library has, also without a script", async () => {
  await using app = await startApp();
  const { visitor, scores } = await withShelf(app, 12);
  const { text } = await visitor.get(`/scores/${scores[0].id}/edit`);
  const [, list] = /<datalist id="own-composers">([^]*?)<\/datalist>/.exec(text)!;
  for (const name of ["Frédéric Chopin", "Ludwig van Beethoven"]) {
    assert.ok(list.includes(`value="${name}"`), name);
  }
  for (const name of ["composer", "arranger"]) {
    assert.match(text, new RegExp(`<input id="${name}"[^>]*list="own-composers"`));
  }
  const wrong = await visitor.post(`/scores/${scores[0].id}`, { title: "" });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /value="Frédéric Chopin"/);
});
