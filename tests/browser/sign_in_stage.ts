/**
 * Browsers at the door: somebody signs in by mail, with another browser beside.
 *
 * @module
 */
import assert from "node:assert/strict";
import type { BrowserContextOptions, Page } from "playwright-core";
import { startApp, type TestApp } from "../app.ts";
import { startResend } from "../fakes/resend.ts";
import { quietly } from "../quiet.ts";
import { noteFaults } from "./at_browser.ts";
import { launchChromium } from "./chromium.ts";

export const MINUTE = 60_000;

export const EMAIL = "clara@example.org";

export interface Stage {
  readonly app: TestApp;
  readonly resend: ReturnType<typeof startResend>;
  /** The browser that asks to sign in. */
  readonly page: Page;
  /** A page of another browser. */
  readonly elsewhere: () => Promise<Page>;
}

/** Browsers that want the app, with a mail service to break; nothing may go wrong in them. */
export async function onStage(
  run: (stage: Stage) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const wrong: string[] = [];
  await quietly(async () => {
    await using resend = startResend();
    await using app = await startApp({
      RESEND_API_KEY: resend.key,
      RESEND_BASE_URL: resend.origin,
      MAIL_FROM: "scores@example.org",
    });
    const browser = await launchChromium();
    const newPage = async () => {
      const context = await browser.newContext({ baseURL: app.origin, ...options });
      const page = await context.newPage();
      noteFaults(page, wrong);
      page.setDefaultTimeout(15_000);
      return page;
    };
    try {
      await run({ app, resend, page: await newPage(), elsewhere: newPage });
    } finally {
      await browser.close();
    }
    assert.deepEqual(wrong, []);
  });
}

export async function ask(page: Page, email = EMAIL): Promise<void> {
  await page.goto("/signin");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Send the link" }).click();
  await page.waitForURL("**/signin/sent");
}

/** The digits and the token of the newest mail that went out. */
export async function mail({ app, resend }: Stage): Promise<{ code: string; token: string }> {
  await app.services.jobs.drained();
  const { text } = resend.sent.at(-1)!;
  const [, first, last] = /^(\d{3}) (\d{3})$/m.exec(text!)!;
  return { code: first + last, token: /token=([\w-]+)/.exec(text!)![1] };
}

/** Signs a browser in by the digits in the mail. */
export async function signIn(stage: Stage, page: Page): Promise<void> {
  await ask(page);
  const { code } = await mail(stage);
  await page.getByLabel("Six digits from the mail").fill(code);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByRole("heading", { name: "Library" }).waitFor();
}

/** Types the code that is shown and lets the other browser in. */
export async function approve(page: Page, code: string): Promise<void> {
  await page.goto("/account");
  await page.getByRole("link", { name: "Let another device in" }).click();
  await page.getByLabel("Code on the other screen").fill(code);
  await page.getByRole("button", { name: "Look at it" }).click();
  await page.getByText("Chrome on Linux").waitFor();
  await page.getByRole("button", { name: "Let it in" }).click();
  await page.getByText("It is let in").waitFor();
}

export const shownCode = async (page: Page) =>
  await page.getByText(/^[B-Z]{4}-[B-Z]{4}$/).first().innerText();
