/** Bringing files in, in a real browser: the network goes, the page is closed, folders are dropped. */
import assert from "node:assert/strict";
import type { BrowserContext, Page } from "playwright-core";
import { startApp, type TestApp } from "../app.ts";
import { pdfFile, titlePage } from "../pdf.ts";
import { atBrowser } from "./at_browser.ts";
import { axeViolations } from "./axe.ts";
import { launchChromium } from "./chromium.ts";

const SLOW = { latency: 0, downloadThroughput: -1, uploadThroughput: 2e6 };

interface Scene {
  app: TestApp;
  context: BrowserContext;
  page: Page;
  /** A folder with `large.pdf`, of 4 MB, and `shelf/`, which holds two scores, and what is none. */
  folder: string;
  /** The offsets at which the browser went on with an upload, in order. */
  offsets: number[];
  /** The network of a page becomes slow; gives what takes it away, and brings it back. */
  slow: (page: Page) => Promise<(offline: boolean) => Promise<void>>;
}

async function withFiles(run: (scene: Scene) => Promise<void>): Promise<void> {
  await using app = await startApp();
  const folder = await Deno.makeTempDir();
  const put = async (path: string, file: File) =>
    await Deno.writeFile(`${folder}/${path}`, await file.bytes());
  await put("large.pdf", pdfFile("", { words: titlePage("Large", "A. Amalia"), padding: 4e6 }));
  await Deno.mkdir(`${folder}/shelf/inner`, { recursive: true });
  await put("shelf/one.pdf", pdfFile("", { pages: 1 }));
  await put("shelf/inner/two.PDF", pdfFile("", { pages: 2 }));
  await put("shelf/inner/notes.txt", new File(["none"], ""));
  const visitor = await app.visitor().signIn();
  const [, session] = /session=([^;]+)/.exec(visitor.cookie)!;
  const browser = await launchChromium();
  const offsets: number[] = [];
  const wrong: string[] = [];
  try {
    const context = await browser.newContext({ baseURL: app.origin, bypassCSP: true });
    await context.addCookies([{ name: "session", value: session, url: app.origin }]);
    context.setDefaultTimeout(15_000);
    context.on("request", (request) => {
      const offset = request.headers()["upload-offset"];
      if (offset !== undefined) offsets.push(Number(offset));
    });
    context.on("weberror", (error) => wrong.push(String(error.error())));
    const page = await context.newPage();
    const slow = async (page: Page) => {
      const devtools = await context.newCDPSession(page);
      await devtools.send("Network.enable");
      const offline = async (offline: boolean) => {
        await devtools.send("Network.emulateNetworkConditions", { ...SLOW, offline });
      };
      await offline(false);
      return offline;
    };
    await run({ app, context, page, folder, offsets, slow });
    assert.deepEqual(wrong, []);
  } finally {
    await browser.close();
    await Deno.remove(folder, { recursive: true });
  }
}

/** The page that brings files in, its script at work. */
async function open(page: Page): Promise<void> {
  await page.goto("/scores/new");
  await page.getByText("Drop files anywhere").waitFor();
}

const choose = (page: Page, path: string) => page.setInputFiles("#file", path);

/** Waits until some of the file has come. */
async function someCame(app: TestApp): Promise<void> {
  while (true) {
    for await (const row of app.kv.list<number>({ prefix: ["blob_offsets"] })) {
      if (row.value > 0) return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

Deno.test("in a browser: when the network goes and comes back, a file goes on where it stopped", async () => {
  await withFiles(async ({ app, page, folder, offsets, slow }) => {
    await open(page);
    const offline = await slow(page);
    await choose(page, `${folder}/large.pdf`);
    await someCame(app);
    await page.getByText(/\d+ %, .* a second/).waitFor();
    await offline(true);
    await page.getByText("No connection. It goes on where it stopped, by itself.").waitFor();
    assert.deepEqual(await axeViolations(page), []);
    await offline(false);
    await page.getByText("Added", { exact: true }).waitFor();
    assert.equal(offsets[0], 0);
    assert.ok(offsets.at(-1)! > 0, `it went on at ${offsets}`);
    await page.getByText("Open the score").click();
    await page.getByRole("heading", { name: "Large" }).waitFor();
  });
});

Deno.test("in a browser: what was unfinished when the page was closed is offered, and goes on when it is chosen again", async () => {
  await withFiles(async ({ app, context, page, folder, offsets, slow }) => {
    await open(page);
    await slow(page);
    await choose(page, `${folder}/large.pdf`);
    await someCame(app);
    await page.close();
    const back = await context.newPage();
    await open(back);
    await back.getByRole("heading", { name: "One file was not finished" }).waitFor();
    assert.deepEqual(await axeViolations(back), []);
    await choose(back, `${folder}/large.pdf`);
    await back.getByText("Added", { exact: true }).waitFor();
    assert.equal(await back.getByText("was not finished").count(), 0);
    // What was still under way as the page closed may have been all of it.
    assert.equal(offsets.filter((at) => at === 0).length, 1, `it went on at ${offsets}`);

    await slow(back);
    await Deno.writeFile(`${folder}/large.pdf`, new TextEncoder().encode("\n"), { append: true });
    await choose(back, `${folder}/large.pdf`);
    await someCame(app);
    await back.getByRole("button", { name: "Cancel large.pdf" }).click();
    await back.getByText("large.pdf").nth(1).waitFor({ state: "detached" });
    for (let tries = 0; tries < 100; tries++) {
      const rows = await Array.fromAsync(app.kv.list({ prefix: ["arrivals"] }));
      if (rows.length === 0) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error("Cannot go on: the upload that was cancelled is still there");
  });
});

Deno.test("in a browser: of a folder what can be a score comes in, and a file dropped on the library does", async () => {
  await withFiles(async ({ page, folder }) => {
    await open(page);
    await page.setInputFiles("#folder", `${folder}/shelf`);
    await page.getByText("2 of 2 added, 1 in folders passed over").waitFor();
    await page.goto("/scores");
    await page.waitForFunction(() => document.querySelector("dialog > div") !== null);
    const bytes = [...await pdfFile("", { pages: 3 }).bytes()];
    await page.evaluate((bytes) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array(bytes)], "three.pdf"));
      for (const type of ["dragover", "drop"]) {
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true }));
      }
    }, bytes);
    await page.getByText("1 of 1 added").waitFor();
    await page.getByRole("link", { name: "three.pdf" }).waitFor();
    assert.deepEqual(await axeViolations(page), []);
    await page.getByRole("button", { name: "Close" }).click();
    await page.getByText("1 of 1 added").waitFor({ state: "detached" });
  });
});

Deno.test("in a browser of a phone nobody is asked to drop a file", async () => {
  await using app = await startApp();
  const visitor = await app.visitor().signIn();
  const phone = { hasTouch: true, isMobile: true, viewport: { width: 390, height: 844 } };
  await atBrowser(visitor, phone, async (page) => {
    await page.goto("/scores/new");
    await page.getByText("From this device").waitFor();
    await page.getByText("Drop files").waitFor({ state: "hidden" });
  });
});
