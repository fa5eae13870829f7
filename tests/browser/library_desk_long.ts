/** The library in a real browser: as one types, by keys, without JavaScript. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { libraryQuery } from "../../services/library/query.ts";
import { startApp, type TestApp } from "../app.ts";
import { withShelf } from "../shelves.ts";
import { atBrowser, dots } from "./at_browser.ts";
import { axeViolations } from "./axe.ts";

interface Options {
  javaScriptEnabled?: boolean;
  bypassCSP?: boolean;
  colorScheme?: "light" | "dark";
  width?: number;
}

/** Somebody at a browser with a library of 27 scores; nothing may go wrong on a page. */
async function withLibrary(
  { width = 1280, ...options }: Options,
  run: (page: Page, app: TestApp, userId: string) => Promise<void>,
): Promise<void> {
  await using app = await startApp();
  const { visitor, userId } = await withShelf(app, 27);
  const viewport = { width, height: 900 };
  await atBrowser(visitor, { viewport, ...options }, (page) => run(page, app, userId), dots);
}

const found = (page: Page, text: string) =>
  page.locator("#found").getByText(text, { exact: true }).waitFor();

/** The library, its script at work: the first key or letter may come before it. */
async function open(page: Page, path = "/scores"): Promise<void> {
  await page.goto(path);
  await page.waitForFunction(() => document.querySelector("dialog > div") !== null);
  await page.waitForLoadState("networkidle");
}

Deno.test("in a browser: the library answers as one types, and the address and Back follow", async () => {
  await withLibrary({}, async (page) => {
    await open(page);
    await page.evaluate(() => Object.assign(globalThis, { stayed: true }));
    await page.locator("#q").pressSequentially("chopn noct", { delay: 20 });
    await page.locator("#found").getByText("2 scores come near").waitFor();
    assert.equal(new URL(page.url()).search, "?q=chopn+noct");
    assert.equal(await page.evaluate(() => document.activeElement?.id), "q");
    assert.equal(await page.getByText("Opened last").isVisible(), false);
    // As WebKit does where it brings the page back from its memory.
    await page.evaluate(() => {
      (document.getElementById("q") as HTMLInputElement).value = "";
      dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    });
    await page.waitForFunction(() =>
      (document.getElementById("q") as HTMLInputElement).value === "chopn noct"
    );
    await page.locator("#q").fill("");
    await found(page, "27 scores");

    await page.getByRole("link", { name: "Filters" }).click();
    await page.getByRole("link", { name: /^Frédéric Chopin/ }).click();
    await found(page, "4 scores found");
    await page.getByText("Key", { exact: true }).click();
    await page.getByRole("link", { name: /^G minor/ }).click();
    await found(page, "1 score found");
    assert.equal(await page.locator("#facet-key").getAttribute("open"), "");
    await page.locator("#q").fill("ballade");
    await page.waitForURL(/q=ballade/);
    assert.match(page.url(), /composer=Fr.*key=G\+minor/, "what was chosen stays chosen");
    await page.goBack();
    await found(page, "4 scores found");
    assert.equal(await page.locator("#q").inputValue(), "");
    await page.getByRole("link", { name: "Frédéric Chopin : take away" }).click();
    await found(page, "27 scores");
    assert.ok(await page.evaluate(() => "stayed" in globalThis), "no page was loaded anew");
    await page.getByRole("status").getByText("27 scores").waitFor();
  });
});

