import assert from "node:assert/strict";
import type { BrowserContextOptions, Page } from "playwright-core";
import { startApp } from "../app.ts";
import { axeViolations } from "./axe.ts";
import { noteFaults, signInByMailbox } from "./at_browser.ts";
import { launchChromium } from "./chromium.ts";

const MENUET = new URL("../fixtures/menuet.pdf", import.meta.url).pathname;
const ODE = new URL("../fixtures/ode.pdf", import.meta.url).pathname;

const ENCRYPTED = new URL("../fixtures/encrypted.pdf", import.meta.url).pathname;

/** A page of a browser that wants the app, and what went wrong on it. */
async function withPage(
  run: (page: Page, app: { origin: string }) => Promise<void>,
  options: BrowserContextOptions = {},
): Promise<void> {
  await using app = await startApp();
  const browser = await launchChromium();
  const wrong: string[] = [];
  try {
    const context = await browser.newContext({ baseURL: app.origin, ...options });
    const page = await context.newPage();
    noteFaults(page, wrong);
    page.on("request", (request) => {
      if (!request.url().startsWith(app.origin)) wrong.push(`asks another host: ${request.url()}`);
    });
    page.setDefaultTimeout(15_000);
    await run(page, app);
    assert.deepEqual(wrong, []);
  } finally {
    await browser.close();
  }
}

/** From the start page to the library, by the mailed link in the mailbox page. */
async function signIn(page: Page, email: string): Promise<void> {
  await page.goto("/");
  await page.getByRole("link", { name: "Sign in by mail" }).click();
  await signInByMailbox(page, email);
}

Deno.test("in a browser: sign in, bring a score in, correct it, find it, turn its pages, get it back", async () => {
  await withPage(async (page) => {
    await signIn(page, "clara@example.org");

    await page.getByRole("link", { name: "Add scores" }).first().click();
    await page.getByText("Drop files anywhere").waitFor();
    await page.setInputFiles("input[type=file]", [ODE, MENUET]);
    await page.getByText("2 of 2 added").waitFor();
    await page.getByRole("link", { name: "ode.pdf" }).click();

    await page.getByRole("heading", { name: "Ode to Joy" }).waitFor();
    assert.match(await page.locator("main header").innerText(), /Ludwig van Beethoven/i);
    const facts = await page.getByLabel("What is known of this score").innerText();
    assert.match(facts, /Flute, Piano/);
    assert.match(facts, /read from the page, (sure|likely)/);
    const picture = page.getByRole("img", { name: "Page 1 of 3" });
    assert.ok(
      await picture.evaluate((image: HTMLImageElement) =>
        image.decode().then(() => image.naturalWidth > 300)
      ),
    );

    for (
      const [key, now] of [["ArrowRight", 2], ["PageDown", 3], ["Space", 3], ["PageUp", 2], [
        "ArrowLeft",
        1,
      ], ["Space", 2]] as const
    ) {
      await page.keyboard.press(key);
      await page.getByRole("img", { name: `Page ${now} of 3` }).waitFor();
    }
    await page.getByRole("link", { name: "Next page" }).click();
    await page.getByText("Page 3 of 3").waitFor();
    await page.reload();
    await page.getByText("Page 3 of 3").waitFor();
    await page.getByRole("button", { name: "Full screen" }).click();
    await page.waitForFunction(() => document.fullscreenElement !== null);
    // A pedal that sends a space must turn the page, not press the button that was clicked last.
    await page.getByRole("link", { name: "Previous page" }).click();
    await page.keyboard.press("Space");
    await page.getByText("Page 3 of 3").waitFor();
    assert.ok(await page.evaluate(() => document.fullscreenElement !== null));
    await page.keyboard.press("f");
    await page.waitForFunction(() => document.fullscreenElement === null);

    await page.getByRole("link", { name: "Edit" }).click();
    assert.equal(await page.getByLabel("Composer").inputValue(), "Ludwig van Beethoven");
    await page.getByLabel("Title", { exact: true }).fill("An die Freude");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("heading", { name: "An die Freude" }).waitFor();
    assert.match(await page.getByLabel("What is known of this score").innerText(), /typed by you/);

    await page.getByRole("link", { name: "Library" }).click();
    await page.getByLabel("Search").fill("freude beeth");
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByText("1 score found").first().waitFor();
    assert.equal(await page.locator("[data-card]").count(), 1);
    await page.locator("[data-card] img").first().evaluate((image: HTMLImageElement) =>
      image.decode()
    );
    await page.getByRole("link", { name: /An die Freude/ }).click();

    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download" }).click(),
    ]);
    assert.equal(download.suggestedFilename(), "ode.pdf");
    assert.deepEqual(await Deno.readFile((await download.path())!), await Deno.readFile(ODE));

    await page.getByRole("link", { name: "Account" }).click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.getByRole("link", { name: "Sign in by mail" }).waitFor();
  });
});

