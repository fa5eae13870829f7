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
      const [name, value] = clara.cookie.split("=");
      const open = async (bypassCSP: boolean) => {
        const context = await browser.newContext({ baseURL: app.origin, bypassCSP });
        await context.addCookies([{ name, value, url: app.origin }]);
        return await context.newPage();
      };
      const [page, bare] = [await open(false), await open(true)];
      /** What axe finds at an address, on a page of its own: it does not pass our policy. */
      const violations = async (path: string) => {
        await bare.goto(path);
        return await axeViolations(bare);
      };
      page.setDefaultTimeout(15_000);
      page.on("pageerror", (error) => wrong.push(String(error)));
      page.on("console", (message) => {
        if (message.type() === "error") wrong.push(message.text());
      });

      await gemini.break("503");
      assert.deepEqual(await violations("/scores/new"), []);
      await consent(clara, "yes");
      const words = titlePage("Romanze", "Clara Schumann");
      const id = await clara.add(pdfFile("scan.pdf", { words }));
      await page.goto(`/scores/${id}`);
      await page.getByRole("heading", { name: "Romanze" }).waitFor();
      await page.getByText("Gemini is not answering").waitFor();
      assert.deepEqual(await violations(`/scores/${id}`), []);
      await page.evaluate("globalThis.sameDocument = true");

      await gemini.mend();
      app.pass(60_000);
      await app.services.jobs.drained();
      await page.getByText("Andante molto").waitFor();
      await page.getByText("Read on this server and by Gemini").waitFor();
      assert.equal(await page.getByText("Gemini is not answering").count(), 0);
      assert.equal(await page.evaluate("globalThis.sameDocument"), true, "without a reload");
      assert.deepEqual(await violations("/account"), []);
      assert.deepEqual(wrong, []);
    } finally {
      await browser.close();
    }
  });
});
