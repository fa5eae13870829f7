/** The explanation in a real browser: it grows as it is written, and needs no script to be read. */
import assert from "node:assert/strict";
import type { BrowserContextOptions, Page } from "playwright-core";
import { createStore } from "../../store/store.ts";
import { startApp, type TestApp } from "../app.ts";
import { startGemini } from "../fakes/gemini.ts";
import type { Visitor } from "../visitor.ts";
import { axeViolations } from "./axe.ts";
import { launchChromium } from "./chromium.ts";

const MENUET = new URL("../fixtures/menuet.pdf", import.meta.url);
const NOTE = "# Style\n\nA quiet minuet.\n\n# How to practise it\n\n- Count aloud.\n- Then play.";

interface Scene {
  readonly app: TestApp;
  readonly page: Page;
  readonly path: string;
  readonly clara: Visitor;
  readonly gemini: ReturnType<typeof startGemini>;
}

/** A browser in which Clara is signed in, and what went wrong in it. */
async function withPage(
  run: (scene: Scene) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  await using gemini = startGemini();
  gemini.answer(NOTE);
  await using app = await startApp({ GEMINI_API_KEY: gemini.key, GEMINI_BASE_URL: gemini.origin });
  const clara = await app.visitor().signIn();
  const score = await clara.add(new File([await Deno.readFile(MENUET)], "menuet.pdf"));
  const browser = await launchChromium();
  const wrong: string[] = [];
  const log = console.error;
  console.error = () => {};
  try {
    const context = await browser.newContext({ baseURL: app.origin, ...options });
    const [name, value] = clara.cookie.split("=");
    await context.addCookies([{ name, value, url: app.origin }]);
    const page = await context.newPage();
    page.on("pageerror", (error) => wrong.push(String(error)));
    page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
    page.on("request", (request) => {
      if (!request.url().startsWith(app.origin)) wrong.push(`asks another host: ${request.url()}`);
    });
    page.setDefaultTimeout(15_000);
    await run({ app, page, path: `/scores/${score}/explanation`, clara, gemini });
    assert.deepEqual(wrong, []);
  } finally {
    console.error = log;
    await browser.close();
  }
}

/** Has the explanation stand as it does while a model writes, with `text` so far. */
async function written({ app, path }: Scene, status: "writing" | "done", text: string) {
  const { explanations, ...store } = createStore(app.kv);
  const now = Date.now();
  const [userId, score] = [await owner(app), path.split("/")[2]];
  const operation = store.begin();
  explanations.set(operation, await explanations.get(userId, score, now), {
    status,
    text,
    model: "gemini-3.8-flash",
    code: null,
    tries: 0,
    retryAt: null,
    requestedAt: now,
    updatedAt: now,
  });
  assert.ok(await store.commit(operation));
}

Deno.test("in a browser: from the score to its explanation, allowed by the panel, written by Gemini", async () => {
  await withPage(async ({ page, path, app }) => {
    await page.goto(path.replace("/explanation", ""));
    await page.getByRole("link", { name: "Explain this score" }).click();
    await page.getByText("who lived from 1677 to 1733").waitFor();
    await page.getByRole("button", { name: "Let Gemini explain my scores" }).click();
    await page.getByText("Written by Gemini (gemini-3.8-flash)").waitFor();
    await page.getByText("Then play.").waitFor();
    await app.services.jobs.drained();
    await page.reload();
    await page.getByText("A quiet minuet.").waitFor();
    await page.getByText("What the page itself tells").click();
    await page.getByText("who lived from 1677 to 1733").waitFor();
  });
});

Deno.test("the text grows on the page while it is written, and is read out a paragraph at a time", async () => {
  await withPage(async (scene) => {
    const { page } = scene;
    await written(scene, "writing", "# Style\n\nA qui");
    await page.goto(scene.path);
    await page.getByText("Gemini is writing.").waitFor();
    const live = page.locator("[aria-live=polite]");
    await page.getByText("A qui").waitFor();
    assert.doesNotMatch(await live.innerText(), /A qui/, "not before it is whole");
    await written(scene, "writing", "# Style\n\nA quiet minuet.\n\nIts ba");
    await page.getByText("Its ba").waitFor();
    assert.match(await live.innerText(), /A quiet minuet\./);
    await written(scene, "done", NOTE);
    await page.getByText("Written by Gemini").waitFor();
    assert.match(await live.innerText(), /Then play\./);
    await page.getByRole("status").filter({ hasText: "The text is complete." }).waitFor();
  }, { reducedMotion: "reduce" });
});

Deno.test("without JavaScript the page asks, waits and shows the text by itself", async () => {
  await withPage(async (scene) => {
    const { page, clara, path } = scene;
    await clara.post("/account/consents", { purpose: "ai-explaining", answer: "yes" });
    await written(scene, "writing", "# Style\n\nA qui");
    await page.goto(path);
    await page.getByText("Gemini is writing.").waitFor();
    await written(scene, "done", NOTE);
    await page.getByText("Written by Gemini").waitFor(); // The page looks again after two seconds.
    assert.equal(await page.locator("main li").filter({ visible: true }).count(), 2);
  }, { javaScriptEnabled: false });
});

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(`axe finds nothing in any state of an explanation, ${colorScheme}`, async () => {
    await withPage(async (scene) => {
      const { page, path, clara, gemini, app } = scene;
      const found: string[] = [];
      const look = async (state: string) => {
        await page.goto(path);
        await page.locator("h1").waitFor();
        found.push(...(await axeViolations(page)).map((one) => `${state}: ${JSON.stringify(one)}`));
      };
      await look("unasked");
      await clara.post("/account/consents", { purpose: "ai-explaining", answer: "no" });
      await look("refused");
      await clara.post("/account/consents", { purpose: "ai-explaining", answer: "yes" });
      await look("allowed");
      await written(scene, "writing", "# Style\n\nA qui");
      await look("writing");
      await written(scene, "done", NOTE);
      await look("done");
      await createStore(app.kv).explanations.remove(await owner(app), path.split("/")[2]);
      await gemini.break("blocked");
      await clara.post(path, {});
      await app.services.jobs.drained();
      await look("failed");
      assert.deepEqual(found, []);
    }, { colorScheme, bypassCSP: true });
  });
}

/** The id of the only person there is. */
async function owner(app: TestApp): Promise<string> {
  const [row] = await Array.fromAsync(app.kv.list({ prefix: ["users"] }));
  return String(row.key[1]);
}

Deno.test("a page that is told nothing, for too many listen, loads itself anew", async () => {
  await withPage(async (scene) => {
    const { app, page, path } = scene;
    for (let n = 0; n < 300; n++) app.services.streams.take(`somebody ${n}`);
    await written(scene, "writing", "# Style\n\nA qui");
    await page.goto(path);
    await page.getByText("Gemini is writing.").waitFor();
    await written(scene, "done", NOTE);
    await page.getByText("Written by Gemini").waitFor();
  });
});
