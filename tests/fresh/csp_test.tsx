import assert from "node:assert/strict";
import { App, csp, type CSPOptions } from "fresh";
import { asking, fixture } from "./fixture.ts";

function app(options: CSPOptions) {
  return new App()
    .use(csp(options))
    .get("/json", (ctx) => ctx.json(1))
    .get("/page", (ctx) =>
      ctx.render(
        <html>
          <head>
            <style>{"a{}"}</style>
          </head>
          <body>
            <script>1</script>
            <script nonce="mine">2</script>
          </body>
        </html>,
      ));
}

async function policyOf(options: CSPOptions, path = "/json"): Promise<string> {
  const res = await asking(app(options))(path);
  return res.headers.get("content-security-policy")!;
}

Deno.test("given directives take the place of the defaults of their name", async () => {
  const policy = await policyOf({ csp: ["img-src 'none'", "worker-src 'none'"] });
  assert.match(policy, /default-src 'self'; .*img-src 'none'/);
  assert.doesNotMatch(policy, /img-src 'self'/);
});

Deno.test("with nonces nothing falls back to unsafe-inline, whatever the answer", async () => {
  for (const path of ["/json", "/page"]) {
    const policy = await policyOf({ useNonce: true }, path);
    assert.doesNotMatch(policy, /unsafe-inline/);
    assert.match(policy, /script-src 'self' 'nonce-[\w+/=]{24}'/);
    assert.match(policy, /style-src 'self' 'nonce-/);
  }
  const own = await policyOf({
    useNonce: true,
    csp: ["script-src 'self' 'unsafe-inline' 'strict-dynamic'"],
  });
  assert.doesNotMatch(own, /unsafe-inline/);
});

Deno.test("every request has its own nonce, on each script and style", async () => {
  const ask = asking(app({ useNonce: true }));
  const nonces = new Set<string>();
  for (let i = 0; i < 3; i++) {
    const res = await ask("/page");
    const policy = res.headers.get("content-security-policy")!;
    const nonce = /'nonce-([^']+)'/.exec(policy)![1];
    nonces.add(nonce);
    const html = await res.text();
    assert.ok(html.includes(`<style nonce="${nonce}">`));
    assert.ok(html.includes(`<script nonce="${nonce}">1`));
    assert.ok(html.includes(`<script nonce="mine">2`));
  }
  assert.equal(nonces.size, 3);
});

Deno.test("a vnode used again gets the new nonce", async () => {
  const kept = <script>1</script>;
  const ask = asking(
    new App().use(csp({ useNonce: true })).get("/", (ctx) => ctx.render(kept)),
  );
  const first = await (await ask("/")).text();
  assert.notEqual(first, await (await ask("/")).text());
});

Deno.test("islands' scripts carry the nonce", async () => {
  const res = await (await fixture("site"))("/");
  const policy = res.headers.get("content-security-policy")!;
  const nonce = /'nonce-([^']+)'/.exec(policy)![1];
  const html = await res.text();
  const tags = [...html.matchAll(/<script type="module"[^>]*>/g)];
  assert.equal(tags.length, 1);
  assert.ok(tags[0][0].includes(`nonce="${nonce}"`));
});

Deno.test("reportOnly only reports, reportTo says where", async () => {
  const ask = asking(app({ reportOnly: true, reportTo: "/reports" }));
  const { headers } = await ask("/json");
  assert.equal(headers.get("content-security-policy"), null);
  assert.match(
    headers.get("content-security-policy-report-only")!,
    /report-to csp-endpoint; report-uri \/reports$/,
  );
  assert.equal(
    headers.get("reporting-endpoints"),
    'csp-endpoint="/reports"',
  );
});
