/** A setlist played in a real browser, from one score to the next, at the desk and on the stand. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { pdfFile } from "../pdf.ts";
import { inSight, open, setlistOf, withScore } from "./viewer_stage.ts";

/** A score of five pages and one of two in a list; the second was left at its end. */
async function withTwo(
  run: (page: Page, first: string, second: string, list: string) => Promise<void>,
): Promise<void> {
  await withScore({}, async ({ page, visitor, score }) => {
    const second = `/scores/${await visitor.add(pdfFile("b.pdf", { pages: 2 }))}`;
    await visitor.post(`${second}/place`, { page: "2" });
    const list = await setlistOf(visitor, "Leipzig", [score, second]);
    await run(page, score, second, list);
  });
}

/** The other score, its script at work. */
async function comes(page: Page, score: string): Promise<void> {
  await page.waitForURL(`**${score}?*`);
  await page.locator("[data-ready]").waitFor();
}

const fullScreen = (page: Page, on: boolean) =>
  page.waitForFunction((on) => (document.fullscreenElement !== null) === on, on);

Deno.test("in a browser: past the last page of a piece in a setlist comes the next piece, from its beginning", async () => {
  await withTwo(async (page, first, second, list) => {
    await open(page, `${first}?list=${list}&at=1`);
    await page.keyboard.press("End");
    await page.waitForURL("**/*page=5");
    await page.keyboard.press("ArrowRight");
    await comes(page, second);
    assert.deepEqual(await inSight(page), [1]);
    await page.keyboard.press("ArrowLeft");
    await comes(page, first);
    assert.deepEqual(await inSight(page), [5]);
  });
});

Deno.test("in a browser: on the stand a pedal goes on through a setlist, and a key brings the full screen back", async () => {
  await withTwo(async (page, first, second, list) => {
    await open(page, `${first}?list=${list}&at=1`);
    await page.keyboard.press("f");
    await fullScreen(page, true);
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowDown");
    await comes(page, second);
    const height = async () => (await page.locator("img[data-shown]").boundingBox())!.height;
    assert.equal(Math.round(await height()), 900, "the page alone, before any key");
    await page.keyboard.press("ArrowDown");
    assert.deepEqual(await inSight(page), [2]);
    await fullScreen(page, true);
    await page.reload();
    await page.locator("[data-ready]").waitFor();
    await page.locator(".on-stand").waitFor();
    await page.keyboard.press("ArrowUp");
    assert.deepEqual(await inSight(page), [1]);
    await page.keyboard.press("ArrowUp");
    await comes(page, first);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Full screen" }).waitFor();
    assert.equal(await page.locator(".on-stand").count(), 0);
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowRight");
    await comes(page, second);
    assert.equal(await page.locator(".on-stand").count(), 0, "from the desk to the desk");
  });
});
