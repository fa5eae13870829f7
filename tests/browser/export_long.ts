/** Taking a copy of everything and bringing it in, in a real browser. */
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { BrowserContextOptions, Page } from "playwright-core";
import { startApp, type TestApp } from "../app.ts";
import { pdfFile, titlePage } from "../pdf.ts";
import { axeViolations } from "./axe.ts";
import { atBrowser, becomes } from "./at_browser.ts";

const WHO = "clara@example.org";
const PHONE = { width: 390, height: 844 };

/** Somebody signed in at a browser, with two scores; nothing may go wrong on a page. */
async function withPage(
  options: BrowserContextOptions,
  run: (page: Page, app: TestApp) => Promise<void>,
): Promise<void> {
  await using app = await startApp();
  const clara = await app.visitor().signIn(WHO);
  for (const title of ["Romanze", "Scherzo"]) {
    await clara.add(pdfFile(`${title}.pdf`, { words: titlePage(title, "Clara Wieck") }));
  }
  await atBrowser(clara, { viewport: PHONE, ...options }, (page) => run(page, app));
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with JavaScript" : "without JavaScript";

  Deno.test(`in a browser, ${how}: download a copy of everything, and bring it in as somebody else`, async () => {
    await withPage({ javaScriptEnabled }, async (page, app) => {
      await page.goto("/account");
      await page.getByRole("link", { name: "Take a copy of everything" }).click();
      await page.getByText("2 scores, each file as you brought it in").waitFor();
      const coming = page.waitForEvent("download");
      await page.getByRole("button", { name: "Download it now" }).click();
      const download = await coming;
      assert.match(download.suggestedFilename(), /^Attacca [\d-]+\.zip$/);
      const path = await download.path();

      await becomes(page, app, "eve@example.org");
      await page.goto("/account");
      await page.getByRole("link", { name: "Bring in an export" }).click();
      await page.getByLabel("The ZIP").setInputFiles(path);
      await page.getByRole("button", { name: "Bring it in" }).click();
      // The page says so by itself.
      await page.getByText("2 scores are new here, 0 were here already.").waitFor();
      await page.getByRole("link", { name: "Open the library" }).click();
      await page.getByText("Romanze").first().waitFor();
    });
  });
}

const ROW = {
  id: "x",
  at: 0,
  state: "waiting",
  scores: 9,
  seen: 2,
  read: 0,
  added: 2,
  left: 0,
  leftOut: [],
  listsLeft: 0,
};

Deno.test("in a browser: an import and a copy are shown as they go on, and who stands at a button stays there", async () => {
  await withPage({}, async (page, app) => {
    const [{ id: userId }] = await people(app);
    await app.kv.set(["imports", userId], ROW);
    await page.goto("/account/import");
    await page.getByText("2 of 9 scores have been looked at.").waitFor();
    const stop = page.getByRole("button", { name: "Call it off" });
    await stop.focus();
    for (const seen of [5, 8]) {
      await app.kv.set(["imports", userId], { ...ROW, seen });
      await page.getByText(`${seen} of 9 scores have been looked at.`).waitFor();
      const value = await page.getByRole("progressbar").getAttribute("value");
      assert.equal(value, String(seen));
      assert.ok(await stop.evaluate((button) => button === document.activeElement));
    }
    await app.kv.set(["imports", userId], { ...ROW, seen: 9, added: 9, state: "done" });
    await page.getByText("9 scores are new here").waitFor();
    await page.getByLabel("The ZIP").waitFor();
    assert.equal(await stop.count(), 0);

    const copy = { id: "01k8z3m4q5r6s7t8v9w0x1y2z3", askedAt: Date.now(), ready: null };
    await app.kv.set(["exports", userId], copy);
    await page.goto("/account/export");
    await page.getByText("Your copy is being made.").waitFor();
    await app.kv.set(["exports", userId], { ...copy, written: 5_000 });
    await page.getByText("5 kB of about").waitFor();
    const ready = { at: Date.now(), bytes: 9e8, sha256: "", missing: 0 };
    await app.kv.set(["exports", userId], { ...copy, ready });
    await page.getByRole("link", { name: "Download it" }).waitFor();
    await page.getByText("Your copy is ready").waitFor();
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(`axe finds nothing on the pages of exports, ${colorScheme}, and nothing is wider than a phone`, async () => {
    await withPage({ bypassCSP: true, colorScheme }, async (page, app) => {
      const found: unknown[] = [];
      const look = async (path: string) => {
        await page.goto(path);
        const violations = await axeViolations(page);
        found.push(...violations.map((each) => `${path}: ${JSON.stringify(each)}`));
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        if (width > 390) found.push(`${path} is ${width} px wide`);
      };
      await look("/account");
      await look("/account/export");
      await look("/account/import");
      await page.getByLabel("The ZIP").setInputFiles({
        name: "x.zip",
        mimeType: "application/zip",
        buffer: Buffer.from("nothing"),
      });
      await page.getByRole("button", { name: "Bring it in" }).click();
      await page.getByText("This is no export of Attacca").waitFor();
      found.push(...await axeViolations(page));
      const [{ id: userId }] = await people(app);
      await app.kv.set(["imports", userId], ROW);
      await look("/account/import");
      await app.kv.set(["imports", userId], {
        ...ROW,
        state: "done",
        seen: 9,
        added: 3,
        left: 1,
        leftOut: [{ name: `Scores/${"long".repeat(30)}.pdf`, code: "file_not_pdf" }],
        listsLeft: 1,
      });
      await look("/account/import");
      const copy = { id: "x", askedAt: 0, ready: null };
      await app.kv.set(["exports", userId], copy);
      await look("/account/export");
      const ready = { at: Date.now(), bytes: 9e8, sha256: "", missing: 2 };
      await app.kv.set(["exports", userId], { ...copy, ready });
      await look("/account/export");
      await app.kv.delete(["exports", userId]);
      app.pass(11 * 60_000);
      await look("/account/export");
      assert.deepEqual(found, []);
    });
  });
}

async function people(app: TestApp): Promise<{ id: string }[]> {
  const rows = app.kv.list<{ id: string }>({ prefix: ["users"] });
  return await Array.fromAsync(rows, ({ value }) => value);
}
