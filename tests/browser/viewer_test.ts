/** A score's pages in a real browser: turned by keys, taps, swipes; looked at in every way. */
import assert from "node:assert/strict";
import { axeViolations } from "./axe.ts";
import { inSight, open, withScore } from "./viewer_stage.ts";

const MENUET = new URL("../fixtures/menuet.pdf", import.meta.url);

Deno.test("in a browser: pedals, keys and space turn pages, and the address says which", async () => {
  await withScore({}, async ({ page, score, visitor }) => {
    await open(page, score);
    for (
      const [key, at] of [
        ["ArrowRight", 2],
        ["PageDown", 3],
        [" ", 4],
        ["PageUp", 3],
        ["ArrowLeft", 2],
        ["End", 5],
        ["ArrowRight", 5],
        ["Home", 1],
        ["PageUp", 1],
        ["End", 5],
        ["Shift+ ", 4],
      ] as const
    ) {
      await page.keyboard.press(key);
      assert.deepEqual(await inSight(page), [at], key);
    }
    const told = page.waitForResponse((response) => response.url().endsWith("/place"));
    await page.waitForURL("**/*?page=4");
    await told;
    assert.match((await visitor.get(score)).text, /alt="Page 4 of 5[^>]*data-shown/);
    await page.getByLabel("Tags").focus();
    await page.keyboard.press("ArrowLeft");
    assert.deepEqual(await inSight(page), [4], "keys belong to who types");
  });
});

Deno.test("in a browser: the next page is there before it is asked for, as sharp as the screen", async () => {
  await withScore({ deviceScaleFactor: 2 }, async ({ page, score }) => {
    const asked: string[] = [];
    await open(page, score);
    await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
    page.on("request", (request) => asked.push(request.url()));
    await page.keyboard.press("ArrowRight");
    const [next] = await page.locator("img[data-shown]").evaluateAll((images) =>
      (images as HTMLImageElement[]).map((image) => ({
        complete: image.complete,
        dense: Number(/w=(\d+)/.exec(image.currentSrc)![1]) /
          image.previousElementSibling!.clientWidth,
        src: image.currentSrc,
      }))
    );
    assert.ok(next.complete);
    assert.ok(next.dense >= 2 && next.dense < 3.5, `${next.dense} pixels for one`);
    assert.ok(!asked.includes(next.src), "nothing is loaded on a turn");
  });
});

Deno.test("in a browser: two pages side by side, remembered, one in a narrow window", async () => {
  await withScore({}, async ({ page, score }) => {
    await open(page, score);
    await page.getByRole("button", { name: "Two pages" }).click();
    assert.deepEqual(await inSight(page), [1, 2]);
    await page.keyboard.press("ArrowRight");
    assert.deepEqual(await inSight(page), [3, 4]);
    await page.keyboard.press("ArrowRight");
    assert.deepEqual(await inSight(page), [5]);
    await page.keyboard.press("ArrowRight");
    assert.deepEqual(await inSight(page), [5]);
    await page.keyboard.press("ArrowLeft");
    await open(page, `${score}?page=4`);
    assert.deepEqual(await inSight(page), [3, 4], "as it was left");
    await page.setViewportSize({ width: 390, height: 800 });
    assert.deepEqual(await inSight(page), [4]);
    await page.keyboard.press("ArrowRight");
    assert.deepEqual(await inSight(page), [5]);
  });
});

Deno.test("in a browser: half-page turns show the upper half of the next page above the lower half of this one", async () => {
  await withScore({}, async ({ page, score }) => {
    await open(page, score);
    await page.keyboard.press("h");
    await page.keyboard.press("ArrowRight");
    assert.deepEqual(await inSight(page), [1, 2]);
    const [lower, upper] = await page.locator("img[data-shown]").evaluateAll((images) =>
      images.map((image) => ({
        box: JSON.stringify(image.getBoundingClientRect()),
        clip: getComputedStyle(image.parentElement!).clipPath,
      }))
    );
    assert.equal(lower.box, upper.box, "one over the other");
    assert.deepEqual([lower.clip, upper.clip], ["none", "inset(0px 0px 50%)"]);
    await page.keyboard.press("ArrowRight");
    assert.deepEqual(await inSight(page), [2]);
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowLeft");
    assert.deepEqual(await inSight(page), [2]);
  });
});

Deno.test("in a browser: on the stand there is nothing but the page, and Escape leaves it", async () => {
  await withScore({}, async ({ page, score }) => {
    await open(page, score);
    await page.keyboard.press("f");
    await page.waitForFunction(() => document.fullscreenElement !== null);
    const box = (await page.locator("img[data-shown]").boundingBox())!;
    assert.deepEqual([box.y, Math.round(box.height)], [0, 900]);
    const bar = page.getByRole("button", { name: "Leave the stand" }).locator("xpath=../..");
    const shows = async (opacity: string) =>
      await page.waitForFunction(
        ([element, opacity]) => getComputedStyle(element as Element).opacity === opacity,
        [await bar.elementHandle(), opacity] as const,
      );
    await shows("0");
    await page.keyboard.press("ArrowDown");
    assert.deepEqual(await inSight(page), [2]);
    await page.mouse.click(640, 400);
    await shows("1");
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.fullscreenElement === null);
    await page.getByRole("button", { name: "Full screen" }).waitFor();
  });
});

