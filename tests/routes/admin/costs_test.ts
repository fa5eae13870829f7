import assert from "node:assert/strict";
import { spentPath } from "../../../services/integration/spent.ts";
import { spanStart } from "../../../services/integration/meters.ts";
import { startGemini } from "../../fakes/gemini.ts";
import { consent, metadata, ROMANZE, told } from "../../gemini_app.ts";
import { pdfFile, titlePage } from "../../pdf.ts";
import { atDesk, type Desk, plain } from "../../desk.ts";

const GEMINI = { GEMINI_API_KEY: "gemini-key-of-this-test", GEMINI_BASE_URL: "http://127.0.0.1:9" };
const DOLLAR = 1_000_000;
const MONTH = 32 * 24 * 60 * 60_000;

/** As another instance writes down what it spent. */
async function spend({ app, store }: Desk, amount: number): Promise<void> {
  const now = app.services.world.now();
  await store.counters.add([
    [spentPath(now, "gemini"), amount],
    [["meter", "gemini", "day", spanStart("day", now), "calls"], 300],
    [["meter", "gemini", "day", spanStart("day", now), "tokens"], 1_000_000],
  ]);
}

Deno.test("the costs are what was metered this month, by the prices of the configuration", async () => {
  const PRICES = '{"gemini":{"perThousandTokens":0.002}}';
  await atDesk(async (desk) => {
    await spend(desk, 2 * DOLLAR);
    const said = plain((await desk.clara.get("/admin/costs")).text);
    assert.match(said, /\$2\.00 in/);
    assert.match(
      said,
      /Reading by Gemini \$0\.002\d* a thousand tokens, by PRICES 300 1,000,000 \$2\.00/,
    );
    assert.match(said, /There is no budget/);
    desk.app.pass(MONTH);
    await desk.clara.signIn();
    assert.match(plain((await desk.clara.get("/admin/costs")).text), /\$0\.00 in/);
  }, { ...GEMINI, PRICES });
});

Deno.test("ten thousand people cost what the specification says, and any number is projected", async () => {
  await atDesk(async ({ clara }) => {
    const page = async (users: string) =>
      plain((await clara.get(`/admin/costs?users=${encodeURIComponent(users)}`)).text);
    const many = await page("10 000");
    assert.match(many, /10,000 people: \$70\.00 a month/);
    assert.match(many, /Sign-in with Google 10,000 people \$0\.00/);
    assert.match(many, /Mail by Resend 500 mails a day \$20\.00/);
    assert.match(many, /Reading by Gemini 1,000 readings a day \$50\.00/);
    const few = await page("1000");
    assert.match(few, /1,000 people: \$0\.00 a month/, "the specification's costs of today");
    assert.match(await page("40000"), /2,000 mails a day \$40\.00/, "a second block is begun");
    for (const wrong of ["0", "x", "1e99", "-5", ""]) {
      assert.match(await page(wrong), /Type a whole number/);
    }
  });
});

Deno.test("at 80 % of the budget the operators are told once, on the desk, by health and by mail", async () => {
  await atDesk(async (desk) => {
    const { app, clara } = desk;
    const { watch } = app.services;
    const health = async () =>
      JSON.parse((await clara.get("/health/integrations/gemini")).text) as Record<string, unknown>;
    await spend(desk, 7.9 * DOLLAR);
    app.pass(3_000);
    assert.equal(JSON.stringify(await health()).includes("budget"), false);
    await spend(desk, 0.2 * DOLLAR);
    app.pass(60_000);
    assert.match(JSON.stringify(await health()), /"warn".*this month’s budget is nearly spent/);
    assert.match(
      plain((await clara.get("/admin")).text),
      /This month’s budget is nearly spent : \$8\.10 of \$10\.00/,
    );
    for (let n = 0; n < 3; n++) {
      await watch.look();
      app.pass(61_000);
    }
    const mails = async () =>
      (await clara.mails()).filter(({ subject }) => /budget/.test(subject))
        .map(({ to, subject }) => [to, subject]);
    const near = ["clara@example.org", "The month’s budget is nearly spent"];
    assert.deepEqual(await mails(), [near]);
    await spend(desk, 2 * DOLLAR);
    app.pass(61_000);
    await watch.look();
    assert.deepEqual(await mails(), [["clara@example.org", "The month’s budget is spent"], near]);
  }, { ...GEMINI, MONTHLY_BUDGET_USD: "10" });
});

Deno.test("where the budget stops calls, the stand-in plays and everybody is told the truth", async () => {
  await atDesk(async (desk) => {
    const { app, clara } = desk;
    await spend(desk, 10 * DOLLAR);
    app.pass(61_000);
    const check = await app.services.health.check("gemini");
    assert.deepEqual([check.status, check.signs], ["warn", ["over_budget"]]);
    assert.match(
      check.output,
      /^it is paused: this month’s budget is spent, so scores are read on/,
    );
    await app.services.watch.look();
    app.pass(6_000);
    const { text } = await app.visitor().get("/status");
    assert.match(plain(text), /Attacca plays on/);
    const desktop = plain((await clara.get("/admin")).text);
    assert.match(desktop, /Calls that cost are not made and the stand-ins play/);
    app.pass(MONTH);
    assert.equal((await app.services.health.check("gemini")).output, "it works");
  }, { ...GEMINI, MONTHLY_BUDGET_USD: "10", BUDGET_HARD_STOP: "1" });
});

Deno.test("over the budget a score is read here and stays so until the month is over, then Gemini reads it", async () => {
  await using gemini = startGemini();
  const env = {
    GEMINI_API_KEY: gemini.key,
    GEMINI_BASE_URL: gemini.origin,
    MONTHLY_BUDGET_USD: "10",
    BUDGET_HARD_STOP: "1",
  };
  await atDesk(async (desk) => {
    const { app, clara } = desk;
    gemini.answer(ROMANZE);
    await consent(clara, "yes");
    await spend(desk, 10 * DOLLAR);
    app.pass(3_000);
    const words = titlePage("Romanze", "Clara Schumann");
    const id = await clara.add(pdfFile("romanze.pdf", { words }));
    const read = await metadata(clara, id);
    assert.equal(read.status, "ready");
    assert.equal(read.fields.title?.value, "Romanze");
    assert.match(told(read.chain), /gemini:failed:quota_exhausted.*local:ok/);
    assert.equal(gemini.prompts.length, 0);
    const said = plain((await clara.get("/admin/queue")).text);
    assert.match(
      said,
      /Last time: Cannot call gemini: the month&#39;s budget is spent|budget is spent/,
    );
    app.pass(MONTH);
    await app.services.jobs.drained();
    assert.equal(gemini.prompts.length, 1, "it waited, and was not lost");
  }, env);
});
