/** A setlist put in order in a real browser: with the mouse, by keys, without JavaScript. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { startApp } from "../app.ts";
import { withShelf } from "../shelves.ts";
import type { Visitor } from "../visitor.ts";
import { atBrowser, dots } from "./at_browser.ts";
import { axeViolations } from "./axe.ts";
import { shiftsOf } from "./shifts.ts";

interface Options {
  javaScriptEnabled?: boolean;
  bypassCSP?: boolean;
  width?: number;
}

/** Somebody at a browser with a setlist of six scores; nothing may go wrong on a page. */
async function withSetlist(
  { width = 1280, ...options }: Options,
  run: (page: Page, address: string, visitor: Visitor) => Promise<void>,
): Promise<void> {
  await using app = await startApp();
  const { visitor, scores } = await withShelf(app, 8);
  const { location } = await visitor.post("/collections", { name: "Sunday", kind: "setlist" });
  const ids = scores.slice(0, 6).map(({ id }) => ["id", id]);
  await visitor.fetch("/scores/bulk", {
    method: "POST",
    body: new URLSearchParams([["act", "collect"], ["collection", "Sunday"], ...ids]),
    headers: { origin: app.origin },
  });
  const viewport = { width, height: 900 };
  const at = (page: Page) => run(page, location, visitor);
  await atBrowser(visitor, { viewport, ...options }, at, dots);
}

/** The numbers of the items as they stand in a page. */
const standing = (text: string) => [...text.matchAll(/data-n="(\d+)"/g)].map(([, n]) => n).join("");
const shown = async (page: Page) => standing(await page.content());
const kept = async (visitor: Visitor, address: string) =>
  standing((await visitor.get(address)).text);

async function until(wanted: string, look: () => Promise<string>): Promise<void> {
  let last = "";
  for (let tries = 0; tries < 100; tries++) {
    last = await look();
    if (last === wanted) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  assert.equal(last, wanted);
}

const handle = (page: Page, n: number) => page.locator(`[data-n="${n}"] [data-handle]`);

/** The list, its script at work. */
async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await handle(page, 1).waitFor();
}

Deno.test("in a browser: a score is dragged to its place, and Escape lets it fall back", async () => {
  await withSetlist({}, async (page, address, visitor) => {
    await open(page, address);
    const middle = async (n: number) => {
      let box = null;
      // The list that comes back takes the place of the one before.
      while (box === null) box = await handle(page, n).boundingBox();
      const { x, y, width, height } = box;
      return [x + width / 2, y + height / 2] as const;
    };
    const drag = async (from: number, to: number) => {
      await page.mouse.move(...await middle(from));
      await page.mouse.down();
      const [x, y] = await middle(to);
      await page.mouse.move(x, y - 20, { steps: 6 });
    };
    await drag(5, 2);
    await until("152346", () => shown(page));
    await page.mouse.up();
    await until("152346", () => kept(visitor, address));
    await page.getByRole("status").getByText(/, 2 of 6$/).waitFor();
    await drag(6, 1);
    await until("615234", () => shown(page));
    await page.keyboard.press("Escape");
    await page.mouse.up();
    await until("152346", () => shown(page));
    assert.equal(await kept(visitor, address), "152346");
  });
});

Deno.test("in a browser: a score is moved by keys, a screen reader is told, and what another tab did shows", async () => {
  await withSetlist({}, async (page, address, visitor) => {
    await open(page, address);
    await handle(page, 2).focus();
    for (const key of ["ArrowDown", "ArrowDown", "ArrowDown", "ArrowUp"]) {
      await page.keyboard.press(key);
    }
    await until("134256", () => kept(visitor, address));
    await page.getByRole("status").getByText("Cello Suite No. 1, 4 of 6").waitFor();
    await visitor.post(address, { take: "3" });
    await page.keyboard.press("Home");
    await until("21456", () => shown(page));
    assert.equal(await kept(visitor, address), "21456");
    assert.equal(
      await page.evaluate(() =>
        document.activeElement?.closest<HTMLElement>("[data-n]")?.dataset.n
      ),
      "2",
      "the focus stays with it",
    );
    const first = await page.locator("#order-list a").first().getAttribute("href");
    assert.match(first!, /at=1&page=1$/);
    await page.keyboard.press("End");
    await until("14562", () => kept(visitor, address));
    await page.locator("#more-4 summary").click();
    await page.locator("#more-4").getByRole("button", { name: "To the top" }).click();
    await until("41562", () => shown(page));
    assert.equal(await page.locator("#more-4").getAttribute("open"), "");
    await page.route("**/collections/*", (route) => route.abort());
    await handle(page, 4).focus();
    await page.keyboard.press("ArrowDown");
    await page.getByRole("alert").getByText("could not be saved").waitFor();
    await until("41562", () => shown(page));
  });
});