Deno.test("in a browser, by hand: taps at the edges and swipes turn, two taps bring nearer", async () => {
  await withScore(
    { hasTouch: true, viewport: { width: 390, height: 800 } },
    async ({ page, score }) => {
      await open(page, score);
      const { x, y, width } = (await page.locator("img[data-shown]").boundingBox())!;
      const scale = () =>
        page.locator("img[data-shown]").evaluate((image) =>
          Math.round(image.getBoundingClientRect().width / image.clientWidth * 100) / 100
        );
      await page.touchscreen.tap(x + width - 20, y + 100);
      assert.deepEqual(await inSight(page), [2]);
      await page.touchscreen.tap(x + 20, y + 100);
      assert.deepEqual(await inSight(page), [1]);

      const client = await page.context().newCDPSession(page);
      const touch = (
        type: "touchStart" | "touchMove" | "touchEnd",
        ...points: [number, number][]
      ) =>
        client.send("Input.dispatchTouchEvent", {
          type,
          touchPoints: points.map(([x, y], id) => ({ x, y, id })),
        });
      await touch("touchStart", [300, y + 100]);
      for (const at of [250, 200, 120]) await touch("touchMove", [at, y + 102]);
      await touch("touchEnd");
      assert.deepEqual(await inSight(page), [2]);

      await touch("touchStart", [150, y + 100], [250, y + 100]);
      for (const by of [10, 30, 50]) {
        await touch("touchMove", [150 - by, y + 100], [
          250 + by,
          y + 100,
        ]);
      }
      await touch("touchEnd");
      assert.equal(await scale(), 2);
      await page.touchscreen.tap(x + width - 20, y + 100);
      assert.deepEqual(await inSight(page), [2], "near by, an edge is none");
      await page.waitForTimeout(350);
      for (const _ of [1, 2]) await page.touchscreen.tap(195, y + 100);
      assert.equal(await scale(), 1);
      await page.waitForTimeout(350);
      for (const _ of [1, 2]) await page.touchscreen.tap(195, y + 100);
      assert.equal(await scale(), 2);
      await page.keyboard.press("0");
      assert.equal(await scale(), 1);
      await page.keyboard.press("+");
      assert.equal(await scale(), 1.25);
    },
  );
});

