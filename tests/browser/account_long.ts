/** The account's pages in a real browser. */
import assert from "node:assert/strict";
import type { BrowserContextOptions, Page } from "playwright-core";
import type { User } from "../../store/users.ts";
import { startApp, type TestApp } from "../app.ts";
import { quietly } from "../quiet.ts";
import { axeViolations } from "./axe.ts";
import { atBrowser, becomes } from "./at_browser.ts";

const OLD = "clara@example.org";
const NEW = "clara@new.example";
const PHONE = { width: 390, height: 844 };

/** Somebody signed in at a browser; nothing may go wrong on a page. */
async function withPage(
  options: BrowserContextOptions,
  run: (page: Page, app: TestApp) => Promise<void>,
  env: Record<string, string> = {},
): Promise<void> {
  await quietly(async () => {
    await using app = await startApp(env);
    const clara = await app.visitor().signIn(OLD);
    await atBrowser(clara, { viewport: PHONE, ...options }, (page) => run(page, app));
  });
}

/** Something of the only person's was sent to Gemini a while ago. */
async function wrote(app: TestApp): Promise<void> {
  const [{ value: { id } }] = await Array.fromAsync(app.kv.list<User>({ prefix: ["users"] }));
  const at = Date.now();
  await app.kv.set(["audit_of", id, at, "01k00000000000000000000000"], {
    id: "01k00000000000000000000000",
    at,
    integration: "gemini",
    operation: "read-score",
    subject: id,
    outcome: "ok",
    bytes: 12_000,
  });
}

