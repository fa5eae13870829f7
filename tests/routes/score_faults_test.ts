/** What cannot be taken from a form of the score's page is said at its field, and nothing typed is lost. */
import assert from "node:assert/strict";
import { startApp } from "../app.ts";
import { pdfFile } from "../pdf.ts";

/** The tag of the field with that id. */
const field = (text: string, id: string) =>
  new RegExp(`<\\w+ [^>]*id="${id}"[^>]*>`).exec(text)![0];

Deno.test("a tag, a day, a name that cannot be taken is told at its field on the score's page, with what was typed", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const score = `/scores/${await clara.add(pdfFile("a.pdf"))}`;
  const long = "x".repeat(41);
  const day = new Date(Date.now() + 5 * 86_400_000).toISOString().slice(0, 10);
  for (
    const [path, form, id, why, kept] of [
      ["marks", { tags: long, practice: "learning", difficulty: "easy" }, "tags", "at most 40", [
        `value="${long}"`,
        'value="learning" selected',
        'value="easy" selected',
      ]],
      ["practice", { day, minutes: "35", words: "Bars 9 to 16" }, "day", "yet to come", [
        `value="${day}"`,
        'value="35"',
        'value="Bars 9 to 16"',
        "<details open>",
      ]],
      ["practice", { day: "2026-01-05", minutes: "0" }, "minutes", "from 1 to 1440", [
        'value="2026-01-05"',
      ]],
      ["collections", { name: " " }, "list", "Give it a name", []],
      ["collections", { name: "y".repeat(61) }, "list", "at most 60", [
        `value="${"y".repeat(61)}"`,
      ]],
    ] as const
  ) {
    const { status, text } = await clara.post(`${score}/${path}`, form);
    assert.equal(status, 422, why);
    assert.match(text, /<title>Error: /);
    assert.match(field(text, id), /aria-invalid="true"/);
    assert.match(field(text, id), new RegExp(`aria-describedby="${id}-error"`));
    assert.match(text, new RegExp(`href="#${id}"[^]*id="${id}-error"[^>]*>[^<]*${why}`));
    for (const words of kept) assert.ok(text.includes(words), `${why}: ${words}`);
    assert.match(text, new RegExp(`action="${score}/marks"`), "it is the score's page");
  }
  const { text } = await clara.get(score);
  assert.doesNotMatch(text, /xxx|aria-invalid="true"|<title>Error/);
  for (const path of ["marks", "practice", "collections"]) {
    assert.equal((await clara.get(`${score}/${path}`)).location, score, "reloaded by its address");
  }
});

Deno.test("a collection that is full, or gone, is told beside the others, and a program gets JSON", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const score = `/scores/${await clara.add(pdfFile("a.pdf"))}`;
  await clara.post("/collections", { name: "Sunday" });
  const gone = await clara.post(`${score}/collections`, { list: "nonsense" });
  assert.equal(gone.status, 404);
  assert.match(field(gone.text, "list"), /<select[^>]*aria-invalid="true"/);
  assert.match(gone.text, /Sunday/);
  const answer = await clara.fetch(`${score}/marks`, {
    method: "POST",
    body: new URLSearchParams({ tags: "x".repeat(41) }),
    headers: { origin: app.origin, accept: "application/json" },
  });
  assert.equal(answer.status, 422);
  assert.match(answer.text, /"tag_too_long"/);
  const eve = await app.visitor().signIn("eve@example.org");
  assert.equal((await eve.post(`${score}/marks`, { tags: "x".repeat(41) })).status, 404);
});
