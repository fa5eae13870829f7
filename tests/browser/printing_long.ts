/** What a real browser prints of a score and of a library. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { startApp } from "../app.ts";
import { withShelf } from "../shelves.ts";
import { atBrowser, dots } from "./at_browser.ts";
import { open, withScore } from "./viewer_stage.ts";

const ODE = new URL("../fixtures/ode.pdf", import.meta.url);

/** Prints; gives how many sheets that are, and how many pictures are on them. */
async function printed(page: Page): Promise<[sheets: number, pictures: number]> {
  const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
  const text = new TextDecoder("latin1").decode(pdf);
  const count = (what: RegExp) => text.match(what)?.length ?? 0;
  return [count(/\/Type\s*\/Page\b/g), count(/\/Subtype\s*\/Image\b/g)];
}

/** Somebody at the page of a score of three pages that differ. */
const withOde = (javaScriptEnabled: boolean, run: (page: Page, score: string) => Promise<void>) =>
  withScore({ javaScriptEnabled }, async ({ page, visitor }) => {
    const file = new File([await Deno.readFile(ODE)], "ode.pdf");
    await run(page, `/scores/${await visitor.add(file)}`);
  });

Deno.test("in a browser: Ctrl+P prints every page, one a sheet, and nothing else", async () => {
  await withOde(true, async (page, score) => {
    await page.addInitScript(() => {
      globalThis.print = () => void Object.assign(globalThis, { printed: true });
    });
    await open(page, score);
    await page.waitForLoadState("networkidle");
    await page.keyboard.press("Control+p");
    await page.waitForFunction(() => "printed" in globalThis);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("main").isVisible(), false);
    assert.deepEqual(await printed(page), [3, 3]);
  });
});

Deno.test("in a browser: so does its own menu, again and again", async () => {
  await withOde(true, async (page, score) => {
    await open(page, score);
    await page.waitForLoadState("networkidle");
    assert.deepEqual(await printed(page), [3, 3]);
    assert.equal(await page.locator(".sheets").count(), 0, "the page is as it was");
    assert.deepEqual(await printed(page), [3, 3]);
  });
});

Deno.test("in a browser: before what prints is there, the page in sight is printed", async () => {
  await withOde(true, async (page, score) => {
    await page.addInitScript(() =>
      addEventListener("beforeprint", (event) => event.stopImmediatePropagation())
    );
    await open(page, `${score}?page=2`);
    await page.waitForLoadState("networkidle");
    assert.deepEqual((await printed(page))[0], 1);
    assert.equal(
      await page.locator("img[data-shown]").getAttribute("alt"),
      "Page 2 of 3 of Ode to Joy",
    );
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("img[data-shown]").isVisible(), true);
    assert.equal(await page.locator(".bar").isVisible(), false);
  });
});

Deno.test("in a browser, without JavaScript: every page of a score, one a sheet, and nothing else", async () => {
  await withOde(false, async (page, score) => {
    await page.goto(score);
    assert.deepEqual(await printed(page), [3, 3]);
  });
});

Deno.test("in a browser: a library's first page prints in a line a score, no sheet is blank, and where all are printed is said", async () => {
  await using app = await startApp();
  const { visitor } = await withShelf(app, 60);
  await atBrowser(visitor, { viewport: { width: 390, height: 844 } }, async (page) => {
    await page.goto("/scores");
    await page.emulateMedia({ media: "print" });
    const most = await page.evaluate(() =>
      Math.max(...[...document.querySelectorAll(".score")].map((one) => one.scrollHeight))
    );
    assert.ok(most < 200, `a score's line is ${most} px high`);
    assert.equal((await printed(page))[0], 2);
    await page.getByText("48 of them are here").waitFor();
    await page.emulateMedia({ media: "screen" });
    assert.equal(await page.getByText("48 of them are here").isVisible(), false);
    await page.getByRole("link", { name: "Catalogue" }).click();
    await page.getByRole("heading", { name: "Catalogue" }).waitFor();
    await page.getByText("60 scores").waitFor();
  }, dots);
});
