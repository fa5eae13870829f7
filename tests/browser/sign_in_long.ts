/** The waiting page for who cannot see it well, has no JavaScript, or is told nothing. */
import { awayFromMidnight } from "../midnight.ts";
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { axeViolations } from "./axe.ts";
import { approve, ask, mail, MINUTE, onStage, shownCode, signIn } from "./sign_in_stage.ts";

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(`axe finds nothing on the waiting page in any state, nor where it is approved, ${colorScheme}`, async () => {
    await onStage(async (stage) => {
      const { app, resend, page, elsewhere } = stage;
      awayFromMidnight(app);
      const found: string[] = [];
      const look = async (page: Page, what: string) => {
        found.push(
          ...(await axeViolations(page)).map((each) => `${what}: ${JSON.stringify(each)}`),
        );
      };
      const phone = await elsewhere();
      await signIn(stage, phone);
      await ask(page);
      const other = await elsewhere();
      await other.goto(`/signin/link?token=${(await mail(stage)).token}`);
      await look(other, "the link on another device");
      await page.getByText("Our part is done").waitFor();
      await page.getByText("Without mail").click();
      await look(page, "sent");
      await page.getByLabel("Six digits from the mail").fill("12");
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await page.getByText("Type the six digits").waitFor();
      await look(page, "wrong");
      const states = [["500", "held up"], ["invalid_to", "takes no mail"], [
        "daily_quota",
        "No mail will come",
      ]] as const;
      for (const [fault, heading] of states) {
        resend.break(fault);
        await ask(page, `${fault}@example.org`);
        await page.getByRole("heading", { name: heading }).waitFor();
        await look(page, fault);
        resend.mend();
      }
      await ask(page);
      await page.getByText("Without mail").click();
      await phone.goto("/account/approve");
      await phone.getByLabel("Code on the other screen").fill("BCDF-GHJK");
      await phone.getByRole("button", { name: "Look at it" }).click();
      await phone.getByText("There is no such code").waitFor();
      await look(phone, "no such code");
      await phone.getByLabel("Code on the other screen").fill(await shownCode(page));
      await phone.getByRole("button", { name: "Look at it" }).click();
      await phone.getByText("Asked").waitFor();
      await look(phone, "confirm");
      await phone.getByRole("button", { name: "Refuse it" }).click();
      await phone.getByText("It is refused").waitFor();
      await look(phone, "refused there");
      await page.getByRole("heading", { name: "This sign-in was refused" }).waitFor();
      await look(page, "refused");
      assert.deepEqual(found, []);
    }, { colorScheme, bypassCSP: true });
  });
}

Deno.test("without JavaScript the page is fetched anew until the mail has left, the digits sign in, and so does another device", async () => {
  await onStage(async (stage) => {
    const { app, resend, page, elsewhere } = stage;
    resend.break("500");
    await ask(page);
    await app.services.jobs.drained();
    await page.getByRole("heading", { name: "The mail is held up" }).waitFor();
    resend.mend();
    app.pass(MINUTE);
    await app.services.jobs.drained();
    await page.getByText("Our part is done").waitFor();
    const { code } = await mail(stage);
    const wrong = code === "000000" ? "000001" : "000000";
    await page.getByLabel("Six digits from the mail").fill(wrong);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByText("4 tries are left").waitFor();
    await page.getByLabel("Six digits from the mail").fill(code);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("heading", { name: "Library" }).waitFor();

    resend.break("500");
    const tablet = await elsewhere();
    await ask(tablet);
    await app.services.jobs.drained();
    await tablet.getByRole("heading", { name: "The mail is held up" }).waitFor();
    await approve(page, await shownCode(tablet));
    await tablet.getByRole("button", { name: /Continue|I have approved it/ }).click();
    await tablet.getByRole("heading", { name: "Library" }).waitFor();
  }, { javaScriptEnabled: false });
});

Deno.test("a page that is told nothing, for too many listen, looks by itself and leaves what is typed", async () => {
  await onStage(async ({ app, page }) => {
    for (let n = 0; n < 200; n++) app.services.waitingStreams.take(`somebody ${n}`);
    await ask(page);
    await page.getByLabel("Six digits").fill("123");
    const looked = page.waitForResponse("**/signin/sent");
    await looked;
    assert.equal(await page.getByLabel("Six digits").inputValue(), "123");
    app.pass(16 * MINUTE);
    await page.getByRole("heading", { name: "This sign-in has expired" }).waitFor();
  });
});
