/** Photos put together in a real browser: dragged into order, turned, cropped with the mouse and by keys. */
import assert from "node:assert/strict";
import type { Locator, Page } from "playwright-core";
import { startApp } from "../app.ts";
import { photo } from "../photos.ts";
import type { Visitor } from "../visitor.ts";
import { atBrowser } from "./at_browser.ts";
import { axeViolations } from "./axe.ts";
import { shiftsOf } from "./shifts.ts";

interface Scene {
  page: Page;
  visitor: Visitor;
  /** The page that puts the photos together. */
  here: string;
}

type Options = Parameters<typeof atBrowser>[1];

/** Somebody at a browser, with three photos brought in by its file chooser. */
async function withPhotos(options: Options, run: (scene: Scene) => Promise<void>): Promise<void> {
  await using app = await startApp();
  const visitor = await app.visitor().signIn();
  const folder = await Deno.makeTempDir();
  const paths: string[] = [];
  for (const n of [1, 2, 3]) {
    paths.push(`${folder}/IMG_${n}.jpg`);
    await Deno.writeFile(paths.at(-1)!, await photo({ height: 500 + 50 * n }));
  }
  try {
    await atBrowser(visitor, options, async (page) => {
      await page.goto("/scores/photos");
      await page.setInputFiles("#photo", paths);
      await page.getByRole("button", { name: "Bring them in" }).click();
      await page.locator("#order-list").waitFor();
      await run({ page, visitor, here: new URL(page.url()).pathname });
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

const standing = (text: string) => [...text.matchAll(/data-n="(\d+)"/g)].map(([, n]) => n).join("");
const kept = async ({ visitor, here }: Scene) => standing((await visitor.get(here)).text);

async function until<T>(wanted: T, look: () => Promise<T>): Promise<void> {
  let last = await look();
  for (let tries = 0; tries < 100 && last !== wanted; tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    last = await look();
  }
  assert.equal(last, wanted);
}

async function middle(of: Locator): Promise<[number, number]> {
  const { x, y, width, height } = (await of.boundingBox())!;
  return [x + width / 2, y + height / 2];
}

Deno.test("in a browser: pages are dragged and moved by keys, turned and taken out without leaving the page", async () => {
  await withPhotos({ bypassCSP: true }, async (scene) => {
    const { page } = scene;
    const handle = (n: number) => page.locator(`[data-n="${n}"] [data-handle]`);
    await handle(1).waitFor();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await axeViolations(page), [], colorScheme);
    }
    const [x, y] = await middle(handle(1));
    await page.mouse.move(...await middle(handle(3)));
    await page.mouse.down();
    await page.mouse.move(x, y - 40, { steps: 6 });
    await page.mouse.up();
    await until("312", () => kept(scene));
    await handle(3).focus();
    await page.keyboard.press("End");
    await until("123", () => kept(scene));
    const isWide = () =>
      page.locator('[data-n="2"] img').evaluate((img: HTMLImageElement) =>
        Number(img.getAttribute("width")) > Number(img.getAttribute("height"))
      );
    assert.equal(await isWide(), false);
    await page.getByRole("button", { name: "Turn right, IMG_2.jpg" }).click();
    await until(true, isWide);
    await page.locator("#more-1 summary").click();
    await page.locator("#more-1").getByRole("button", { name: "Take out" }).click();
    await page.getByRole("button", { name: "Put IMG_1.jpg back" }).click();
    await page.locator('[data-n="1"]').waitFor();
    await until("123", () => kept(scene));
    await page.getByText("could not be saved").waitFor({ state: "hidden" });
  });
});

Deno.test("in a browser: a page is cropped with the mouse and by keys, and the score shows it so", async () => {
  await withPhotos({ bypassCSP: true }, async ({ page, visitor }) => {
    await page.getByRole("link", { name: "Crop, IMG_1.jpg" }).click();
    const side = (name: string) => page.getByRole("slider", { name: `Cut off the ${name}` });
    const value = (name: string) => page.getByLabel(name, { exact: true }).inputValue();
    await side("top").waitFor();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      assert.deepEqual(await axeViolations(page), [], colorScheme);
    }
    await page.setViewportSize({ width: 390, height: 800 });
    const outside = await page.getByAltText("The whole photo").evaluate((photo) => {
      // As in a browser that knows no such margin.
      for (let at = photo.parentElement; at !== null; at = at.parentElement) {
        at.style.setProperty("overflow-clip-margin", "0px");
      }
      photo.scrollIntoView({ block: "center" });
      const { left, top, height } = photo.getBoundingClientRect();
      const hold = document.elementFromPoint(left - 12, top + height / 2);
      return [hold?.ariaLabel, document.documentElement.scrollWidth - innerWidth];
    });
    assert.deepEqual(outside, ["Cut off the left", 0], "the frame is whole, and the page no wider");
    await page.setViewportSize({ width: 1280, height: 900 });
    await side("left").focus();
    for (const key of ["Shift+ArrowRight", "Shift+ArrowRight", "ArrowLeft"]) {
      await page.keyboard.press(key);
    }
    assert.equal(await value("Left"), "9.5");
    await side("bottom").focus();
    await page.keyboard.press("ArrowDown");
    assert.equal(await value("Bottom"), "0", "nothing is cut off outside the photo");

    const image = (await page.getByAltText("The whole photo").boundingBox())!;
    await page.mouse.move(...await middle(side("top")));
    await page.mouse.down();
    await page.mouse.move(image.x + image.width / 2, image.y + image.height / 2, { steps: 5 });
    await page.mouse.up();
    assert.ok(Math.abs(Number(await value("Top")) - 50) < 1, await value("Top"));
    await page.mouse.move(...await middle(side("bottom")));
    await page.mouse.down();
    await page.mouse.move(image.x + image.width / 2, image.y + 5, { steps: 5 });
    await page.mouse.up();
    assert.ok(Math.abs(Number(await value("Bottom")) - 30) < 1, "a fifth is left");
    await page.getByLabel("Bottom", { exact: true }).fill("0");
    await page.getByLabel("Top", { exact: true }).fill("50");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByLabel("Title").fill("Album");
    await page.getByRole("button", { name: "Make one score" }).click();
    await page.waitForURL(/\/scores\/\w{26}$/);
    const { text } = await visitor.get(new URL(page.url()).pathname);
    assert.match(text, /Album/);
    const picture = await visitor.get(`${new URL(page.url()).pathname}/pages/1?w=320`);
    const { width, height } = await size(picture.bytes);
    assert.ok(Math.abs(height / width - 275 / (400 * 0.905)) < 0.02, `${width} × ${height}`);
  });
});

Deno.test("in a browser without JavaScript: photos are put in order, cropped and made a score", async () => {
  await withPhotos({ javaScriptEnabled: false }, async (scene) => {
    const { page } = scene;
    await page.locator("#more-3 summary").click();
    await page.locator("#more-3").getByRole("button", { name: "To the top" }).click();
    assert.equal(await kept(scene), "312");
    await page.getByRole("link", { name: "Crop, IMG_3.jpg" }).click();
    await page.getByLabel("Top", { exact: true }).fill("12.5");
    await page.getByRole("button", { name: "Save, and the next page" }).click();
    await page.getByRole("heading", { name: "Page 2 of 3" }).waitFor();
    await page.getByRole("link", { name: "All pages" }).click();
    await page.getByRole("button", { name: "Make one score" }).click();
    await page.waitForURL(/\/scores\/\w{26}$/);
  });
});

async function size(bytes: Uint8Array) {
  const { default: sharp } = await import("sharp");
  return await sharp(bytes).metadata();
}

Deno.test("in a browser: nothing moves while photos, the page that adds scores, and what is kept here come", async () => {
  await withPhotos({}, async ({ page, here }) => {
    for (const width of [360, 390, 820, 1280]) {
      await page.setViewportSize({ width, height: 844 });
      for (
        const path of [here, `${here}/crop/1`, "/scores/photos", "/scores/new", "/account/device"]
      ) {
        assert.equal(await shiftsOf(page, path), 0, `${path} at ${width}`);
      }
    }
  });
});
