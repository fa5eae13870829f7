import assert from "node:assert/strict";
import { aJob, atDesk, TROUBLE, waitWith, withTrouble } from "../desk.ts";
import { atBrowser } from "./at_browser.ts";
import { axeViolations } from "./axe.ts";

const PAGES = [
  "/admin",
  "/admin/queue",
  "/admin/queue/all?kind=ask-gemini&act=discard",
  "/admin/flags",
  "/admin/costs",
];

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(`axe finds nothing at the desk, and it fits a phone, ${colorScheme}`, async () => {
    await atDesk(async (desk) => {
      await withTrouble(desk);
      await atBrowser(desk.clara, { colorScheme, bypassCSP: true }, async (page) => {
        for (const width of [390, 1280]) {
          await page.setViewportSize({ width, height: 844 });
          for (const path of PAGES) {
            await page.goto(path);
            for (const more of await page.locator("main details").all()) {
              await more.evaluate((details) => details.setAttribute("open", ""));
            }
            assert.deepEqual(await axeViolations(page), [], path);
            const wider = await page.evaluate(() =>
              document.documentElement.scrollWidth - document.documentElement.clientWidth
            );
            assert.equal(wider, 0, `${path} fits ${width} px`);
          }
        }
      });
    }, TROUBLE);
  });
}

Deno.test("without JavaScript an operator tries a job now, and switches a service off", async () => {
  await atDesk(async ({ app, store, clara }) => {
    await waitWith(store, aJob(app.services.world.now()));
    await atBrowser(clara, { javaScriptEnabled: false }, async (page) => {
      await page.goto("/admin/queue");
      await page.getByLabel(/Due in 7 days/).check();
      await page.getByRole("button", { name: "Try now" }).click();
      await page.getByText("1 job is due now.").waitFor();
      await page.getByRole("link", { name: "Flags" }).click();
      const gemini = page.getByRole("region", { name: "gemini", exact: true });
      await gemini.getByText("Change it").click();
      await gemini.getByLabel("Off for everybody not named below").check();
      await gemini.getByRole("button", { name: "Set it" }).click();
      await page.getByText("It is set.").waitFor();
      await gemini.getByText("Off", { exact: true }).waitFor();
    });
    assert.equal((await store.flags.all()).get("gemini")!.on, false);
  }, TROUBLE);
});

Deno.test("without JavaScript an operator is asked before all letters are discarded", async () => {
  await atDesk(async ({ app, store, clara }) => {
    await waitWith(store, ...[1, 2, 3].map(() => aJob(app.services.world.now())));
    await atBrowser(clara, { javaScriptEnabled: false }, async (page) => {
      await page.goto("/admin/queue");
      await page.getByLabel("All of them").check();
      await page.getByRole("button", { name: "Discard" }).click();
      await page.getByRole("heading", { name: "Discard 3 jobs?" }).waitFor();
      assert.equal((await Array.fromAsync(store.jobs.all())).length, 3);
      await page.getByRole("link", { name: "Do nothing" }).click();
      await page.getByRole("heading", { name: "3 jobs wait." }).waitFor();
      await page.goBack();
      await page.getByRole("button", { name: "Discard them all" }).click();
      await page.getByText("3 jobs are discarded.").waitFor();
    });
    assert.deepEqual(await Array.fromAsync(store.jobs.all()), []);
  }, TROUBLE);
});

Deno.test("a job is discarded by the keyboard alone", async () => {
  await atDesk(async ({ app, store, clara }) => {
    const job = aJob(app.services.world.now());
    await waitWith(store, job);
    await atBrowser(clara, {}, async (page) => {
      await page.goto("/admin/queue");
      await page.getByLabel(/Due in 7 days/).focus();
      await page.keyboard.press("Space");
      for (const name of ["All of them", "Try now", "In an hour", "In a day", "Discard"]) {
        await page.keyboard.press("Tab");
        const here = await page.evaluate(() => {
          const { activeElement: at } = document;
          return at?.closest("label")?.textContent ?? at?.textContent;
        });
        assert.equal(here?.trim(), name);
      }
      await page.keyboard.press("Enter");
      await page.getByText("1 job is discarded.").waitFor();
    });
    assert.equal(await store.jobs.get(job.id), null);
  }, TROUBLE);
});
