/** Scores kept on a device, in a real browser: without a network, and after others were there. */
import assert from "node:assert/strict";
import type { BrowserContextOptions, Page } from "playwright-core";
import { startApp, type TestApp } from "../app.ts";
import { pdfFile, titlePage } from "../pdf.ts";
import type { Visitor } from "../visitor.ts";
import { atBrowser } from "./at_browser.ts";
import { axeViolations } from "./axe.ts";

interface Scene {
  page: Page;
  app: TestApp;
  visitor: Visitor;
  /** The addresses of two scores, of five pages and of two. */
  scores: [string, string];
  offline: (off: boolean) => Promise<void>;
}

/** Somebody at a browser with two scores; nothing may go wrong on a page. */
async function withScores(
  options: BrowserContextOptions,
  run: (scene: Scene) => Promise<void>,
): Promise<void> {
  await using app = await startApp();
  const visitor = await app.visitor().signIn();
  const add = async (title: string, pages: number) => {
    const words = titlePage(title, "Clara Schumann");
    return `/scores/${await visitor.add(pdfFile(`${title}.pdf`, { pages, words }))}`;
  };
  const scores: [string, string] = [await add("Romanze", 5), await add("Impromptu", 2)];
  await atBrowser(visitor, options, async (page) => {
    const offline = (off: boolean) => page.context().setOffline(off);
    await run({ page, app, visitor, scores, offline });
  });
}

/** Marks what the page is about, and waits until it is kept. */
async function keep(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole("button", { name: "Keep on this device" }).click();
  await page.getByText("Kept on this device", { exact: true }).waitFor({ timeout: 30_000 });
}

/** Every address that the browser keeps. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const found: string[] = [];
    for (const name of await caches.keys()) {
      for (const { url } of await (await caches.open(name)).keys()) {
        found.push(url.slice(location.origin.length));
      }
    }
    return found;
  });

const workers = (page: Page) =>
  page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);

/** The pages in sight whose pictures are there. */
const inSight = (page: Page) =>
  page.locator("img[data-shown]:visible").evaluateAll((images) =>
    (images as HTMLImageElement[])
      .filter(({ complete, naturalWidth }) => complete && naturalWidth > 1)
      .map(({ alt }) => Number(/\d+/.exec(alt)![0]))
  );

/** Waits until `look` gives what is wanted. */
async function until<T>(wanted: T, look: () => Promise<T>): Promise<void> {
  let last = await look();
  for (let tries = 0; tries < 100; tries++) {
    if (JSON.stringify(last) === JSON.stringify(wanted)) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
    last = await look();
  }
  assert.deepEqual(last, wanted);
}

Deno.test("in a browser: a score kept on this device opens without a network, and its pages turn", async () => {
  await withScores({}, async ({ page, scores: [score], offline }) => {
    await keep(page, score);
    await offline(true);
    await page.goto(`${score}?page=3`);
    await page.locator("[data-ready]").waitFor();
    await until([3], () => inSight(page));
    await page.getByText(/^From this device, as it was on \d+ \w+ \d{4}\./).waitFor();
    for (const [key, at] of [["ArrowRight", 4], ["End", 5], ["Home", 1]] as const) {
      await page.keyboard.press(key);
      await until([at], () => inSight(page));
    }
    await page.getByRole("button", { name: "Two pages" }).click();
    await until([1, 2], () => inSight(page));
    await page.keyboard.press("?");
    await page.getByRole("dialog").getByText("Half-page turns").waitFor();
    await page.getByRole("button", { name: "Close" }).click();
    // Its script comes when it is asked for, and it wants other pictures than were kept.
    await page.evaluate(() => void (globalThis.print = () => {}));
    await page.getByRole("button", { name: "Print" }).click();
    await until(
      [true, true, true, true, true],
      () =>
        page.locator(".sheets img").evaluateAll((images) =>
          (images as HTMLImageElement[]).map(({ naturalWidth }) => naturalWidth > 1)
        ),
    );
    // A smaller window asks for other pictures than were kept.
    await page.setViewportSize({ width: 390, height: 700 });
    await page.goto(score);
    await until(1, async () => (await inSight(page)).length);
    await offline(false);
    await page.goto(score);
    await page.locator("[data-ready]").waitFor();
    assert.equal(await page.getByText("From this device").isVisible(), false);
  });
});

Deno.test("in a browser: what was not kept says so, and leads to what was", async () => {
  await withScores({}, async ({ page, scores: [score, other], offline }) => {
    await keep(page, score);
    await offline(true);
    for (const address of [other, "/scores", "/nowhere"]) {
      await page.goto(address);
      await page.getByText("this page is not kept on this device").waitFor();
    }
    assert.equal(await page.getByText("nothing was saved").isVisible(), false);
    await page.getByRole("link", { name: "Romanze" }).click();
    await until([1], () => inSight(page));
  });
});