Deno.test("in a browser: everything is done by keys, and none of them while one types", async () => {
  await withLibrary({}, async (page, app, userId) => {
    const focused = () =>
      page.evaluate(() => {
        const card = document.activeElement?.closest("[data-card]");
        return [...document.querySelectorAll("[data-card]")].indexOf(card as HTMLElement);
      });
    const chosen = () => page.locator(".pick input:checked").count();
    await open(page);
    await page.keyboard.press("/");
    await page.keyboard.type("x?#j");
    assert.equal(await page.locator("#q").inputValue(), "x?#j");
    assert.equal(await page.locator("dialog[open]").count(), 0);
    // The address follows: what was typed has been answered, and is not on its way any more.
    await page.waitForURL(/q=x/);
    await page.locator("#q").fill("");
    await page.waitForURL((url) => !/q=./.test(url.search));
    await found(page, "27 scores");
    await page.locator("#q").blur();

    await page.keyboard.press("ArrowDown");
    assert.equal(await focused(), -1, "an arrow scrolls until one is at a score");
    for (
      const [key, at] of [["j", 0], ["j", 1], ["ArrowRight", 2], ["ArrowDown", 7], ["k", 6], [
        "ArrowUp",
        1,
      ]] as const
    ) {
      await page.keyboard.press(key);
      assert.equal(await focused(), at, key);
    }
    await page.keyboard.press("x");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Shift+X");
    assert.equal(await chosen(), 6, "all from the first to this one");
    await page.locator("[data-chosen]").getByText("6 chosen").waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await chosen(), 0);

    const heart = page.locator("[data-card]").nth(6).locator(".heart");
    const before = await heart.getAttribute("aria-pressed");
    await page.keyboard.press("f");
    await page.locator("[data-card]").nth(6)
      .locator(`.heart[aria-pressed="${before === "false"}"]`).waitFor();
    assert.equal(await focused(), 6, "the focus stays where it was");

    await page.keyboard.press("#");
    await page.getByText("1 score is put in the bin").first().waitFor();
    await found(page, "26 scores");
    assert.equal(await focused(), 6, "the next score has come in its place");
    assert.equal(await app.services.library.count(userId), 26);
    assert.doesNotMatch(page.url(), /done=/);
    await page.keyboard.press("z");
    await found(page, "27 scores");

    await page.keyboard.press("?");
    await page.getByRole("dialog").getByText("Undo the deletion").waitFor();
    await page.getByRole("button", { name: "Switch the keys off" }).click();
    await page.keyboard.press("Escape");
    await page.keyboard.press("j");
    assert.equal(await page.locator("dialog[open]").count(), 0);
    await page.getByRole("link", { name: "Keys" }).click();
    await page.getByRole("button", { name: "Switch the keys on" }).click();
    await page.getByRole("button", { name: "Close" }).click();
    await page.locator("[data-card] a").nth(4).focus();
    await page.keyboard.press("k");
    assert.equal(await focused(), 3);
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/scores\/\w{26}$/);
  });
});

Deno.test("in a browser: nothing that is changed is broken off by the next thing, and a lost connection is told", async () => {
  await withLibrary({}, async (page, app, userId) => {
    await open(page);
    await page.evaluate(() => {
      const hearts = document.querySelectorAll<HTMLElement>(".heart");
      for (const n of [0, 1, 3]) hearts[n].click();
    });
    await page.locator("#q").fill("prelude");
    await found(page, "1 score found");
    await page.locator('[data-card] .heart[aria-pressed="true"]').waitFor();
    await page.goto("/scores?favourite=yes");
    await found(page, "6 scores found");
    await open(page, "/scores?favourite=yes");
    await page.route("**/marks", (route) => route.abort());
    await page.locator(".heart").first().click();
    await page.getByRole("alert").getByText("There is no connection").waitFor();
    await page.locator(".pick input").first().check();
    await page.getByText("Tags, composer, practice, difficulty").click();
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByRole("alert").getByText("Type a tag first").waitFor();
    await found(page, "6 scores found");
    assert.equal(await app.services.library.count(userId), 27);
  });
});

Deno.test("in a browser, with the mouse: Shift takes all between, and the chosen are tagged in place", async () => {
  await withLibrary({}, async (page) => {
    await open(page);
    const box = (n: number) => page.locator(".pick input").nth(n);
    await box(2).click();
    await box(5).click({ modifiers: ["Shift"] });
    await page.getByText("4 chosen").first().waitFor();
    await page.getByText("Collection, tags, composer, practice, difficulty").click();
    await page.getByLabel("Tags").focus();
    await page.locator('#own-composers option[value="Erik Satie"]').waitFor({ state: "attached" });
    await page.locator('#own-tags option[value="recital"]').waitFor({ state: "attached" });
    // After a comma those that are not there yet are offered behind what is.
    await page.getByLabel("Tags").fill("Recital,");
    await page.locator('#own-tags option[value="Recital, students"]').waitFor({
      state: "attached",
    });
    assert.equal(await page.locator('#own-tags option[value="Recital, recital"]').count(), 0);
    await page.getByLabel("Tags").fill("");
    await page.locator('#own-tags option[value="recital"]').waitFor({ state: "attached" });
    await page.getByLabel("Tags").fill("matinee");
    await page.getByLabel("Tags").press("Enter");
    await page.getByText("4 scores are tagged").first().waitFor();
    assert.equal(await page.locator(".pick input:checked").count(), 4, "they stay chosen");
    await page.locator("#q").fill("matinee");
    await found(page, "4 scores found");
  });
});

