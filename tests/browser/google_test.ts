import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import type { TestApp } from "../app.ts";
import type { FakeGoogle } from "../fakes/google.ts";
import { withGoogle } from "../google.ts";
import { axeViolations } from "./axe.ts";
import { launchChromium } from "./chromium.ts";

/** A page of a browser in the app with Google; nothing may go wrong on it. */
async function withPage(
  options: { javaScriptEnabled?: boolean; bypassCSP?: boolean },
  run: (page: Page, google: FakeGoogle, app: TestApp) => Promise<void>,
): Promise<void> {
  await withGoogle(async (app, google) => {
    const browser = await launchChromium();
    const wrong: string[] = [];
    try {
      const context = await browser.newContext({ baseURL: app.origin, ...options });
      const page = await context.newPage();
      page.on("pageerror", (error) => wrong.push(String(error)));
      page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
      page.setDefaultTimeout(15_000);
      await run(page, google, app);
      assert.deepEqual(wrong, []);
    } finally {
      await browser.close();
    }
  });
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with JavaScript" : "without JavaScript";

  Deno.test(`in a browser, ${how}: sign in with Google, come back to the page that was wanted`, async () => {
    await withPage({ javaScriptEnabled }, async (page) => {
      await page.goto("/scores/new");
      await page.getByRole("link", { name: "Continue with Google" }).click();
      await page.waitForURL("**/scores/new");
      await page.goto("/account");
      await page.getByText("Connected as").waitFor();
      await page.getByRole("button", { name: "Sign out" }).click();
      await page.goto("/account");
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
    });
  });

  Deno.test(`in a browser, ${how}: cancel at Google, and sign in by mail instead`, async () => {
    await withPage({ javaScriptEnabled }, async (page, google) => {
      google.person = null;
      await page.goto("/signin");
      await page.getByRole("link", { name: "Continue with Google" }).click();
      await page.getByText("Signing in with Google was cancelled").waitFor();
      await page.getByLabel("E-mail address").fill("clara@example.org");
      await page.getByRole("button", { name: "Send the link" }).click();
      await page.getByRole("heading", { name: "Look in your mail" }).waitFor();
    });
  });

  Deno.test(`in a browser, ${how}: connect Google on the account page, and disconnect it`, async () => {
    await withPage({ javaScriptEnabled }, async (page, _, app) => {
      const token = await app.visitor().askForLink("clara@work.example");
      await page.goto(`/signin/link?token=${token}`);
      await page.getByRole("button", { name: "Sign in" }).click();
      await page.goto("/account");
      await page.getByRole("button", { name: "Connect Google" }).click();
      await page.getByText("Google is connected").waitFor();
      await page.getByRole("button", { name: "Disconnect Google" }).click();
      await page.getByText("Google is disconnected").waitFor();
    });
  });

  Deno.test(`in a browser, ${how}: confirm with Google that the account goes, come back by Google and keep it`, async () => {
    await withPage({ javaScriptEnabled }, async (page) => {
      await page.goto("/scores/new");
      await page.getByRole("link", { name: "Continue with Google" }).click();
      await page.waitForURL("**/scores/new");
      await page.goto("/account/delete");
      await page.getByLabel("type your address").fill("clara@example.org");
      await page.getByRole("button", { name: "Confirm with Google" }).click();
      await page.getByRole("heading", { name: "Your account is going" }).waitFor();
      await page.getByText("is ended there too").waitFor();
      await page.goto("/scores");
      await page.getByRole("link", { name: "Continue with Google" }).click();
      await page.getByRole("button", { name: "Keep my account" }).click();
      await page.getByText("Your account stays").waitFor();
    });
  });
}

Deno.test("axe finds nothing on the pages that speak of Google", async () => {
  await withPage({ bypassCSP: true }, async (page, _, app) => {
    const found: unknown[] = [];
    const look = async (path: string) => {
      await page.goto(path);
      found.push(...(await axeViolations(page)).map((each) => `${path}: ${JSON.stringify(each)}`));
    };
    await look("/signin");
    await look("/signin?problem=google_away");
    const box = await page.getByRole("link", { name: "Continue with Google" }).boundingBox();
    assert.ok(box!.height >= 44, `${box!.height} px`);
    await page.getByRole("link", { name: "Continue with Google" }).click();
    await page.waitForURL("**/scores");
    await look("/account?google=connected");
    await look("/account?problem=google_last");
    await app.services.google.settled();
    assert.deepEqual(found, []);
  });
});