Deno.test("in a browser: a form that is sent without a network says that nothing was saved", async () => {
  await withScores({}, async ({ page, scores: [score], visitor, offline }) => {
    await keep(page, score);
    await page.goto(score);
    await offline(true);
    await page.getByLabel("Tags").fill("wedding");
    await page.getByRole("button", { name: "Save", exact: true }).first().click();
    await page.getByText("nothing was saved").waitFor();
    assert.equal(await page.getByText("not kept on this device").isVisible(), false);
    assert.doesNotMatch((await visitor.get(score)).text, /wedding/);
  });
});

Deno.test("in a browser: signing out leaves nothing on the device", async () => {
  await withScores({}, async ({ page, scores: [score] }) => {
    await keep(page, score);
    assert.ok((await kept(page)).includes(score));
    await page.goto("/account");
    const asked = page.waitForRequest("**/signout");
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL((url) => url.pathname === "/");
    const answer = await (await asked).response();
    assert.equal(answer?.fromServiceWorker(), false, "WebKit would wait for the worker's end");
    await until([], () => kept(page));
    await until(0, () => workers(page));
  });
});

Deno.test("in a browser: a session that was ended elsewhere leaves nothing on the device", async () => {
  await withScores({}, async ({ page, app, scores: [score] }) => {
    await keep(page, score);
    const elsewhere = await app.visitor().signIn();
    await elsewhere.post("/account/sessions", { end: "others" });
    await page.goto(score);
    await page.waitForURL("**/signin?*");
    assert.deepEqual(await kept(page), []);
  });
});

Deno.test("in a browser: another person on the same browser sees nothing of it", async () => {
  await withScores({}, async ({ page, app, scores: [score], offline }) => {
    await keep(page, score);
    const robert = await app.visitor().signIn("robert@example.org");
    const [, value] = /session=([^;]+)/.exec(robert.cookie)!;
    await page.context().addCookies([{ name: "session", value, url: app.origin }]);
    await page.goto("/status");
    assert.deepEqual(await kept(page), []);
    await offline(true);
    await assert.rejects(page.goto(score), "the worker is gone as well");
  });
});

Deno.test("in a browser: a score in the bin is taken from the device, with all that only it needs", async () => {
  await withScores({}, async ({ page, visitor, scores: [score, other] }) => {
    await keep(page, score);
    await keep(page, other);
    await visitor.post("/scores/bulk", { act: "delete", id: score.split("/")[2] });
    await page.goto("/scores");
    await until(0, async () => (await kept(page)).filter((at) => at.includes(score)).length);
    assert.ok((await kept(page)).includes(other));
  });
});

Deno.test("in a browser: a list is kept with all its scores, played through, and removed with them", async () => {
  await withScores({}, async ({ page, app, visitor, scores, offline }) => {
    const { location } = await visitor.post("/collections", { name: "Sunday", kind: "setlist" });
    await visitor.fetch("/scores/bulk", {
      method: "POST",
      body: new URLSearchParams([
        ["act", "collect"],
        ["collection", "Sunday"],
        ...scores.map((score) => ["id", score.split("/")[2]]),
      ]),
      headers: { origin: app.origin },
    });
    await visitor.services.jobs.drained();
    await keep(page, scores[1]);
    await keep(page, location);
    await offline(true);
    await page.goto("/scores");
    await page.getByRole("link", { name: /^Sunday/ }).click();
    await page.getByRole("link", { name: "Play from the start" }).click();
    await page.locator("[data-ready]").waitFor();
    const first = await page.getByRole("heading", { level: 1 }).innerText();
    for (let n = 0; n < 5; n++) await page.keyboard.press("ArrowRight");
    await page.waitForURL(/at=2/);
    await page.locator("[data-ready]").waitFor();
    await page.getByText(/2 of 2/).waitFor();
    assert.notEqual(await page.getByRole("heading", { level: 1 }).innerText(), first);
    await page.keyboard.press("ArrowLeft");
    await page.waitForURL(/at=1/);
    await offline(false);
    await page.goto("/account/device");
    await page.getByRole("button", { name: "Remove Sunday from this device" }).click();
    await page.getByRole("link", { name: /^Romanze/ }).waitFor({ state: "detached" });
    const left = await kept(page);
    assert.ok(left.includes(scores[1]), "it was kept for itself");
    assert.ok(!left.some((at) => at.includes(scores[0]) || at.includes("list=")), String(left));
    await page.getByRole("button", { name: "Remove all" }).click();
    await page.getByText("Nothing is kept on this device").waitFor();
    assert.deepEqual([await kept(page), await workers(page)], [[], 0]);
  });
});

