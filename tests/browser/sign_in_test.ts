import { awayFromMidnight } from "../midnight.ts";
import assert from "node:assert/strict";
import { approve, ask, EMAIL, mail, MINUTE, onStage, signIn } from "./sign_in_stage.ts";

Deno.test("in a browser: the mail is held up, another device lets it in, and the page goes on by itself", async () => {
  await onStage(async (stage) => {
    const { resend, page, elsewhere } = stage;
    const phone = await elsewhere();
    await signIn(stage, phone);
    resend.break("500");
    await ask(page);
    await page.getByRole("heading", { name: "The mail is held up" }).waitFor();
    const code = page.getByText(/^[B-Z]{4}-[B-Z]{4}$/);
    assert.ok(await code.isVisible(), "open, because there is no mail");
    await approve(phone, await code.innerText());
    await page.getByRole("heading", { name: "Library" }).waitFor();
    await page.goto("/account");
    await page.getByText(EMAIL).waitFor();
  });
});

Deno.test("in a browser: when the mail has left after all the page says so, and keeps what was being typed", async () => {
  await onStage(async (stage) => {
    const { app, resend, page } = stage;
    resend.break("500");
    await ask(page);
    await page.getByRole("heading", { name: "The mail is held up" }).waitFor();
    const until = await page.locator("main time").first().innerText();
    assert.match(until, /^\d\d:\d\d/);
    assert.doesNotMatch(until, /UTC/, "in the reader's own zone");
    await page.getByLabel("Six digits from the mail").fill("12");
    resend.mend();
    app.pass(MINUTE);
    app.services.jobs.kick();
    await page.getByText("Our part is done").waitFor();
    assert.equal(await page.getByLabel("Six digits from the mail").inputValue(), "12");
    const { code } = await mail(stage);
    await page.getByLabel("Six digits from the mail").fill(code);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("heading", { name: "Library" }).waitFor();
  });
});

Deno.test("in a browser: a link used elsewhere, and a mail that is given up, end the waiting by themselves", async () => {
  await onStage(async (stage) => {
    const { app, resend, page, elsewhere } = stage;
    await ask(page);
    const { token } = await mail(stage);
    const other = await elsewhere();
    await other.goto(`/signin/link?token=${token}`);
    await other.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("heading", { name: "This sign-in is done" }).waitFor();

    awayFromMidnight(app);
    resend.break("daily_quota");
    await ask(page);
    await page.getByRole("heading", { name: "No mail will come" }).waitFor();
    assert.equal(await page.getByLabel("Six digits from the mail").count(), 0);
    await page.getByText(/^[B-Z]{4}-[B-Z]{4}$/).waitFor();
  });
});

Deno.test("in a browser: a mail scanner that opens the link, asks for its head and runs the page's script signs nobody in", async () => {
  await onStage(async (stage) => {
    const { app, page, elsewhere } = stage;
    await ask(page);
    const { token } = await mail(stage);
    const scanner = await elsewhere();
    const posts: string[] = [];
    scanner.on("request", (request) => {
      if (request.method() !== "GET") posts.push(request.url());
    });
    const link = `${app.origin}/signin/link?token=${token}`;
    assert.equal((await scanner.request.head(link)).status(), 200);
    await scanner.goto(link);
    await scanner.waitForLoadState("networkidle");
    for (const target of await scanner.getByRole("link").all()) {
      const address = await target.getAttribute("href");
      if (address?.startsWith("/")) await scanner.request.get(address);
    }
    await scanner.waitForTimeout(500);
    assert.deepEqual(posts, []);
    assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix: ["sessions"] })), []);
    await page.goto(link);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
    await page.getByRole("heading", { name: "Library" }).waitFor();
  });
});

for (const javaScriptEnabled of [true, false]) {
  Deno.test(`in a browser ${javaScriptEnabled ? "with" : "without"} JavaScript: the mail is opened on a phone, and its digits sign in the browser that asked`, async () => {
    await onStage(async (stage) => {
      const { page, elsewhere } = stage;
      await ask(page);
      const older = await mail(stage);
      await ask(page);
      const { token, code } = await mail(stage);
      const phone = await elsewhere();
      await phone.goto(`/signin/link?token=${older.token}`);
      await phone.getByText("A newer link was asked for").waitFor();
      await phone.goto(`/signin/link?token=${token}`);
      await phone.getByRole("heading", { name: "Sign in here?" }).waitFor();
      await phone.getByText("Chrome on Linux").waitFor();
      await page.getByLabel("Six digits from the mail").fill(code);
      await page.getByRole("button", { name: "Sign in", exact: true }).click();
      await page.getByRole("heading", { name: "Library" }).waitFor();
      await phone.getByRole("button", { name: "Sign in here" }).click();
      await phone.getByText("This sign-in link works no longer").waitFor();
    }, { javaScriptEnabled });
  });
}
