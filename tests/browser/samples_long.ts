/** The first run, and jumping by letter, in a real browser. */
import assert from "node:assert/strict";
import { startApp } from "../app.ts";
import { withShelf } from "../shelves.ts";
import { atBrowser, dots } from "./at_browser.ts";
import { axeViolations } from "./axe.ts";

Deno.test("in a browser, without JavaScript: three scores are tried, seen and taken away", async () => {
  await using app = await startApp();
  const visitor = await app.visitor().signIn();
  const options = { javaScriptEnabled: false, viewport: { width: 390, height: 844 } };
  await atBrowser(visitor, options, async (page) => {
    await page.goto("/scores");
    await page.getByRole("button", { name: "Try three scores" }).click();
    await page.getByText("3 scores", { exact: true }).waitFor();
    await app.services.jobs.drained();
    await page.reload();
    await page.getByRole("link", { name: /^Greensleeves/ }).click();
    await page.getByText("This is a sample to try").waitFor();
    await page.getByRole("button", { name: "Remove the samples" }).click();
    await page.getByText("3 scores are put in the bin").waitFor();
    await page.getByRole("button", { name: "Try three scores" }).waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("3 scores are back in the library").waitFor();
  });
});

Deno.test("in a browser: the samples go by one press and come back by another, with a script at work", async () => {
  await using app = await startApp();
  const visitor = await app.visitor().signIn();
  await visitor.post("/scores/samples", { act: "add" });
  await app.services.jobs.drained();
  await atBrowser(visitor, {}, async (page) => {
    await page.goto("/scores");
    await page.waitForLoadState("networkidle");
    await page.getByRole("button", { name: "Remove the samples" }).click();
    await page.getByText("3 scores are put in the bin").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("3 scores are back in the library").waitFor();
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(`in a browser, ${colorScheme}: the offer, the samples and the letters are without fault for axe`, async () => {
    await using app = await startApp();
    const visitor = await app.visitor().signIn();
    const many = await withShelf(app, 120, "many@example.org");
    await atBrowser(visitor, { bypassCSP: true, colorScheme }, async (page) => {
      await page.goto("/scores");
      assert.deepEqual(await axeViolations(page), []);
      await page.getByRole("button", { name: "Try three scores" }).click();
      await app.services.jobs.drained();
      await page.reload();
      assert.deepEqual(await axeViolations(page), []);
      await page.getByRole("button", { name: "Remove the samples" }).click();
      await page.getByText("3 scores are put in the bin").waitFor();
      assert.deepEqual(await axeViolations(page), []);
    });
    const options = { bypassCSP: true, colorScheme, viewport: { width: 390, height: 844 } };
    await atBrowser(many.visitor, options, async (page) => {
      await page.goto("/scores?sort=composer");
      assert.deepEqual(await axeViolations(page), []);
    }, dots);
  });
}

Deno.test("in a browser: a letter is reached by keys and shows where it begins without leaving the page", async () => {
  await using app = await startApp();
  const { visitor } = await withShelf(app, 120);
  await atBrowser(visitor, {}, async (page) => {
    await page.goto("/scores?sort=title");
    await page.waitForLoadState("networkidle");
    await page.evaluate(() => Object.assign(globalThis, { stayed: true }));
    const letters = page.getByRole("navigation", { name: "Titles that begin with" });
    await letters.getByRole("link", { name: "M", exact: true }).focus();
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "N");
    await page.keyboard.press("Enter");
    await page.waitForURL(/from=n/);
    await page.locator("[data-card]").first().getByText("Nocturne").waitFor();
    assert.equal(await letters.locator("[aria-current=true]").textContent(), "N");
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "N");
    assert.ok(await page.evaluate(() => "stayed" in globalThis));
    await page.getByRole("link", { name: "Back to the first" }).click();
    await page.locator("[data-card]").first().getByText("Ballade").waitFor();
  }, dots);
});