Deno.test("in a browser: playing starts with what is moved to the top, and with what is left of it", async () => {
  await withSetlist({}, async (page, address) => {
    await open(page, address);
    const start = page.getByRole("link", { name: "Play from the start" });
    const hrefOf = (n: number) => page.locator(`[data-n="${n}"] a`).first().getAttribute("href");
    const startsAt = async (n: number) => {
      const [, score] = /^(\/scores\/\w+)/.exec((await hrefOf(n))!)!;
      await page.locator(`a[href^="${score}?"][href*="at=1&"]`, { hasText: "Play" }).waitFor();
      assert.equal(await start.getAttribute("href"), await hrefOf(n));
    };
    await handle(page, 3).press("Home");
    await until("312456", () => shown(page));
    await startsAt(3);
    await page.locator("#more-3 summary").click();
    await page.locator("#more-3").getByRole("button", { name: "Take out" }).click();
    await until("12456", () => shown(page));
    await startsAt(1);
    await start.click();
    await page.getByText("1 of 5: next").waitFor();
  });
});

Deno.test("in a browser: what is taken off the list is put back by one press, also the last of it", async () => {
  await withSetlist({}, async (page, address, visitor) => {
    await open(page, address);
    const takeOff = async (n: number) => {
      await page.locator(`#more-${n} summary`).click();
      await page.locator(`#more-${n}`).getByRole("button", { name: "Take out" }).click();
    };
    await takeOff(2);
    await page.getByText("is taken off the list").waitFor();
    await until("13456", () => shown(page));
    await page.getByText("Setlist · 5 scores").waitFor();
    await page.getByRole("button", { name: "Put back" }).click();
    await until("123456", () => kept(visitor, address));
    for (const take of ["1", "2", "3", "4", "5"]) await visitor.post(address, { take });
    await page.goto(address);
    await handle(page, 6).waitFor();
    await takeOff(6);
    await page.getByText("Nothing is in it yet").waitFor();
    await page.getByRole("button", { name: "Put back" }).click();
    await until("6", () => kept(visitor, address));
  });
});

Deno.test("in a browser, without JavaScript: begin, fill, put in order, take out, rename, delete, undo", async () => {
  await withSetlist({ javaScriptEnabled: false, width: 390 }, async (page, address, visitor) => {
    await page.goto("/collections");
    await page.getByLabel("Name").fill("Duets");
    await page.getByRole("button", { name: "Begin" }).click();
    await page.getByRole("heading", { name: "Duets" }).waitFor();
    await page.goto("/scores");
    await page.getByText("Choose several").click();
    await page.locator(".pick input").nth(0).check();
    await page.locator(".pick input").nth(3).check();
    await page.getByText("Collection, tags, composer, practice, difficulty").click();
    await page.locator("#choose-collection").fill("Duets");
    await page.locator("#choose-collection").press("Enter");
    await page.getByText("2 scores are in the collection now").waitFor();
    await page.goto(address);
    assert.equal(await handle(page, 1).isVisible(), false);
    await page.locator("#more-6 summary").click();
    await page.getByRole("button", { name: "To the top" }).click();
    await until("612345", () => kept(visitor, address));
    await page.locator("#more-6").getByRole("button", { name: "Down" }).click();
    await until("162345", () => kept(visitor, address));
    await page.locator("#more-6").getByRole("button", { name: "Take out" }).click();
    await until("12345", () => kept(visitor, address));
    await page.getByRole("button", { name: "Put back" }).click();
    await until("162345", () => kept(visitor, address));
    await page.locator("#more-6 summary").click();
    await page.locator("#more-6").getByRole("button", { name: "Take out" }).click();
    await until("12345", () => kept(visitor, address));
    await page.getByText("Rename or delete").click();
    await page.getByLabel("Name").fill("Monday");
    await page.getByRole("button", { name: "Rename" }).click();
    await page.getByRole("heading", { name: "Monday" }).waitFor();
    await page.getByRole("link", { name: "Play from the start" }).click();
    await page.getByText("1 of 5: next").waitFor();
    await page.getByRole("link", { name: "Next", exact: true }).click();
    await page.getByText("2 of 5: next").waitFor();
    await page.goto(address);
    await page.getByText("Rename or delete").click();
    await page.getByRole("button", { name: "Delete this list" }).click();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByRole("heading", { name: "Monday" }).waitFor();
  });
});

