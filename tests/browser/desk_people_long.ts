/** Incidents, keys, the audit and accounts at a real browser, as an operator uses them. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { newId } from "../../services/world.ts";
import { createStore } from "../../store/store.ts";
import { startApp, type TestApp } from "../app.ts";
import { idOf, OPERATOR, operator } from "../operator.ts";
import { atBrowser } from "./at_browser.ts";
import { axeViolations } from "./axe.ts";

const ISSUED = "SESSION_KEYS:test=2020-01-02";

/** Clara has an account, and a call was made for her. */
async function house(): Promise<{ app: TestApp; clara: string }> {
  const app = await startApp({ ...OPERATOR, KEYS_ISSUED: ISSUED });
  const clara = await idOf(await app.visitor().signIn("clara@example.org"));
  await createStore(app.kv).audit.add([{
    id: newId(app.services.world),
    at: app.services.world.now(),
    integration: "gemini",
    operation: "read-score",
    subject: clara,
    outcome: "timeout",
    ms: 1200,
    attempts: 2,
    tokens: 0,
    bytes: 20_000,
  }]);
  return { app, clara };
}

const press = (page: Page, name: string) => page.getByRole("button", { name }).click();

Deno.test("in a browser without JavaScript: an account is found, disabled, and enabled again", async () => {
  const { app, clara } = await house();
  await using _ = app;
  await atBrowser(await operator(app), { javaScriptEnabled: false }, async (page) => {
    await page.goto("/admin/accounts");
    await page.getByLabel("E-mail address or id").fill("clara@example.org");
    await page.keyboard.press("Enter");
    await page.getByText(clara).waitFor();
    await page.getByRole("link", { name: "Disable the account" }).click();
    await page.getByText("Nothing is deleted").waitFor();
    await press(page, "Disable the account");
    await page.getByRole("heading", { name: "This account is disabled" }).waitFor();
    await press(page, "Enable it again");
    await page.getByRole("heading", { name: "This account is open" }).waitFor();
  });
});

Deno.test("in a browser without JavaScript: the audit of a person is searched and downloaded", async () => {
  const { app, clara } = await house();
  await using _ = app;
  await atBrowser(await operator(app), { javaScriptEnabled: false }, async (page) => {
    await page.goto("/admin/audit");
    await page.getByLabel("Person: id or e-mail address").fill("clara@example.org");
    await page.getByLabel("Outcome").selectOption("failed");
    await press(page, "Search");
    await page.getByText("Reading by Gemini: read-score").waitFor();
    assert.equal(new URL(page.url()).search, `?who=${clara}&outcome=failed`);
    const downloading = page.waitForEvent("download");
    await press(page, "Download as CSV");
    const file = await Deno.readTextFile(await (await downloading).path());
    assert.match(file, new RegExp(`call,${clara},gemini,read-score,timeout,1200,2,0,20000`));
  });
});

Deno.test("in a browser without JavaScript: an incident is opened, noted, closed, and its review published", async () => {
  const { app } = await house();
  await using _ = app;
  await atBrowser(await operator(app), { javaScriptEnabled: false }, async (page) => {
    await page.goto("/admin/incidents");
    await page.getByLabel("What is wrong, in a line").fill("Uploads fail");
    await page.getByLabel("Tell everybody").check();
    await press(page, "Open the incident");
    await page.getByLabel("A note").fill("We are at it.");
    await page.getByLabel("Public: on the status page").check();
    await press(page, "Add the note");
    await page.getByText("We are at it.").waitFor();
    await press(page, "It is over: close it");
    await page.getByText("Over. It lasted").waitFor();
    await page.getByRole("link", { name: "Write the review" }).click();
    await page.getByLabel("Why it happened").fill("The disk was full.");
    await press(page, "Publish it on the status page");
    await page.getByText("It is published").waitFor();
    app.pass(6_000);
    await page.goto("/status");
    await page.reload();
    await page.getByText("What we learned").click();
    await page.getByText("The disk was full.").waitFor();
  });
});

Deno.test("in a browser without JavaScript: an overdue key is seen from every page of the desk", async () => {
  const { app } = await house();
  await using _ = app;
  await atBrowser(await operator(app), { javaScriptEnabled: false }, async (page) => {
    await page.goto("/admin/accounts");
    await page.getByRole("link", { name: "One key is overdue" }).click();
    await page.getByRole("heading", { name: "Sessions: this key signs" }).waitFor();
    await page.getByText("Keep the old key after it for 90 days").waitFor();
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(`axe finds nothing on these pages of the desk, ${colorScheme}, and none is wider than a phone`, async () => {
    const { app, clara } = await house();
    await using _ = app;
    const robert = await operator(app);
    const { location } = await robert.post("/admin/incidents", { title: "x".repeat(120) });
    await robert.post(location, { do: "note", text: "y".repeat(500) });
    const paths = [
      "/admin/incidents",
      location,
      `${location}/review`,
      "/admin/keys",
      "/admin/audit",
      "/admin/accounts",
      `/admin/accounts/${clara}`,
      `/admin/accounts/${clara}/disable`,
    ];
    const options = { bypassCSP: true, colorScheme, viewport: { width: 390, height: 844 } };
    await atBrowser(robert, options, async (page) => {
      for (const path of paths) {
        await page.goto(path);
        assert.deepEqual(await axeViolations(page), [], path);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= 390, `${path} is ${wide} wide`);
      }
    });
  });
}
