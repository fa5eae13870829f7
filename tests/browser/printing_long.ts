/** What a real browser prints of a score and of a library. */
import assert from "node:assert/strict";
import { open, withScore } from "./viewer_stage.ts";

Deno.test("in a browser: printing prints every page, one a sheet, and nothing else", async () => {
  await withScore({}, async ({ page, score }) => {
    await page.addInitScript(() => {
      globalThis.print = () => void Object.assign(globalThis, { printed: true });
    });
    await open(page, score);
    await page.keyboard.press("Control+p");
    await page.waitForFunction(() => "printed" in globalThis);
    await page.emulateMedia({ media: "print" });
    assert.equal(await page.locator("main").isVisible(), false);
    const pdf = await page.pdf({ format: "A4", preferCSSPageSize: true });
    const pages = new TextDecoder("latin1").decode(pdf).match(/\/Type\s*\/Page\b/g)!.length;
    assert.equal(pages, 5);
  });
});
