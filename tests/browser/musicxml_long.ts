import assert from "node:assert/strict";
import { startApp } from "../app.ts";
import { makeMusicXml } from "../fixtures/make_mxl.ts";
import { axeViolations } from "./axe.ts";
import { launchChromium } from "./chromium.ts";

Deno.test("a MusicXML score opens, turns and passes axe in both themes, without a script too", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const add = async (name: string, xml: string) =>
    `/scores/${await clara.add(new File([xml], name))}`;
  const engraved = await add("long.musicxml", makeMusicXml({ measures: 150 }));
  const unshown = await add("other.musicxml", makeMusicXml({ root: "score-timewise" }));
  const [, value] = /session=(.+)/.exec(clara.cookie)!;

  const browser = await launchChromium();
  try {
    for (const colorScheme of ["light", "dark"] as const) {
      for (const path of [engraved, unshown, "/scores"]) {
        const context = await browser.newContext({ bypassCSP: true, colorScheme });
        await context.addCookies([{ name: "session", value, url: app.origin }]);
        const page = await context.newPage();
        await page.goto(app.origin + path);
        assert.deepEqual(await axeViolations(page), [], `${path} ${colorScheme}`);
        await context.close();
      }
    }
    const plain = await browser.newContext({
      javaScriptEnabled: false,
      viewport: { width: 390, height: 844 },
    });
    await plain.addCookies([{ name: "session", value, url: app.origin }]);
    const page = await plain.newPage();
    await page.goto(app.origin + engraved);
    await page.getByRole("navigation", { name: "All pages" }).getByText("2").click();
    const picture = page.getByAltText("Page 2 of 2 of Study");
    assert.ok((await picture.boundingBox())!.width > 300);
    await page.goto(app.origin + unshown);
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download the file" }).click();
    assert.equal((await download).suggestedFilename(), "other.musicxml");
  } finally {
    await browser.close();
  }
});