Deno.test("in a browser, signed out and without JavaScript: a shared list is opened, a score seen, and no page outside is told the link", async () => {
  await withSetlist({ javaScriptEnabled: false, width: 390 }, async (page, address) => {
    await page.goto(`${address}/share`);
    await page.getByLabel("Whom it is for").fill("Joseph");
    await page.getByRole("button", { name: "Make a link" }).click();
    const link = await page.locator("#link").inputValue();
    await page.context().clearCookies();
    await page.goto(link);
    await page.getByRole("link", { name: /Cello Suite/ }).click();
    await page.getByRole("heading", { name: "Cello Suite No. 1" }).waitFor();
    await page.getByRole("link", { name: /^Next: Sonata/ }).click();
    await page.getByRole("heading", { name: /Sonata No. 8/ }).waitFor();
    const asked = page.waitForRequest((request) => new URL(request.url()).pathname === "/signin");
    await page.getByRole("link", { name: "Sign in" }).click();
    assert.equal((await (await asked).allHeaders()).referer, undefined);
  });
});

Deno.test("in a browser, light and dark: axe finds nothing wrong with lists, playing and sharing them", async () => {
  await withSetlist({ bypassCSP: true }, async (page, address, visitor) => {
    const check = async (name: string) => {
      for (const colorScheme of ["light", "dark"] as const) {
        // A colour on its way to the other theme is neither.
        await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
        assert.deepEqual(await axeViolations(page), [], `${name}, ${colorScheme}`);
      }
    };
    const { location } = await visitor.post("/collections", { name: "Gone" });
    const gone = await visitor.post(location, { act: "delete" });
    await page.goto(gone.location);
    await page.getByText("Deleted in the last").click();
    await check("all of them");
    await open(page, address);
    await page.locator("#more-2 summary").click();
    await page.getByText("Rename or delete").click();
    await check("one of them");
    await page.getByRole("link", { name: "Play from the start" }).click();
    await page.locator("[data-playing]").waitFor();
    await check("playing it");
    await page.goto(`${address}/share`);
    await page.getByLabel("Whom it is for").fill("Joseph");
    await page.getByLabel("For a month").check();
    await page.getByLabel("The files may be downloaded").check();
    await page.getByRole("button", { name: "Make a link" }).click();
    const link = await page.locator("#link").inputValue();
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy" }).click();
    await page.getByRole("status").getByText("Copied").waitFor();
    assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
    await check("sharing it");
    await page.goto("/account/shared");
    await page.getByRole("button", { name: "End the link for Joseph" }).waitFor();
    await check("what is shared");
    await page.context().clearCookies();
    for (const path of [link, `${link}/1`, `${link}/99`]) {
      await page.goto(path);
      await check(path.replace(link, "by the link "));
    }
  });
});

Deno.test("in a browser: nothing moves while a list, a score of it and the library come", async () => {
  await withSetlist({}, async (page, address, visitor) => {
    const { text } = await visitor.get(address);
    const [, score] = /href="(\/scores\/\w{26})\?/.exec(text)!;
    for (const width of [390, 820, 1280]) {
      await page.setViewportSize({ width, height: 844 });
      for (const path of [address, score, "/scores", "/collections", "/composers"]) {
        assert.equal(await shiftsOf(page, path), 0, `${path} at ${width}`);
      }
    }
  });
});

Deno.test("in a browser: Escape closes the menu of a row, and the focus is where it was opened", async () => {
  await withSetlist({ width: 390 }, async (page, address) => {
    await open(page, address);
    const menu = page.locator("#more-2");
    await menu.locator("summary").click();
    await page.getByRole("button", { name: "To the top" }).focus();
    await page.keyboard.press("Escape");
    await menu.and(page.locator(":not([open])")).waitFor({ state: "attached" });
    assert.ok(await menu.locator("summary").evaluate((it) => it === document.activeElement));
  });
});
