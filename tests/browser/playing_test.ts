/** A setlist played in a real browser, from one score to the next, at the desk and on the stand. */
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { makePdf } from "../fixtures/make_pdf.ts";
import { pdfFile } from "../pdf.ts";
import { inSight, open, setlistOf, withScore } from "./viewer_stage.ts";

/** A score of five pages and one of two in a list; the second was left at its end. */
async function withTwo(
  run: (page: Page, first: string, second: string, list: string) => Promise<void>,
): Promise<void> {
  await withScore({}, async ({ page, visitor, score }) => {
    const second = `/scores/${await visitor.add(pdfFile("b.pdf", { pages: 2 }))}`;
    await visitor.post(`${second}/place`, { page: "2" });
    const list = await setlistOf(visitor, "Leipzig", [score, second]);
    await run(page, score, second, list);
  });
}

/** The other score, its script at work. */
async function comes(page: Page, score: string): Promise<void> {
  await page.waitForURL(`**${score}?*`);
  await page.locator("[data-ready]").waitFor();
}

const fullScreen = (page: Page, on: boolean) =>
  page.waitForFunction((on) => (document.fullscreenElement !== null) === on, on);

Deno.test("in a browser: past the last page of a piece in a setlist comes the next piece, from its beginning", async () => {
  await withTwo(async (page, first, second, list) => {
    await open(page, `${first}?list=${list}&at=1`);
    await page.keyboard.press("End");
    await page.waitForURL("**/*page=5");
    await page.keyboard.press("ArrowRight");
    await comes(page, second);
    assert.deepEqual(await inSight(page), [1]);
    await page.keyboard.press("ArrowLeft");
    await comes(page, first);
    assert.deepEqual(await inSight(page), [5]);
  });
});

Deno.test("in a browser: on the stand a pedal goes on through a setlist, and a key brings the full screen back", async () => {
  await withTwo(async (page, first, second, list) => {
    await open(page, `${first}?list=${list}&at=1`);
    await page.keyboard.press("f");
    await fullScreen(page, true);
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowDown");
    await comes(page, second);
    const height = async () => (await page.locator("img[data-shown]").boundingBox())!.height;
    assert.equal(Math.round(await height()), 900, "the page alone, before any key");
    await page.keyboard.press("ArrowDown");
    assert.deepEqual(await inSight(page), [2]);
    await fullScreen(page, true);
    await page.reload();
    await page.locator("[data-ready]").waitFor();
    await page.locator(".on-stand").waitFor();
    await page.keyboard.press("ArrowUp");
    assert.deepEqual(await inSight(page), [1]);
    await page.keyboard.press("ArrowUp");
    await comes(page, first);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Full screen" }).waitFor();
    assert.equal(await page.locator(".on-stand").count(), 0);
    await page.keyboard.press("End");
    await page.keyboard.press("ArrowRight");
    await comes(page, second);
    assert.equal(await page.locator(".on-stand").count(), 0, "from the desk to the desk");
  });
});

/** A page with the systems of a quartet, the tops of each given in points from the page's foot. */
function quartets(tops: readonly number[]) {
  const staves = tops.flatMap((top) => [0, 40, 80, 120].map((down) => top - down));
  const lines = staves.flatMap((top) =>
    [0, 5, 10, 15, 20].map((down) => `60 ${top - down} m 550 ${top - down} l S`)
  );
  const joins = tops.map((top) => `60 ${top} m 60 ${top - 140} l S`);
  return { content: ["0.6 w", ...lines, ...joins].join("\n") };
}

Deno.test("in a browser: a half page ends between the systems of both pages, also with cropped margins and on the stand", async () => {
  await withScore({}, async ({ page, visitor }) => {
    // Of 842 points: this page's middle is in its second system, the next one's in its third.
    const pages = [quartets([790, 490, 190]), quartets([800, 620, 440, 260])];
    const score = `/scores/${await visitor.add(new File([makePdf(pages)], "quartets.pdf"))}`;
    await open(page, score);
    await page.keyboard.press("h");
    /** Where the halves end on the page, in points from its foot; NaN before it is known. */
    const ends = async ([top, height] = [842, 842]) => {
      const style = await page.locator(".half").getAttribute("style") ?? "";
      return ["--line", "--upper"].map((name) => {
        const [, percent] = new RegExp(`${name}: ([\\d.]+)%`).exec(style) ?? [];
        return top - Number(percent) / 100 * height;
      });
    };
    const look = async (box?: [number, number]) => {
      await page.keyboard.press("ArrowRight");
      let [line, upper] = await ends(box);
      const isBetween = () => line > 490 && line < 650 && upper > 620 && upper < 660;
      // A page is looked at beside what else goes on.
      for (let tries = 0; tries < 100 && !isBetween(); tries++) {
        await page.waitForTimeout(50);
        [line, upper] = await ends(box);
      }
      assert.ok(isBetween(), `${line}, ${upper}`);
      const clips = await page.locator(".half").evaluate((half) =>
        [half, half.querySelector("img")!].map((one) => getComputedStyle(one).clipPath)
      );
      for (const clip of clips) assert.match(clip, /^inset\(0px 0px [\d.]+%\)|calc/);
      await page.keyboard.press("ArrowLeft");
    };
    await look();
    await page.keyboard.press("f");
    await page.locator(".on-stand").waitFor();
    await look();
    await page.keyboard.press("m");
    await page.waitForFunction(() =>
      [...document.querySelectorAll("img")].every(({ complete, currentSrc }) =>
        complete && currentSrc.includes("crop=")
      )
    );
    const crop = await page.locator("img[data-shown]").getAttribute("src");
    const [, y, height] = /crop=\d+-(\d+)-\d+-(\d+)/.exec(crop!)!.map(Number);
    await look([842 * (1 - y / 1000), 842 * height / 1000]);
  });
});
