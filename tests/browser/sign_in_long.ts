/** The waiting page in each of its states, for who cannot see it well. */
import { awayFromMidnight } from "../midnight.ts";
import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { axeViolations } from "./axe.ts";
import { ask, mail, onStage, shownCode, signIn } from "./sign_in_stage.ts";

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