/** The page in the newest mail to an address. */
async function pageIn(app: TestApp, to: string): Promise<string> {
  const mail = (await app.visitor().mails()).find((mail) => mail.to === to);
  return /https?:\S+\/address\?token=\S+/.exec(mail!.text)![0];
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? "with JavaScript" : "without JavaScript";

  Deno.test(`in a browser, ${how}: change the address by the buttons of both mails`, async () => {
    await withPage({ javaScriptEnabled }, async (page, app) => {
      await page.goto("/account");
      await page.getByRole("link", { name: "Change the address" }).click();
      await page.getByLabel("New e-mail address").fill("clara@");
      await page.getByRole("button", { name: "Send both mails" }).click();
      await page.getByText("This is not an e-mail address").waitFor();
      await page.getByLabel("New e-mail address").fill(NEW);
      await page.getByRole("button", { name: "Send both mails" }).click();
      await page.getByText("A mail is on its way to each of the two").waitFor();

      const [old, other] = [await pageIn(app, OLD), await pageIn(app, NEW)];
      await page.goto(other);
      await page.getByRole("button", { name: "Yes, use this address" }).click();
      await page.getByText("Now press the button in the mail to the old address").waitFor();
      await page.goto(old);
      await page.getByRole("button", { name: "Yes, change it" }).click();
      await page.getByText("Sign in with it").waitFor();
      await page.goto("/account");
      await page.getByText(NEW).waitFor();
    });
  });

  Deno.test(`in a browser, ${how}: the old mailbox takes the change back`, async () => {
    await withPage({ javaScriptEnabled }, async (page, app) => {
      await page.goto("/account/address");
      await page.getByLabel("New e-mail address").fill(NEW);
      await page.getByRole("button", { name: "Send both mails" }).click();
      await page.goto(await pageIn(app, OLD));
      await page.getByRole("button", { name: "This was not me" }).click();
      await page.getByText("Everybody is signed out").waitFor();
      await page.goto("/account");
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
    });
  });

  Deno.test(`in a browser, ${how}: see where one is signed in, sign out there, and everywhere else`, async () => {
    await withPage({ javaScriptEnabled }, async (page, app) => {
      await becomes(page, app, OLD); // Where they were before is one of the other places.
      const others = [];
      for (let n = 0; n < 2; n++) others.push(await app.visitor().signIn(OLD));
      await page.goto("/account");
      await page.getByText("And in 3 other places").waitFor();
      await page.getByRole("link", { name: "See where" }).click();
      await page.getByText("Chrome on Linux").waitFor();
      await page.getByRole("button", { name: "Sign out there" }).first().click();
      await page.getByText("That browser is signed out").waitFor();
      assert.equal(await page.getByRole("button", { name: "Sign out there" }).count(), 2);
      await page.getByRole("button", { name: "Sign out everywhere else" }).click();
      await page.getByText("Everybody but this browser is signed out").waitFor();
      for (const other of others) assert.equal((await other.get("/account")).status, 303);
    });
  });

  Deno.test(`in a browser, ${how}: allow something, take it back, and see what has left the house and what is kept`, async () => {
    await withPage({ javaScriptEnabled }, async (page, app) => {
      await page.goto("/account");
      const gemini = page.getByRole("region", { name: "What Gemini may do" });
      await gemini.getByRole("button", { name: "Let Gemini read my scores" }).click();
      await gemini.getByText("Gemini reads the first pages of the scores you add.").waitFor();
      await gemini.getByRole("button", { name: "Read them here only" }).click();
      await gemini.getByText("Your scores are read on this server only.").waitFor();
      await wrote(app);
      await page.getByRole("link", { name: "See what has left the house" }).click();
      await page.getByText("Pictures of the first pages of a score, to be read").waitFor();
      await page.getByText("To Gemini").waitFor();
      await page.getByText("12 kB. It arrived.").waitFor();
      await page.getByRole("link", { name: "What is kept, and where" }).click();
      await page.getByRole("heading", { name: "On your device" }).waitFor();
      await page.getByText("Gemini, which reads and explains scores").waitFor();
    }, { GEMINI_API_KEY: "gemini-key-of-a-test" });
  });

  Deno.test(`in a browser, ${how}: delete the account by typing its address, keep it after all, and end it`, async () => {
    await withPage({ javaScriptEnabled }, async (page, app) => {
      const signIn = async () => {
        await page.goto(`/signin/link?token=${await app.visitor().askForLink(OLD)}`);
        await page.getByRole("button", { name: "Sign in" }).click();
      };
      const ask = async () => {
        await page.goto("/account/delete");
        await page.getByLabel("type your address").fill(OLD);
        await page.getByRole("button", { name: "Delete it all" }).click();
        await page.getByRole("heading", { name: "Your account is going" }).waitFor();
      };
      await page.goto("/account");
      await page.getByRole("link", { name: "Delete the account" }).click();
      await page.getByLabel("type your address").fill("eve@example.org");
      const refused = page.waitForResponse((answer) => answer.request().method() === "POST");
      await page.getByRole("button", { name: "Delete it all" }).click();
      assert.equal((await refused).status(), 422);
      await page.getByText("This is not the address of your account").waitFor();
      await ask();
      await page.getByText("You are signed out everywhere").waitFor();
      await signIn();
      await page.getByRole("button", { name: "Keep my account" }).click();
      await page.getByText("Your account stays").waitFor();
      await ask();
      await signIn();
      await page.goto("/scores");
      await page.getByRole("button", { name: "Delete it now" }).click();
      await page.getByRole("heading", { name: "Your account is deleted" }).waitFor();
      await page.goto("/account");
      await page.getByRole("heading", { name: "Sign in" }).waitFor();
    });
  });
}

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(`axe finds nothing on the account's pages, ${colorScheme}, and nothing is wider than a phone`, async () => {
    await withPage({ bypassCSP: true, colorScheme }, async (page, app) => {
      const found: unknown[] = [];
      const look = async (path: string) => {
        await page.goto(path);
        const violations = await axeViolations(page);
        found.push(...violations.map((each) => `${path}: ${JSON.stringify(each)}`));
        const width = await page.evaluate(() => document.documentElement.scrollWidth);
        if (width > 390) found.push(`${path} is ${width} px wide`);
      };
      await app.visitor().signIn(OLD);
      await look("/account");
      await look("/account/sessions?done=one");
      for (const each of ["delete", "shared", "device", "approve"]) await look(`/account/${each}`);
      await wrote(app);
      await look("/account/ledger");
      await look("/privacy");
      await look("/account/address");
      await page.getByLabel("New e-mail address").fill(NEW);
      await page.getByRole("button", { name: "Send both mails" }).click();
      await look("/account/address");
      await look(await pageIn(app, NEW));
      await look(await pageIn(app, OLD));
      await page.getByRole("button", { name: "Yes, change it" }).click();
      await look(page.url());
      await look("/address?done=refused");
      await look("/deleted");
      await page.context().addCookies([{ name: "left", value: "yes", url: app.origin }]);
      await look("/deleted");
      await look("/deleted?on=2026-12-02&google=failed");
      await look("/deleted?google=by-hand");
      await look("/account?kept=yes");
      app.pass(11 * 60_000);
      await look("/account/delete");
      for await (const { key, value } of app.kv.list<User>({ prefix: ["users"] })) {
        await app.kv.set(key, { ...value, leaving: { askedAt: 1, due: 1_796_169_600_000 } });
      }
      await look("/account/leaving");
      await page.goto(`/signin/link?token=${await app.visitor().askForLink(OLD)}`);
      await page.getByRole("button", { name: "Sign in" }).click();
      await look("/account/leaving");
      assert.deepEqual(found, []);
    });
  });
}
