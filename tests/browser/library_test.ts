import assert from "node:assert/strict";
import { createStore } from "../../store/store.ts";
import { startApp } from "../app.ts";
import { pdfFile, titlePage } from "../pdf.ts";
import { launchChromium } from "./chromium.ts";

Deno.test("the library shows what was read of a score while it is open, and asks no more once all are read", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const id = await clara.add(pdfFile("a.pdf", { words: titlePage("Romanze", "Clara Schumann") }));
  const { scores } = createStore(app.kv);
  const [, value] = /session=(.+)/.exec(clara.cookie)!;
  const { user } = (await app.services.sessions.check(value))!;
  const ready = (await scores.get(user.id, id))!.value;
  await scores.change(user.id, id, (score) => ({
    ...score,
    status: "reading",
    fields: { ...score.fields, title: null, composer: null },
  }));

  const browser = await launchChromium();
  try {
    const context = await browser.newContext({ baseURL: app.origin });
    await context.addCookies([{ name: "session", value, url: app.origin }]);
    const page = await context.newPage();
    let asked = 0;
    page.on("request", (request) => {
      if (new URL(request.url()).pathname === "/scores") asked++;
    });
    await page.goto("/scores");
    await page.getByText("being read").waitFor();
    await scores.change(user.id, id, () => ready);
    await page.getByText("Clara Schumann").waitFor();
    assert.equal(await page.getByText("being read").count(), 0);
    const until = asked;
    await page.waitForTimeout(2_500);
    assert.equal(asked, until);
  } finally {
    await browser.close();
  }
});
