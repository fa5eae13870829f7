/** What stands at the foot of the library in a real browser: what was done, and what is chosen. */
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { libraryQuery } from "../../services/library/query.ts";
import { startApp, type TestApp } from "../app.ts";
import { aJob, waitWith } from "../desk.ts";
import { createStore } from "../../store/store.ts";
import { withShelf } from "../shelves.ts";
import { atBrowser, dots } from "./at_browser.ts";
import { axeViolations } from "./axe.ts";

interface Options {
  count?: number;
  width?: number;
  javaScriptEnabled?: boolean;
  bypassCSP?: boolean;
  colorScheme?: "light" | "dark";
}

async function withLibrary(
  { count = 60, width = 1280, ...options }: Options,
  run: (page: Page, app: TestApp, userId: string) => Promise<void>,
): Promise<void> {
  await using app = await startApp();
  const { visitor, userId } = await withShelf(app, count);
  const viewport = { width, height: width < 640 ? 844 : 900 };
  await atBrowser(visitor, { viewport, ...options }, (page) => run(page, app, userId), dots);
}

async function open(page: Page, path = "/scores"): Promise<void> {
  await page.goto(path);
  await page.waitForFunction(() => document.querySelector("dialog > div") !== null);
  await page.waitForLoadState("networkidle");
}

const found = (page: Page, text: string) =>
  page.locator("#found").getByText(text, { exact: true }).waitFor();
const chosen = (page: Page, text: string) =>
  page.locator("[data-chosen]").getByText(text, { exact: true }).waitFor();
const box = (page: Page, n: number) => page.locator(".score .pick input").nth(n);

/** Whether all of it is in the window, and nothing lies over it. */
const inSight = (one: Locator) =>
  one.evaluate((element) => {
    const { top, bottom, left, right } = element.getBoundingClientRect();
    const there = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return top >= 0 && bottom <= innerHeight && element.contains(there);
  });

for (const width of [390, 1280]) {
  Deno.test(`in a browser, ${width} wide: what was done is said where one is, with the way back, and nothing moves`, async () => {
    await withLibrary({ width }, async (page) => {
      await open(page);
      const card = page.locator("[data-card]").nth(30);
      await card.locator("a").focus();
      await page.waitForTimeout(200);
      const before = (await card.boundingBox())!;
      await page.keyboard.press("#");
      const undo = page.getByRole("button", { name: "Undo" });
      await undo.waitFor();
      assert.ok(await inSight(undo));
      const { x, y } = (await page.locator("[data-card]").nth(30).boundingBox())!;
      assert.deepEqual([x, y], [before.x, before.y]);
      await page.getByRole("status").getByText("1 score is put in the bin").waitFor();
      // With what can be done to the chosen, one stands over the other.
      await box(page, 30).check({ force: true });
      await chosen(page, "1 chosen");
      assert.ok(await inSight(undo));
      assert.ok(
        await inSight(
          page.locator("#choose").getByRole("button", { name: "Favourite", exact: true }),
        ),
      );
      await page.getByRole("status").getByText("1 chosen").waitFor();
      await page.getByText("Collection, tags, composer").click();
      assert.ok((await page.locator("#foot").boundingBox())!.height < (width < 640 ? 422 : 300));
      await undo.click();
      await found(page, "60 scores");
      await page.getByRole("link", { name: "Close this notice" }).click();
      await page.locator("#done").waitFor({ state: "detached" });
      await chosen(page, "1 chosen");
    });
  });
}

Deno.test("in a browser: a choice outlasts the page, is counted, and is done to as a whole", async () => {
  await withLibrary({}, async (page, app, userId) => {
    await open(page);
    for (const n of [1, 2, 3]) await box(page, n).check();
    await chosen(page, "3 chosen");
    await page.getByRole("link", { name: "More scores" }).click();
    await chosen(page, "3 chosen, 3 of them not on this page");
    assert.ok(await page.locator("#choose").isVisible());
    await box(page, 0).check();
    await chosen(page, "4 chosen, 3 of them not on this page");
    await page.goBack();
    await chosen(page, "4 chosen, 1 of them not on this page");
    assert.equal(await page.locator(".score .pick input:checked").count(), 3);
    await page.getByText("Collection, tags, composer").click();
    await page.getByLabel("Tags").fill("matinee");
    await page.getByLabel("Tags").press("Enter");
    await page.getByText("4 scores are tagged").first().waitFor();
    await page.locator("#choose").getByRole("button", { name: "Delete" }).click();
    await page.getByText("4 scores are put in the bin").first().waitFor();
    assert.equal(await app.services.library.count(userId), 56);
    assert.equal(await page.locator("#choose").isVisible(), false, "what is gone is not chosen");
    await page.getByRole("button", { name: "Undo" }).click();
    await found(page, "60 scores");
    await box(page, 5).check();
    await page.locator("#q").fill("matinee");
    await found(page, "4 scores found");
    await chosen(page, "1 chosen, 1 of them not on this page");
    await page.locator("#q").blur();
    await page.keyboard.press("Escape");
    await page.locator("#choose").waitFor({ state: "hidden" });
  });
});

Deno.test("in a browser: the library follows while many are deleted and come back, and Undo is offered", async () => {
  await withLibrary({ count: 230 }, async (page, app, userId) => {
    await open(page);
    await page.getByText("Choose several").click();
    await page.getByLabel("All 230 scores").check();
    await page.locator("#choose").getByRole("button", { name: "Delete" }).click();
    await page.getByRole("heading", { name: "The stand is empty" }).waitFor();
    await page.getByText("230 scores are put in the bin").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await found(page, "230 scores");
    assert.equal(await page.locator("[data-card]").count(), 48);
    await page.getByText("230 scores are back in the library").first().waitFor();
    assert.equal(await app.services.library.count(userId), 230);
  });
});

