import assert from "node:assert/strict";
import { consent, withGemini } from "../gemini_app.ts";
import { pdfFile, titlePage } from "../pdf.ts";
import { axeViolations } from "./axe.ts";
import { launchChromium } from "./chromium.ts";

Deno.test("in a browser: Gemini is away, is back, and what it read appears by itself", async () => {
  await withGemini(async ({ app, gemini, clara }) => {
    const browser = await launchChromium();
    const wrong: string[] = [];
    try {
      const context = await browser.newContext({ baseURL: app.origin });
      const [name, value] = clara.cookie.split("=");
      await context.addCookies([{ name, value, url: app.origin }]);
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      page.on("pageerror", (error) => wrong.push(String(error)));
      page.on("console", (message) => {
        if (message.type() === "error") wrong.push(message.text());
      });

      await gemini.break("503");
      await page.goto("/scores/new");
      assert.deepEqual(await axeViolations(page), []);
      await consent(clara, "yes");
      const words = titlePage("Romanze", "Clara Schumann");
      const id = await clara.add(pdfFile("scan.pdf", { words }));
      await page.goto(`/scores/${id}`);
      await page.getByRole("heading", { name: "Romanze" }).waitFor();
      await page.getByText("Gemini is not answering").waitFor();
      assert.deepEqual(await axeViolations(page), []);
      await page.evaluate("globalThis.sameDocument = true");

      await gemini.mend();
      await new Promise((resolve) => setTimeout(resolve, 320));
      app.pass(60_000);
      await app.services.jobs.drained();
      await page.getByText("Andante molto").waitFor();
      await page.getByText("Read on this server and by Gemini").waitFor();
      assert.equal(await page.getByText("Gemini is not answering").count(), 0);
      assert.equal(await page.evaluate("globalThis.sameDocument"), true, "without a reload");
      await page.goto("/account");
      assert.deepEqual(await axeViolations(page), []);
      assert.deepEqual(wrong, []);
    } finally {
      await browser.close();
    }
  });
});
