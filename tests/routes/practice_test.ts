/** What a person notes of their practice. */
import assert from "node:assert/strict";
import { weeksOf } from "../../services/scores/practice.ts";
import { startApp } from "../app.ts";
import { pdfFile } from "../pdf.ts";

const DAY_MS = 86_400_000;
const day = (ago = 0) => new Date(Date.now() - ago * DAY_MS).toISOString().slice(0, 10);

Deno.test("a time of practice is noted by hand, shown, summed, and taken away", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const score = `/scores/${await clara.add(pdfFile("a.pdf"))}`;
  const note = (fields: Record<string, string>) => clara.post(`${score}/practice`, fields);
  assert.match((await clara.get(score)).text, /Nothing noted yet/);
  const answer = await note({ day: day(1), minutes: "25", words: "  Bars 9\nto 16 " });
  assert.equal(answer.location, `${score}#practised`);
  await note({ day: day(), minutes: "50" });
  const ahead = await note({ day: day(-1), minutes: "1" });
  assert.equal(ahead.status, 303, "it is tomorrow already where some people are");
  let { text } = await clara.get(score);
  assert.match(text, /1 h 16 min in 3 times/);
  assert.match(text, /Bars 9 to 16/);
  assert.match(text, /<svg role="img" aria-label="Minutes a week[^"]*week of/);
  const ids = [...text.matchAll(/name="drop" value="(\w+)"/g)].map(([, id]) => id);
  assert.equal(ids.length, 3);
  for (const drop of ids.slice(0, 2)) await note({ drop });
  ({ text } = await clara.get(score));
  assert.match(text, /25 minutes in one time/, "the latest stood first");
  assert.doesNotMatch(text, /50 minutes/);
});

Deno.test("what is no time of practice is refused in words, and somebody else's score has none", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const eve = await app.visitor().signIn("eve@example.org");
  const score = `/scores/${await clara.add(pdfFile("a.pdf"))}`;
  const note = (fields: Record<string, string>) => clara.post(`${score}/practice`, fields);
  for (
    const fields of [
      { day: day(), minutes: "" },
      { day: day(), minutes: "0" },
      { day: day(), minutes: "1441" },
      { day: day(), minutes: "2.5" },
      { day: "2026-02-30", minutes: "5" },
      { day: day(-3), minutes: "5" },
      { day: "", minutes: "5" },
      { day: day(), minutes: "5", words: "x".repeat(501) },
    ] as Record<string, string>[]
  ) {
    const { status, text } = await note(fields);
    assert.equal(status, 422, JSON.stringify(fields));
    assert.match(text, /Say |characters/);
  }
  assert.equal((await eve.post(`${score}/practice`, { day: day(), minutes: "5" })).status, 404);
  assert.match((await clara.get(score)).text, /Nothing noted yet/);
});

Deno.test("weeks begin on Monday, and eight of them are summed", () => {
  const on = (day: string) => ({ id: day, day, minutes: 10, words: "" });
  const days = ["2026-03-01", "2026-03-02", "2026-03-08", "2026-03-09", "2025-12-01"];
  const weeks = weeksOf(days.map(on), "2026-03-11");
  assert.equal(weeks.length, 8);
  assert.deepEqual(weeks.slice(-3), [
    { monday: "2026-02-23", minutes: 10 },
    { monday: "2026-03-02", minutes: 20 },
    { monday: "2026-03-09", minutes: 10 },
  ]);
  assert.equal(weeks[0].minutes, 0);
});

Deno.test("a score that leaves the bin for good takes its practice with it", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const id = await clara.add(pdfFile("a.pdf"));
  await clara.post(`/scores/${id}/practice`, { day: day(), minutes: "5" });
  await clara.post(`/scores/${id}/place`, { page: "1" });
  const rows = async () =>
    (await Array.fromAsync(app.kv.list({ prefix: [] }))).filter(({ key }) =>
      ["practice", "places"].includes(String(key[0]))
    ).length;
  assert.equal(await rows(), 2);
  await clara.post("/scores/bulk", { act: "delete", id });
  assert.equal(await rows(), 2, "it may come back");
  await clara.post("/scores/bin", { act: "remove", sure: "yes", id });
  assert.equal(await rows(), 0);
});