Deno.test("in a browser: what goes on is watched through whatever is looked for meanwhile", async () => {
  await withLibrary({}, async (page, app, userId) => {
    const store = createStore(app.kv);
    const id = "01k8z3m4q5r6s7t8v9w0x10001";
    const payload = { userId, act: "restore", ids: [] };
    await waitWith(store, aJob(app.services.world.now(), { id, kind: "change-bin", payload }));
    await open(page, `/scores?done=tag&n=230&at=1&job=${id}`);
    await page.getByText("230 scores are being changed").first().waitFor();
    await page.locator("#q").fill("nocturne");
    await page.locator("#found").getByText("found").waitFor();
    await page.waitForTimeout(2_500);
    assert.equal(await page.locator("#q").inputValue(), "nocturne");
    await page.locator("[data-going]").waitFor();
    await store.jobs.done((await store.jobs.get(id))!);
    await page.getByText("230 scores are tagged").first().waitFor();
    assert.equal(new URL(page.url()).search, "?q=nocturne");
    await page.locator("#found").getByText("found").waitFor();
  });
});

Deno.test("in a browser, on a phone: the bar leaves more than half of the window, and what is refused lies over none of it", async () => {
  await withLibrary({ width: 390 }, async (page) => {
    await open(page, "/scores?q=nocturne");
    await page.getByText("Choose several").click();
    await box(page, 0).check({ force: true });
    await page.getByText("Collection, tags, composer").click();
    const bar = (await page.locator("#choose").boundingBox())!;
    assert.ok(bar.height < 844 / 2, `${bar.height}`);
    assert.ok((await page.locator("#choose-composer").boundingBox())!.width > 150);
    await page.locator("#choose-composer ~ button").click();
    const alert = page.getByRole("alert").filter({ hasText: "Type a composer first" });
    await alert.waitFor();
    assert.ok((await alert.boundingBox())!.y + (await alert.boundingBox())!.height < bar.y);
    await page.context().clearCookies();
    await page.locator("#choose").getByRole("button", { name: "Favourite", exact: true }).click();
    await page.getByRole("alert").getByText("You are signed out").waitFor();
    await page.getByRole("alert").getByRole("link", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "Sign in" }).waitFor();
    assert.equal(await page.locator("[name=returnTo]").first().inputValue(), "/scores?q=nocturne");
  });
});

Deno.test("in a browser, without JavaScript: what was done is in sight, and what is chosen is of one page", async () => {
  await withLibrary({ javaScriptEnabled: false, width: 390 }, async (page) => {
    await page.goto("/scores");
    await page.getByText("Choose several").click();
    await page.locator("#choose").getByText("Chosen here").waitFor();
    await box(page, 0).check();
    await page.locator("#choose").getByRole("button", { name: "Delete" }).click();
    const undo = page.getByRole("button", { name: "Undo" });
    await undo.waitFor();
    assert.ok(await inSight(undo));
    await undo.click();
    await found(page, "60 scores");
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(`in a browser, ${colorScheme}: axe finds nothing wrong with what is refused and asked`, async () => {
    await withLibrary({ bypassCSP: true, colorScheme, width: 390 }, async (page, app, userId) => {
      const check = async (name: string) => assert.deepEqual(await axeViolations(page), [], name);
      const [{ id }] = await app.services.shelf.all(userId, libraryQuery(new URLSearchParams()));
      await page.goto(`/scores/${id}`);
      await page.locator("#tags").fill("x".repeat(41));
      await page.locator("#tags ~ button").click();
      await page.locator("#tags-error").waitFor();
      await check("a score");
      await page.goto(`/scores/${id}`);
      await page.getByText("Note a time of practice").click();
      await page.locator("#day").fill("2030-01-01");
      await page.locator("#minutes").fill("35");
      await page.getByRole("button", { name: "Note it" }).click();
      await page.locator("#day-error").waitFor();
      await page.waitForLoadState("networkidle");
      assert.equal(await page.locator("#day").inputValue(), "2030-01-01", "what was typed stays");
      await page.goto(`/scores/${id}`);
      await page.getByRole("button", { name: "Put in the bin" }).click();
      await page.getByRole("button", { name: "Undo" }).waitFor();
      await page.goto("/scores/bin");
      await page.getByRole("button", { name: "Bring back" }).click();
      await page.getByText("Choose at least one").waitFor();
      await check("the bin");
      await page.locator("[name=id]").check();
      await page.getByRole("button", { name: "Remove the chosen" }).click();
      await page.getByText("Nobody can bring it back").waitFor();
      await check("the question");
      await page.getByRole("button", { name: "Remove it" }).click();
      await page.getByText("1 score is removed for good").waitFor();
      await page.goto("/scores?q=nocturne");
      await page.locator("#choose").evaluate((form: HTMLFormElement) => {
        form.querySelector<HTMLInputElement>("[name=act]")!.value = "composer";
        document.querySelector<HTMLInputElement>(".score .pick input")!.checked = true;
        const act = form.querySelector<HTMLButtonElement>("[value=composer]")!;
        form.append(
          Object.assign(document.createElement("input"), { name: "act", value: act.value }),
        );
        HTMLFormElement.prototype.submit.call(form);
      });
      await page.locator("#refused").getByText("Type a composer first").waitFor();
      assert.ok(await box(page, 0).isChecked());
      await chosen(page, "1 chosen");
      await check("the library");
    });
  });
}
