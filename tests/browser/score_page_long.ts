/** The page of a score in a real browser, as it is when it is opened. */
import assert from "node:assert/strict";
import { shiftsOf } from "./shifts.ts";
import { open, setlistOf, withScore } from "./viewer_stage.ts";

const WINDOWS = [[1280, 844], [1180, 820], [820, 1180]] as const;

Deno.test("in a browser: a whole page and its controls are in sight from the start, and nothing moves", async () => {
  await withScore({}, async ({ page, visitor, score }) => {
    const list = await setlistOf(visitor, "Leipzig", [score]);
    for (const look of ["", "two"]) {
      await page.context().addCookies([{ name: "look", value: look, url: visitor.origin }]);
      for (const [width, height] of WINDOWS) {
        await page.setViewportSize({ width, height });
        for (const path of [score, `${score}?list=${list}&at=1`]) {
          const here = `${path} at ${width} × ${height} ${look}`;
          assert.equal(await shiftsOf(page, path), 0, here);
          const sheet = (await page.locator("img[data-shown]:visible").last().boundingBox())!;
          const bar = (await page.getByRole("link", { name: "Next page" }).boundingBox())!;
          assert.ok(sheet.y > 0 && sheet.y + sheet.height <= bar.y, here);
          assert.ok(bar.y + bar.height <= height, `${bar.y + bar.height}: ${here}`);
          assert.ok(sheet.height > 0.6 * height, `${sheet.height}: ${here}`);
        }
      }
    }
  });
});

Deno.test("in a browser: two pages are offered only where there is room for them", async () => {
  await withScore({ viewport: { width: 390, height: 844 } }, async ({ page, score }) => {
    await open(page, score);
    await page.getByRole("button", { name: "Half-page turns" }).waitFor();
    const two = page.getByRole("button", { name: "Two pages" });
    assert.equal(await two.isVisible(), false);
    await page.setViewportSize({ width: 1280, height: 844 });
    assert.equal(await two.isVisible(), true);
  });
});