Deno.test("in a browser: a kept page still runs when the scripts it came with are no longer served", async () => {
  await withScores({}, async ({ page, scores: [score] }) => {
    await keep(page, score);
    // As after a new build, while the house itself is away.
    await page.context().route(/_fresh|__frsh_c|\.css/, (route) => route.fulfill({ status: 404 }));
    await page.context().route(
      (url) => url.pathname === score,
      (route) => route.fulfill({ status: 503 }),
    );
    await page.goto(score);
    await page.locator("[data-ready]").waitFor();
    await page.keyboard.press("ArrowRight");
    await until([2], () => inSight(page));
    assert.notEqual(
      await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor),
      "rgba(0, 0, 0, 0)",
    );
  });
});

Deno.test("in a browser: a network that does not answer is waited for four seconds", async () => {
  await withScores({}, async ({ page, scores: [score] }) => {
    await keep(page, score);
    await page.context().route((url) => url.pathname === score, () => {});
    const began = Date.now();
    await page.goto(score);
    const took = Date.now() - began;
    assert.ok(took >= 3_900 && took < 10_000, `${took} ms`);
    await page.getByText("From this device").waitFor();
    await page.context().unrouteAll();
  });
});

Deno.test("in a browser: a device without room says so, and keeps no half score", async () => {
  await withScores({}, async ({ page, scores: [score] }) => {
    await page.addInitScript(() => {
      const put = Cache.prototype.put;
      Cache.prototype.put = function (request, answer) {
        if (String(request).includes("/pages/4")) {
          return Promise.reject(new DOMException("full", "QuotaExceededError"));
        }
        return put.call(this, request, answer);
      };
    });
    await page.goto(score);
    await page.getByRole("button", { name: "Keep on this device" }).click();
    await page.getByText("This device has no room for it, so it is not kept.").waitFor();
    await page.getByRole("button", { name: "Keep on this device" }).waitFor();
    assert.deepEqual((await kept(page)).filter((at) => at.includes(score)), []);
  });
});

Deno.test("in a browser: a browser that keeps nothing says so", async () => {
  await withScores({}, async ({ page, scores: [score] }) => {
    await page.addInitScript(() => {
      navigator.serviceWorker.register = () =>
        Promise.reject(new DOMException("", "SecurityError"));
    });
    await page.goto(score);
    await page.getByRole("button", { name: "Keep on this device" }).click();
    await page.getByText("This browser cannot keep scores.").waitFor();
  });
});

Deno.test("in a browser: a correction is on the device too, after the score was opened once more", async () => {
  await withScores({}, async ({ page, visitor, scores: [score], offline }) => {
    await keep(page, score);
    await visitor.post(`${score}/marks`, { tags: "wedding" });
    await page.goto(score);
    await until(
      true,
      async () =>
        (await page.evaluate(async (path) => (await (await caches.match(path))!.text()), score))
          .includes("wedding"),
    );
    await offline(true);
    await page.goto(score);
    assert.equal(await page.getByLabel("Tags").inputValue(), "wedding");
  });
});

Deno.test("in a browser: who keeps nothing has no worker, and without JavaScript nothing is offered", async () => {
  await withScores({}, async ({ page, scores: [score] }) => {
    await page.goto(score);
    await page.locator("[data-ready]").waitFor();
    assert.deepEqual([await kept(page), await workers(page)], [[], 0]);
  });
  await withScores({ javaScriptEnabled: false }, async ({ page, scores: [score] }) => {
    await page.goto(score);
    assert.equal(await page.getByRole("button", { name: "Keep on this device" }).count(), 0);
  });
});

Deno.test("in a browser: the app can be installed", async () => {
  await withScores({}, async ({ page }) => {
    await page.goto("/scores");
    const session = await page.context().newCDPSession(page);
    const { manifest, errors } = await session.send("Page.getAppManifest") as unknown as {
      manifest: unknown;
      errors: unknown[];
    };
    assert.ok(manifest);
    assert.deepEqual(errors, []);
    const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
    // A test's window is one that keeps nothing, which Chromium never installs from.
    const left = installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito");
    assert.deepEqual(left, []);
  });
});

for (const colorScheme of ["light", "dark"] as const) {
  Deno.test(`in a browser, ${colorScheme}: axe finds nothing wrong, and keys reach everything`, async () => {
    const options = { colorScheme, bypassCSP: true };
    await withScores(options, async ({ page, scores: [score], offline }) => {
      await page.goto(score);
      const button = page.getByRole("button", { name: "Keep on this device" });
      await button.focus();
      await page.keyboard.press("Enter");
      await page.getByText("Kept on this device", { exact: true }).waitFor();
      assert.deepEqual(await axeViolations(page), []);
      await page.goto("/account/device");
      await page.getByRole("link", { name: /^Romanze/ }).waitFor();
      assert.deepEqual(await axeViolations(page), []);
      await offline(true);
      await page.goto("/scores");
      const link = page.getByRole("link", { name: /^Romanze/ });
      await link.waitFor();
      assert.deepEqual(await axeViolations(page), []);
      await link.focus();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      await page.getByText("Nothing is kept on this device").waitFor();
    });
  });
}
