import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { fixture, served } from "../fresh/fixture.ts";
import { launchChromium } from "./chromium.ts";

/** Opens a page of the fresh layer's fixture app under its nonce policy; nothing may go wrong on it. */
async function onPage(path: string, use: (page: Page) => Promise<void>): Promise<void> {
  const ask = await fixture("site");
  const handler = (request: Request) => {
    const { pathname, search } = new URL(request.url);
    return ask(pathname + search, { headers: request.headers });
  };
  await served(handler, async (origin) => {
    await using browser = await launchChromium();
    const page = await browser.newPage();
    const wrong: string[] = [];
    page.on("pageerror", (error) => wrong.push(String(error)));
    page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
    page.setDefaultTimeout(10_000);
    await page.goto(origin + path, { waitUntil: "networkidle" });
    await use(page);
    assert.deepEqual(wrong.filter((text) => !text.startsWith("Failed to load resource")), []);
  });
}

Deno.test("a signal that two islands share stays one signal in the browser", async () => {
  await onPage("/", async (page) => {
    await page.click("[data-label=a]");
    await page.getByText("Count: 4").nth(1).waitFor();
    await page.click("[data-label=b]");
    assert.deepEqual(await page.locator("[data-label]").allInnerTexts(), ["Count: 5", "Count: 5"]);
  });
});

Deno.test("dates, maps, sets, bytes and deep signals arrive as what they were", async () => {
  await onPage("/rich", async (page) => {
    const text = await page.locator("#types").innerText();
    assert.match(
      text,
      /1970-01-01T00:00:00\.000Z\|1\|2\|7-7-7\|deep signal\|<\/script><!--<script>/,
    );
    await page.getByRole("button", { name: "change" }).click();
    await page.getByText("|changed|").waitFor();
  });
});

Deno.test("on a page with such, an island that stands inside another one is alive, too", async () => {
  await onPage("/rich", async (page) => {
    await page.locator("#within button").click();
    await page.locator("#within").getByText("1", { exact: true }).waitFor();
  });
});

Deno.test("what the server rendered inside an island can be hidden, shown again, and stays alive", async () => {
  await onPage("/slots", async (page) => {
    const toggle = page.getByRole("button", { name: "Toggle" });
    await page.locator("#shown").waitFor();
    await toggle.first().click();
    await page.locator("#shown").waitFor({ state: "detached" });
    await toggle.first().click();
    await page.locator("#shown button").click();
    assert.match(await page.locator("#shown").innerText(), /Server text\s*1/);
    await toggle.nth(1).click();
    assert.ok(await page.locator("#hidden input").isChecked());
    await page.locator("#hidden button").click();
    assert.match(await page.locator("#hidden").innerText(), /1/);
    // An island in what was hidden, with something of the page in it.
    await page.locator("#deep").waitFor();
    await toggle.nth(2).click();
    await page.locator("#deep").waitFor({ state: "detached" });
  });
});

Deno.test("in the browser a head holds what an island says while it says it", async () => {
  await onPage("/titled", async (page) => {
    const next = () => page.getByRole("button").click();
    const authors = async () =>
      await page.locator("meta[name=author]").evaluateAll((all) =>
        all.map((each) => each.getAttribute("content"))
      );
    assert.equal(await page.title(), "Count 0");
    for (const count of [1, 2]) {
      await next();
      await page.waitForFunction((title) => document.title === title, `Count ${count}`);
      assert.deepEqual(await authors(), [`Author ${count}`]);
    }
    await next();
    await page.waitForFunction(() => !document.querySelector("meta[name=author]"));
    assert.deepEqual(await authors(), []);
  });
});