Deno.test("in a browser: white on black only when asked, and remembered; ? shows the keys", async () => {
  await withScore({ colorScheme: "dark" }, async ({ page, score }) => {
    const filter = () =>
      page.locator("img[data-shown]").evaluate((image) => getComputedStyle(image).filter);
    await open(page, score);
    assert.equal(await filter(), "none");
    await page.getByRole("button", { name: "White on black" }).click();
    assert.equal(await filter(), "invert(1)");
    await open(page, score);
    assert.equal(await filter(), "invert(1)");
    await page.getByRole("button", { name: "White on black", pressed: true }).waitFor();
    await page.keyboard.press("?");
    const keys = page.getByRole("dialog", { name: "Keys of a score" });
    await keys.getByText("Half-page turns").waitFor();
    await keys.getByRole("button", { name: "Close" }).click();
    // On the stand too, where the pages are above everything else.
    await page.keyboard.press("f");
    await page.locator(".on-stand").waitFor();
    await page.keyboard.press("?");
    const { x, y } = (await keys.boundingBox())!;
    const above = await page.evaluate(
      ([x, y]) => document.elementFromPoint(x, y)?.id,
      [x + 5, y + 5],
    );
    assert.equal(above, "score-keys");
  });
});

Deno.test("in a browser: cropping shows what is printed larger, at once and the next time", async () => {
  await withScore({}, async ({ page, visitor }) => {
    const file = new File([await Deno.readFile(MENUET)], "menuet.pdf");
    const score = `/scores/${await visitor.add(file)}`;
    await open(page, score);
    const part = /crop=\d+-\d+-\d+-\d+/;
    const source = () =>
      page.locator("img[data-shown]").evaluate((image) => (image as HTMLImageElement).currentSrc);
    assert.doesNotMatch(await source(), part);
    await page.getByRole("button", { name: "Crop the margins" }).click();
    await page.getByRole("button", { name: "Crop the margins", pressed: true }).waitFor();
    await page.waitForFunction(() => {
      const image = document.querySelector<HTMLImageElement>("img[data-shown]")!;
      return image.complete && image.naturalWidth > 0 && /crop=/.test(image.currentSrc);
    });
    await open(page, score);
    assert.match(await source(), part);
    await page.keyboard.press("m");
    await page.getByRole("button", { name: "Crop the margins", pressed: false }).waitFor();
  });
});

Deno.test("in a browser, without JavaScript: all pages below one another", async () => {
  await withScore({ javaScriptEnabled: false }, async ({ page, score }) => {
    await page.goto(score);
    for (const n of [1, 5]) await page.locator(`#page-${n}`).waitFor();
    await page.getByRole("navigation", { name: "All pages" }).getByText("5").click();
    assert.match(page.url(), /#page-5$/);
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(`in a browser, ${colorScheme}: axe finds nothing wrong with a score, on the desk and on the stand`, async () => {
    await withScore({ bypassCSP: true, colorScheme }, async ({ page, score }) => {
      await open(page, score);
      assert.deepEqual(await axeViolations(page), []);
      await page.keyboard.press("d");
      await page.keyboard.press("f");
      await page.getByRole("button", { name: "Leave the stand" }).waitFor();
      assert.deepEqual(await axeViolations(page), []);
    });
  });
}

Deno.test("in a browser: time in sight is offered to be noted, and noted only when asked", async () => {
  await withScore({}, async ({ page, score }) => {
    await page.clock.install();
    await page.goto(score);
    await page.locator("[data-ready]").waitFor();
    assert.equal(await page.getByText(/Practised \d+ minutes\?/).count(), 0);
    await page.clock.runFor(25 * 60_000);
    await page.getByText("Practised 25 minutes?").waitFor();
    await page.getByText("Nothing noted yet").waitFor();
    await page.getByRole("button", { name: "Note it" }).first().click();
    await page.getByText("25 minutes in one time").waitFor();
    await page.clock.runFor(60_000);
    assert.equal(await page.getByText(/Practised \d+ minutes\?/).count(), 0);
  });
});
