import assert from "node:assert/strict";
import { axeViolations } from "./axe.ts";
import { launchChromium } from "./chromium.ts";

const PAGE = `<!doctype html><html lang="en"><title>A page</title><main>
<h1>A page</h1><button onclick="this.textContent = 'pressed'">Press</button></main></html>`;

function serve(html: string, headers: Record<string, string> = {}) {
  const handler = () =>
    new Response(html, {
      headers: { "content-type": "text/html; charset=utf-8", ...headers },
    });
  const onListen = () => {};
  const server = Deno.serve(
    { port: 0, hostname: "127.0.0.1", onListen },
    handler,
  );
  return {
    url: `http://127.0.0.1:${server.addr.port}/`,
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

Deno.test("a real browser presses a button and sees what it does", async () => {
  await using server = serve(PAGE);
  await using browser = await launchChromium();
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.getByRole("button", { name: "Press" }).click();
  assert.equal(await page.getByRole("button").textContent(), "pressed");
});

Deno.test("the browser draws text in a font of the machine or its own", async () => {
  await using browser = await launchChromium();
  const page = await browser.newPage();
  await page.setContent(
    `<span style="font:40px serif">Dvo\u0159\u00e1k</span>`,
  );
  const { width } = (await page.locator("span").boundingBox())!;
  assert.ok(width > 60, `the word is ${width} px wide`);
});

Deno.test("the browser reaches no host but this one", async () => {
  await using server = serve(PAGE);
  await using browser = await launchChromium();
  const page = await browser.newPage();
  await page.goto(server.url);
  for (const host of ["example.com", "192.0.2.1", "[2001:db8::1]"]) {
    const failure = page.waitForEvent("requestfailed");
    const outcome = await page.evaluate(
      (url) => fetch(url, { mode: "no-cors" }).then(() => "answered", () => "refused"),
      `http://${host}/`,
    );
    assert.equal(outcome, "refused", host);
    assert.equal(
      (await failure).failure()?.errorText,
      "net::ERR_NAME_NOT_RESOLVED",
      host,
    );
  }
});

Deno.test("axe passes a sound page and names what is wrong with another", async () => {
  const csp = { "content-security-policy": "default-src 'none'" };
  await using sound = serve(PAGE, csp);
  await using faulty = serve(
    PAGE.replace("<button", "<img src=''><button"),
    csp,
  );
  await using browser = await launchChromium();
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  await page.goto(sound.url);
  assert.deepEqual(await axeViolations(page), []);
  await page.goto(faulty.url);
  const found = await axeViolations(page);
  assert.deepEqual(found.map(({ rule }) => rule), ["image-alt"]);
  assert.match(found[0].nodes[0], /^img: /);
});

Deno.test("a CHROMIUM_PATH that names no file is said to", async () => {
  await assert.rejects(
    launchChromium((name) => name === "CHROMIUM_PATH" ? "/no/such/file" : undefined),
    /CHROMIUM_PATH names no file/,
  );
});
