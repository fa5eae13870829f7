import assert from "node:assert/strict";
import { App, csrf, type CsrfOptions } from "fresh";
import { asking } from "./fixture.ts";

async function statusOf(
  headers: Record<string, string>,
  options?: CsrfOptions<unknown>,
  method = "POST",
): Promise<number> {
  const app = new App().use(csrf(options)).all("/", (ctx) => ctx.text("in"));
  return (await asking(app)("/", { method, headers })).status;
}

const OWN = "http://app.test";

Deno.test("a request with neither Origin nor Sec-Fetch-Site is refused", async () => {
  for (const method of ["POST", "PUT", "PATCH", "DELETE", "QUERY"]) {
    assert.equal(await statusOf({}, {}, method), 403, method);
  }
});

Deno.test("whatever its content type, a foreign request is refused", async () => {
  for (const type of ["application/json", "text/plain", "image/png"]) {
    const headers = { origin: "http://evil.test", "content-type": type };
    assert.equal(await statusOf(headers), 403);
  }
});

Deno.test("safe methods always pass", async () => {
  for (const method of ["GET", "HEAD", "OPTIONS"]) {
    const headers = { origin: "http://evil.test" };
    assert.equal(await statusOf(headers, {}, method), 200);
  }
});

Deno.test("Origin and Sec-Fetch-Site decide", async () => {
  const table: [Record<string, string>, number][] = [
    [{ origin: OWN }, 200],
    [{ origin: "http://app.test:81" }, 403],
    [{ origin: "http://sub.app.test" }, 403],
    [{ "sec-fetch-site": "same-origin" }, 200],
    [{ "sec-fetch-site": "same-site" }, 403],
    [{ "sec-fetch-site": "cross-site" }, 403],
    [{ "sec-fetch-site": "none" }, 403],
    [{ origin: "null" }, 403],
    [{ origin: "null", "sec-fetch-site": "same-origin" }, 200],
    [{ origin: "null", "sec-fetch-site": "cross-site" }, 403],
    // TLS ends at a proxy: the browser says https, the app sees http.
    [{ origin: "https://app.test", "sec-fetch-site": "same-origin" }, 200],
    [{ origin: "https://app.test" }, 403],
  ];
  for (const [headers, status] of table) {
    assert.equal(await statusOf(headers), status, JSON.stringify(headers));
  }
});

Deno.test("the origin option names who may send", async () => {
  const one = { origin: "https://a.test" };
  const several = { origin: ["https://a.test", "https://b.test"] };
  const fn = { origin: (origin: string) => origin.endsWith(".ok.test") };
  assert.equal(await statusOf({ origin: "https://a.test" }, one), 200);
  assert.equal(await statusOf({ origin: OWN }, one), 403);
  assert.equal(await statusOf({ origin: "https://b.test" }, several), 200);
  assert.equal(await statusOf({ origin: "https://c.test" }, several), 403);
  assert.equal(await statusOf({ origin: "https://x.ok.test" }, fn), 200);
  assert.equal(await statusOf({ origin: "https://evil.test" }, fn), 403);
});

Deno.test("a named origin is not overruled by Sec-Fetch-Site", async () => {
  const headers = { origin: OWN, "sec-fetch-site": "same-origin" };
  assert.equal(await statusOf(headers, { origin: "https://a.test" }), 403);
});