Deno.test("in a browser: on a phone the view and the order that are chosen are in sight", async () => {
  await withLibrary({ width: 390 }, async (page, app, userId) => {
    for (const name of ["For Sundays", "For the trio", "Zarzuelas"]) {
      await app.services.views.save(userId, name, `q=${name}`);
    }
    const inSight = (name: string) =>
      page.getByRole("link", { name, exact: true }).evaluate((link) => {
        const { left, right } = link.getBoundingClientRect();
        return left >= 0 && right <= innerWidth && link.getAttribute("aria-current") === "true";
      });
    await open(page, "/scores?q=Zarzuelas");
    assert.ok(await inSight("Zarzuelas"));
    await page.getByRole("link", { name: "Favourites", exact: true }).click();
    await page.waitForURL(/favourite/);
    assert.ok(await inSight("Favourites"));
    await open(page, "/scores?sort=difficulty");
    assert.ok(await inSight("Difficulty"));
  });
});

Deno.test("in a browser: without a network ? leads to what the browser says, and breaks nothing", async () => {
  await withLibrary({}, async (page) => {
    await open(page);
    await page.route("**/scores/keys", (route) => route.abort());
    const asked = page.waitForRequest((request) =>
      request.isNavigationRequest() && request.url().endsWith("/scores/keys")
    );
    await page.keyboard.press("?");
    await asked;
  });
});

Deno.test("in a browser, without JavaScript: search, filter, choose, tag, delete, undo", async () => {
  await withLibrary({ javaScriptEnabled: false, width: 390 }, async (page) => {
    await page.goto("/scores");
    await page.locator("#q").fill("nocturne");
    await page.getByRole("button", { name: "Search" }).click();
    await found(page, "2 scores found");
    await page.getByRole("link", { name: "Filters" }).click();
    await page.getByText("Key", { exact: true }).click();
    await page.getByRole("link", { name: /^E-flat major/ }).click();
    await found(page, "1 score found");
    await page.goto("/scores?sort=title");
    await page.getByText("Choose several").click();
    await page.locator(".pick input").nth(0).check();
    await page.locator(".pick input").nth(1).check();
    await page.getByText("Collection, tags, composer, practice, difficulty").click();
    await page.getByLabel("Tags").fill("matinee");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByText("2 scores are tagged").waitFor();
    await page.goto("/scores?tag=matinee");
    await page.getByText("Choose several").click();
    await page.locator(".pick input").nth(0).check();
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByText("1 score is put in the bin").waitFor();
    await found(page, "1 score found");
    await page.getByRole("button", { name: "Undo" }).click();
    await found(page, "2 scores found");
    await page.getByText("Keep as a view").click();
    await page.getByLabel("Name of the view").fill("Matinee");
    await page.getByRole("button", { name: "Keep" }).click();
    await page.getByRole("link", { name: "Matinee", exact: true }).waitFor();
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(`in a browser, ${colorScheme}: axe finds nothing wrong with the library and its pages`, async () => {
    await withLibrary({ bypassCSP: true, colorScheme }, async (page, app, userId) => {
      const check = async (name: string) => assert.deepEqual(await axeViolations(page), [], name);
      const [{ id }] = await app.services.shelf.all(userId, libraryQuery(new URLSearchParams()));
      await app.services.bulk.run(userId, { act: "delete", value: () => "", scores: [id] });
      for (
        const path of [
          "/scores?filters=open&composer=Erik+Satie",
          "/scores?layout=list&done=delete&n=1&at=1",
          "/scores/bin",
          "/scores/catalogue",
          "/composers",
          "/composers/Erik%20Satie",
        ]
      ) {
        await page.goto(path);
        await check(path);
      }
      await open(page);
      await page.locator(".pick input").first().check();
      await page.getByText("Collection, tags, composer, practice, difficulty").click();
      await check("choosing");
      await page.keyboard.press("?");
      await page.getByRole("dialog").getByText("Undo the deletion").waitFor();
      await check("the keys");
    });
  });
}
