/** What a newcomer meets first: their mail, on the mailbox page. */
import assert from "node:assert/strict";
import { startApp } from "../app.ts";
import { launchChromium } from "./chromium.ts";

Deno.test("the mailbox page shows a whole mail, down to the digits and beyond", async () => {
  await using app = await startApp();
  const { code } = await app.visitor().askForMail("clara@example.org");
  const browser = await launchChromium();
  try {
    for (const width of [390, 640, 1280]) {
      const page = await browser.newPage({ viewport: { width, height: 900 } });
      await page.goto(`${app.origin}/dev/mailbox`);
      const mail = page.frames()[1];
      await mail.getByText(code.slice(0, 3)).first().waitFor();
      const hidden = await mail.evaluate(() => {
        const { scrollHeight, clientHeight } = document.documentElement;
        return scrollHeight - clientHeight;
      });
      assert.ok(hidden <= 0, `${hidden} px of the mail are out of sight at ${width} px`);
      await page.close();
    }
  } finally {
    await browser.close();
  }
});
