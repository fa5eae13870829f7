import assert from "node:assert/strict";
import { spanStart } from "../../../services/integration/meters.ts";
import { startGemini } from "../../fakes/gemini.ts";
import { aJob, atDesk, plain, waitWith } from "../../desk.ts";

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
const GEMINI = { GEMINI_API_KEY: "gemini-key-of-this-test", GEMINI_BASE_URL: "http://127.0.0.1:9" };

/** What is said of one integration. */
const part = (html: string, title: string) => {
  const [, ...parts] = html.split(/<h2/);
  return plain("<h2" + parts.find((one) => one.includes(title))!);
};

Deno.test("of each integration the desk says how it is, what is used, what waits and what happened", async () => {
  await atDesk(async ({ app, store, clara }) => {
    const now = app.services.world.now();
    await store.counters.add([
      [["quota", "gemini", "token", "day", spanStart("day", now)], 250_000],
      [["meter", "gemini", "five", spanStart("five", now), "calls"], 50],
      [["meter", "gemini", "five", spanStart("five", now), "failures"], 1],
      [["meter", "gemini", "five", spanStart("five", now), "under:1000"], 49],
    ]);
    await waitWith(store, aJob(now, { kind: "ask-gemini", payload: { userId: "x", id: "y" } }));
    const { text } = await clara.get("/admin");
    const said = part(text, "Reading by Gemini");
    assert.match(said, /Calls are let through Yes/);
    assert.match(said, /answer within 1 s \/ 1 s/);
    assert.match(said, /Allowance a day 250,000 of 1,000,000 tokens Anew in \d+ (hour|minute)/);
    assert.match(said, /Waits in the queue one job/);
    assert.match(text, /<meter[^>]*aria-label="Reading by Gemini: tokens used this day"/);
  }, GEMINI);
});

Deno.test("a breaker that is open says until when, and its incident is a link away", async () => {
  await using gemini = startGemini();
  const env = { GEMINI_API_KEY: gemini.key, GEMINI_BASE_URL: gemini.origin };
  await atDesk(async ({ app, clara }) => {
    gemini.break("500");
    for (let n = 0; n < 7; n++) {
      app.pass(6 * 60_000);
      await app.services.watch.look();
    }
    const { text } = await clara.signIn().then(() => clara.get("/admin"));
    const said = part(text, "Reading by Gemini");
    assert.match(said, /Stand-in plays/);
    assert.match(said, /No: it failed too often\. One is let through in \d|One at a time/);
    assert.match(said, /Last incident: Gemini is not answering , not over/);
    assert.ok(
      text.indexOf("Reading by Gemini") < text.indexOf("Sign-in with Google"),
      "worst first",
    );
  }, env);
});

// An incident of the house, or one that the status page does not tell, was nowhere on the desk's first page.
Deno.test("every incident that is not over is a link away from the desk's first page", async () => {
  await atDesk(async ({ clara }) => {
    const open = (about: string, title: string) =>
      clara.post("/admin/incidents", { title, about, severity: "major" });
    const house = await open("house", "Scores cannot be opened");
    const gemini = await open("gemini", "Gemini reads nonsense");
    const { text } = await clara.get("/admin");
    assert.match(plain(text), /Scores cannot be opened , began just now/);
    assert.match(
      part(text, "Reading by Gemini"),
      /Last incident: Gemini reads nonsense , not over/,
    );
    for (const { location } of [house, gemini]) assert.ok(text.includes(`href="${location}"`));
    assert.doesNotMatch((await clara.get("/status")).text, /cannot be opened|nonsense/);
  }, GEMINI);
});

Deno.test("the charts are pictures with words, and a table has each figure", async () => {
  await atDesk(async ({ app, store, clara }) => {
    const now = app.services.world.now();
    const [hour, day] = [now - 3 * HOUR, now - 3 * DAY];
    const five = (name: string) => ["meter", "gemini", "five", spanStart("five", hour), name];
    const days = (name: string) => ["meter", "gemini", "day", spanStart("day", day), name];
    await store.counters.add([
      [five("calls"), 40],
      [five("failures"), 4],
      [five("under:250"), 30],
      [five("under:5000"), 6],
      [days("calls"), 900],
      [days("under:500"), 900],
      [["meter", "gemini", "five", spanStart("five", now - 25 * HOUR), "calls"], 5],
    ]);
    const { text } = await clara.get("/admin");
    const said = part(text, "Reading by Gemini");
    assert.match(said, /Last 24 hours 40 calls, 4 failed \( ?10 % ?\)/, "not what is older");
    assert.match(said, /Slowest hour: 95 of 100 within 5 s/);
    assert.match(said, /Last 30 days 900 calls, none failed/);
    for (const [, names] of text.matchAll(/<svg[^>]*role="img" aria-labelledby="([^"]+)"/g)) {
      for (const id of names.split(" ")) {
        assert.match(text, new RegExp(`<(title|desc) id="${id}"[^>]*>`));
      }
    }
    assert.match(said, /\d\d:00 40 4 250 ms 5 s/);
    assert.doesNotMatch(text, /<script(?! type="application\/json")[^>]*src/);
  }, GEMINI);
});