Deno.test("a file dropped anywhere on the page is brought in; one that is no score gets its sentence", async () => {
  await withPage(async (page) => {
    await signIn(page, "clara@example.org");
    await page.goto("/scores/new");
    await page.getByText("Drop files anywhere").waitFor();
    const pdf = Array.from(await Deno.readFile(MENUET));
    const transfer = await page.evaluateHandle((bytes) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(bytes)], "dropped.pdf"));
      transfer.items.add(new File(["not a score"], "letter.pdf"));
      return transfer;
    }, pdf);
    await page.dispatchEvent("footer", "drop", { dataTransfer: transfer });
    await page.getByText("1 of 2 added, 1 not").waitFor();
    await page.getByText("This is not a PDF").waitFor();
    await page.getByRole("link", { name: "Open the score" }).click();
    await page.getByRole("heading", { name: "Menuet" }).waitFor();
  });
});

Deno.test("an upload that finds no connection goes on by itself, and one that was refused can be tried again", async () => {
  await withPage(async (page) => {
    await signIn(page, "clara@example.org");
    await page.goto("/scores/new");
    await page.getByText("Drop files anywhere").waitFor();
    const json = { code: "quota_full", message: "There is no room left." };
    await page.route("**/uploads", (route) => route.fulfill({ status: 507, json }), { times: 1 });
    await page.route("**/uploads", (route) => route.abort(), { times: 1 });
    await page.setInputFiles("input[type=file]", MENUET);
    await page.getByText("No connection. It goes on").waitFor();
    await page.getByText("There is no room left.").waitFor();
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText("1 of 1 added").waitFor();
    await page.context().clearCookies();
    await page.setInputFiles("input[type=file]", ODE);
    await page.getByText("You are signed out").waitFor();
    assert.equal(
      await page.locator("main li").getByRole("link", { name: "Sign in" }).getAttribute("href"),
      "/signin?returnTo=/scores/new",
    );
  });
});

Deno.test("without JavaScript all of it works", async () => {
  await withPage(async (page) => {
    await signIn(page, "clara@example.org");
    await page.goto("/scores/new");
    await page.setInputFiles("input[name=file]", ODE);
    await page.getByRole("button", { name: "Add to the library" }).click();
    await page.waitForURL(/\/scores\/[0-9a-z]{26}$/);
    await page.getByRole("heading", { name: "Ode to Joy" }).waitFor();
    await page.getByRole("link", { name: "2", exact: true }).click();
    await page.waitForURL(/#page-2$/);
    await page.getByRole("img", { name: "Page 2 of 3 of Ode to Joy" }).waitFor();
    await page.getByRole("link", { name: "Edit" }).click();
    await page.getByLabel("Title", { exact: true }).fill("");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Give the score a title").first().waitFor();
    await page.getByLabel("Title", { exact: true }).fill("Ode");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("link", { name: "Library" }).click();
    await page.getByLabel("Search").fill("ode");
    await page.getByLabel("Search").press("Enter");
    await page.getByRole("link", { name: /Ode/ }).waitFor();
  }, { javaScriptEnabled: false });
});

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(`axe finds nothing on any page, ${colorScheme}`, async () => {
    await withPage(async (page) => {
      const found: string[] = [];
      const look = async (path: string) => {
        if (path !== "") await page.goto(path);
        const { pathname } = new URL(page.url());
        found.push(
          ...(await axeViolations(page)).map((each) => `${pathname}: ${JSON.stringify(each)}`),
        );
      };
      for (const path of ["/", "/signin", "/signin/sent", "/dev/mailbox", "/nowhere"]) {
        await page.goto(path).catch(() => {});
        await look("");
      }
      await signIn(page, "clara@example.org");
      await look("");
      await look("/account/approve");
      await page.goto("/scores/new");
      await page.setInputFiles("input[type=file]", [ODE, ENCRYPTED]);
      await page.getByText("1 of 2 added").waitFor();
      await look("");
      await page.getByRole("link", { name: "Open the score" }).click();
      await page.getByRole("heading", { name: "Ode to Joy" }).waitFor();
      await look("");
      const score = new URL(page.url()).pathname;
      for (const path of [`${score}/edit`, "/scores", "/scores?q=nothing", "/account"]) {
        await look(path);
      }
      assert.deepEqual(found, []);
    }, { colorScheme, bypassCSP: true });
  });
}
