/** The day of a practice is the one where the person is, wherever the server stands. */
import assert from "node:assert/strict";
import { startApp } from "../app.ts";
import { makeMusicXml } from "../fixtures/make_mxl.ts";
import { pdfFile } from "../pdf.ts";
import { atBrowser } from "./at_browser.ts";

/** 14 hours ahead of UTC and 11 behind: at any moment one of them has another day than the server. */
const ENDS = ["Pacific/Kiritimati", "Pacific/Niue"];

const dayIn = (timeZone: string) => new Intl.DateTimeFormat("en-CA", { timeZone }).format();

for (const timezoneId of ENDS) {
  Deno.test(`a practice is noted of today in ${timezoneId}`, async () => {
    await using app = await startApp();
    const visitor = await app.visitor().signIn();
    const score = `/scores/${await visitor.add(pdfFile("a.pdf", { pages: 2 }))}`;
    await atBrowser(visitor, { timezoneId }, async (page) => {
      await page.goto(score);
      const note = page.getByText("Note a time of practice");
      await note.click();
      const today = dayIn(timezoneId);
      await page.waitForFunction(
        (day) => document.querySelector<HTMLInputElement>("#day")!.value === day,
        today,
      );
      await page.getByLabel("Minutes").fill("25");
      await page.getByRole("button", { name: "Note it" }).click();
      await page.locator(`#practised time[datetime="${today}"]`).waitFor();
      await page.getByText("25 minutes in one time").waitFor();
      await note.click();
      await page.getByLabel("Day").fill("2026-01-02");
      assert.equal(await page.getByLabel("Day").inputValue(), "2026-01-02", "what is typed stands");
    });
    const unshown = new File([makeMusicXml({ root: "score-timewise" })], "study.musicxml");
    const other = `/scores/${await visitor.add(unshown)}`;
    await atBrowser(visitor, { timezoneId }, async (page) => {
      await page.goto(other);
      await page.getByText("This score cannot be shown here").waitFor();
      await page.waitForFunction(
        (day) => document.querySelector<HTMLInputElement>("#day")!.value === day,
        dayIn(timezoneId),
      );
    });
    await atBrowser(visitor, { timezoneId, javaScriptEnabled: false }, async (page) => {
      await page.goto(score);
      await page.getByText("Note a time of practice").click();
      assert.match(await page.getByLabel("Day").inputValue(), /^\d{4}-\d\d-\d\d$/);
    });
  });
}
