import assert from "node:assert/strict";
import { quietly } from "../quiet.ts";
import { startTroubled } from "../troubled.ts";
import { axeViolations } from "./axe.ts";
import { launchChromium } from "./chromium.ts";

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(`axe finds nothing on the status page and under the line of a stand-in, ${colorScheme}`, async () => {
    await quietly(async () => {
      await using app = await startTroubled();
      const browser = await launchChromium();
      try {
        for (const width of [390, 1280]) {
          const viewport = { width, height: 844 };
          const context = await browser.newContext({ viewport, colorScheme, bypassCSP: true });
          const page = await context.newPage();
          for (const path of ["/status", "/signin"]) {
            await page.goto(app.origin + path);
            assert.deepEqual(await axeViolations(page), [], path);
            const wider = await page.evaluate(() =>
              document.documentElement.scrollWidth - document.documentElement.clientWidth
            );
            assert.equal(wider, 0, `${path} fits ${width} px`);
          }
          await context.close();
        }
      } finally {
        await browser.close();
      }
    });
  });
}

Deno.test("without JavaScript the status page says all there is", async () => {
  await quietly(async () => {
    await using app = await startTroubled();
    const browser = await launchChromium();
    try {
      const page = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
      await page.goto(app.origin);
      await page.getByRole("link", { name: "Status" }).click();
      await page.getByRole("heading", { name: /^Attacca plays on/ }).waitFor();
      assert.equal(await page.getByRole("img", { name: /the last 90 days/ }).count(), 3);
      await page.getByText("Resend says: Partially Degraded Service").waitFor();
      await page.getByRole("heading", { name: "Resend is not answering" }).waitFor();
    } finally {
      await browser.close();
    }
  });
});
