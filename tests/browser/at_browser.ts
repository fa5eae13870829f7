import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import type { BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import type { TestApp } from "../app.ts";
import type { Visitor } from "../visitor.ts";
import { launchChromium } from "./chromium.ts";

/**
 * Somebody who is signed in, at a real browser; no script may fail on a page.
 *
 * @param prepare looks to the browser before its first page
 */
export async function atBrowser(
  visitor: Visitor,
  options: BrowserContextOptions,
  run: (page: Page) => Promise<void>,
  prepare: (context: BrowserContext) => Promise<void> = async () => {},
): Promise<void> {
  const { origin, cookie } = visitor;
  const [, value] = /session=([^;]+)/.exec(cookie)!;
  const browser = await launchChromium();
  const wrong: string[] = [];
  try {
    const viewport = { width: 1280, height: 900 };
    const context = await browser.newContext({ baseURL: origin, viewport, ...options });
    await context.addCookies([{ name: "session", value, url: origin }]);
    await prepare(context);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    noteFaults(page, wrong);
    await run(page);
    assert.deepEqual(wrong, []);
  } finally {
    await browser.close();
  }
}

/** Notes in `wrong` what fails in a page's scripts; that something was not got is none of it. */
export function noteFaults(page: Page, wrong: string[]): void {
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("console", (message) => {
    const refused = message.text().startsWith("Failed to load resource"); // A 4xx is an answer.
    if (message.type() === "error" && !refused) wrong.push(message.text());
  });
}

/** From the page that asks for an address to the library, by the link on the mailbox page. */
export async function signInByMailbox(page: Page, email: string): Promise<void> {
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await page.getByRole("link", { name: "mailbox page" }).click();
  const mail = page.frameLocator("iframe").first();
  await mail.getByRole("link", { name: "Sign in to Attacca" }).click();
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Library" }).waitFor();
}

/** Whoever was at the browser leaves it, and somebody signs in there by a mailed link. */
export async function becomes(page: Page, app: TestApp, email: string): Promise<void> {
  await page.context().clearCookies();
  await page.goto(`/signin/link?token=${await app.visitor().askForLink(email)}`);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.waitForURL((url) => url.pathname !== "/signin/link");
}

const DOT = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=",
  "base64",
);

/** Scores that are rows alone have no pages to be drawn: each is a dot. */
export async function dots(context: BrowserContext): Promise<void> {
  await context.route("**/pages/*", (route) => route.fulfill({ body: DOT }));
}
