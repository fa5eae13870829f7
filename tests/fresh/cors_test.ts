import assert from "node:assert/strict";
import { App, cors, type CORSOptions } from "fresh";
import { asking } from "./fixture.ts";

const FROM = "https://a.test";

async function asked(
  options: CORSOptions<unknown> | undefined,
  { method = "GET", ...headers }: Record<string, string> = {},
): Promise<Headers> {
  const app = new App().use(cors(options)).all("/", (ctx) => ctx.text("in"));
  const res = await asking(app)("/", { method, headers: { origin: FROM, ...headers } });
  return res.headers;
}

Deno.test("everybody may read, unless origins are named", async () => {
  assert.equal((await asked(undefined)).get("access-control-allow-origin"), "*");
  const table: [CORSOptions<unknown>["origin"], string | null][] = [
    [FROM, FROM],
    [["https://b.test", FROM], FROM],
    ["https://b.test", null],
    [[], null],
    [(origin) => origin, FROM],
    [() => null, null],
  ];
  for (const [origin, allowed] of table) {
    const headers = await asked({ origin });
    assert.equal(headers.get("access-control-allow-origin"), allowed);
    assert.equal(headers.get("vary"), "Origin", "a cache must not give one's answer to another");
  }
});

Deno.test("a browser's question is answered before any route; other OPTIONS pass", async () => {
  const options = { origin: FROM, credentials: true, maxAge: 600, exposeHeaders: ["x-a"] };
  const question = {
    method: "OPTIONS",
    "access-control-request-method": "PUT",
    "access-control-request-headers": "x-own",
  };
  const headers = await asked(options, question);
  assert.equal(headers.get("access-control-allow-methods"), "GET, HEAD, PUT, POST, DELETE, PATCH");
  assert.equal(headers.get("access-control-allow-headers"), "x-own");
  assert.equal(headers.get("access-control-max-age"), "600");
  assert.equal(headers.get("access-control-allow-credentials"), "true");
  assert.equal(headers.get("content-type"), null);
  const other = await asked(options, { method: "OPTIONS" });
  assert.match(other.get("content-type")!, /text/);
  assert.equal(other.get("access-control-expose-headers"), "x-a");
  const named = await asked(
    { origin: "*", allowHeaders: ["x-b"], allowMethods: ["PUT"] },
    question,
  );
  assert.equal(named.get("access-control-allow-headers"), "x-b");
  assert.equal(named.get("access-control-allow-methods"), "PUT");
});

Deno.test("credentials for everybody are refused at start", () => {
  assert.throws(() => cors({ origin: "*", credentials: true }), /credentials need named origins/);
});
