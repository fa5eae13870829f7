import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import type { Page } from "playwright-core";
import { launchChromium } from "../browser/chromium.ts";
import { errorsOf, fixture, served } from "./fixture.ts";

const ask = await fixture("site");
const html = async (path: string) => await (await ask(path)).text();

/** Opens a page in a browser; nothing may go wrong on it, and `loads` counts whole documents. */
async function onPage(
  path: string,
  use: (page: Page, loads: () => number) => Promise<void>,
  answer: typeof ask = ask,
): Promise<void> {
  await served((request) => {
    const { pathname, search } = new URL(request.url);
    const { method, headers, body } = request;
    const given = new Headers(headers);
    if (given.has("origin")) given.set("origin", "http://app.test");
    return answer(pathname + search, { method, headers: given, body });
  }, async (origin) => {
    await using browser = await launchChromium();
    const page = await browser.newPage();
    const wrong: string[] = [];
    let loads = 0;
    page.on("pageerror", (error) => wrong.push(String(error)));
    page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
    page.on("load", () => loads++);
    page.setDefaultTimeout(5_000);
    await page.goto(origin + path, { waitUntil: "networkidle" });
    await use(page, () => loads);
    assert.deepEqual(wrong.filter((text) => !text.startsWith("Failed to load resource")), []);
  });
}

Deno.test("only a page with a partial loads the script of navigation", async () => {
  assert.match(await html("/nav/one"), /\/_fresh\/js\/partials-\w+\.js/);
  assert.doesNotMatch(await html("/tick"), /partials-/);
});

Deno.test("client navigation costs at most 2.5 kB of gzipped script", async () => {
  const [url] = /\/_fresh\/js\/partials-\w+\.js/.exec(await html("/nav/one"))!;
  const size = gzipSync(await html(url), { level: 9 }).length;
  assert.ok(size > 500 && size <= 2500, `${size} bytes`);
});

Deno.test("f-client-nav says false where it is false", async () => {
  assert.match(await html("/nav/one"), /<a [^>]*f-client-nav="false"[^>]*>Whole/);
});

Deno.test("a request for partials is told so, and keeps it through a redirect", async () => {
  assert.match(await html("/nav/one"), /data-partial="false"/);
  assert.match(await html("/nav/one?fresh-partial=true"), /data-partial="true"/);
  const { headers } = await ask("/nav/moved?fresh-partial=true");
  assert.equal(headers.get("location"), "/nav/two?q=moved&fresh-partial=true");
});

Deno.test("two partials of one name on a page are refused", async () => {
  assert.equal((await ask("/twins")).status, 200);
  const logged = await errorsOf(async () => {
    assert.equal((await ask("/twins?same")).status, 500);
  });
  assert.match(String(logged[0]), /Cannot put two partials named "a" on one page/);
});

Deno.test("links, forms and the way back change the partials of a page only", async () => {
  await onPage("/nav/one", async (page, loads) => {
    const heading = (text: string) => page.getByRole("heading", { name: text }).waitFor();
    await page.evaluate(() => document.getElementById("outside")!.textContent = "kept");
    await page.locator(".tick button").click();
    await page.getByText("Two", { exact: true }).click();
    await heading("Two 1");
    assert.match(page.url(), /\/nav\/two\?q=1#end$/);
    await page.waitForFunction(() => scrollY > 500);
    assert.equal(await page.title(), "At /nav/two");
    assert.equal(await page.locator(".tick button").innerText(), "1", "the island lives on");
    await page.getByRole("button", { name: "Send" }).click();
    await heading("Two sent");
    await page.goBack();
    await heading("Two 1");
    await page.goBack();
    await heading("One");
    await page.getByRole("button", { name: "Toggle" }).click();
    await page.getByText("Folded").waitFor();
    await page.locator("input[name=q]").fill("asked");
    await page.getByRole("button", { name: "Search" }).click();
    await heading("Two asked");
    await page.getByText("Moved").click();
    await heading("Two moved");
    assert.match(page.url(), /\/nav\/two\?q=moved$/);
    await page.getByText("Part", { exact: true }).click();
    await heading("Only this");
    assert.match(page.url(), /\/nav\/one$/);
    await page.getByRole("button", { name: "Log" }).click();
    await page.getByText("again").waitFor();
    assert.equal(await page.locator("b").allInnerTexts().then(String), "first,again");
    assert.equal(await page.locator("#outside").innerText(), "kept");
    assert.equal(loads(), 1, "the document was loaded once");
  });
});

Deno.test("where there is no partial to change, or none is wanted, the browser goes itself", async () => {
  await onPage("/nav/one", async (page, loads) => {
    await page.getByText("Plain").click();
    await page.getByText("No island here").waitFor();
    assert.match(page.url(), /\/plain$/);
    await page.goBack();
    await page.locator("#whole").click();
    await page.getByRole("heading", { name: "Two" }).waitFor();
    assert.equal(loads(), 4);
  });
});

Deno.test("what another host answers is never taken for a part of this page", async () => {
  const theirs = (await html("/nav/two")).replaceAll("Two ", "Theirs")
    .replace(/<link rel="modulepreload"[^>]*>|<script type="module".*?<\/script>/g, "");
  const headers = { "content-type": "text/html", "access-control-allow-origin": "*" };
  await served(() => new Response(theirs, { headers }), async (other) => {
    const answer: typeof ask = async (path, init) => {
      if (path.startsWith("/nav/moved")) return Response.redirect(other);
      const res = await ask(path, init);
      res.headers.delete("content-security-policy"); // Which would have stopped this, too.
      return res;
    };
    await onPage("/nav/one", async (page, loads) => {
      await page.getByText("Moved").click();
      await page.getByRole("heading", { name: "Theirs" }).waitFor();
      assert.equal(new URL(page.url()).origin, other);
      assert.equal(loads(), 2);
    }, answer);
  });
});

Deno.test("text that people wrote, with an id of ours, does not stand for what islands are given", async () => {
  const ids = ["__FRSH_STATE", "s:1", "s:2", "s:3", "s:4", "s:5"];
  const written = ids.map((id) => `<p id="${id}">{"m":["/code"],"f":[],"i":[]}</p>`).join("");
  const answer: typeof ask = async (path, init) => {
    const res = await ask(path, init);
    if (path !== "/nav/one") return res;
    return new Response((await res.text()).replace("<body>", `<body>${written}`), res);
  };
  await onPage("/nav/one", async (page) => {
    await page.getByRole("button", { name: "Toggle" }).click();
    await page.getByText("Folded").waitFor();
  }, answer);
});
