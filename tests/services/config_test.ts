import assert from "node:assert/strict";
import { ConfigError, parseConfig } from "../../services/config.ts";

const KEY = `k1:${"A".repeat(43)}`;

Deno.test("with nothing set it is development, on this machine only", () => {
  const config = parseConfig({});
  assert.equal(config.env, "development");
  assert.equal(config.hostname, "127.0.0.1");
  assert.equal(config.origin, "http://localhost:8000");
  assert.equal(config.kvPath, "data/attacca.db");
  assert.equal(config.deleteAfterDays, 7);
});

Deno.test("a deleted account is kept for as many days as are set, none as well", () => {
  for (const days of [0, 1, 9, 30]) {
    assert.equal(parseConfig({ DELETE_AFTER_DAYS: String(days) }).deleteAfterDays, days);
  }
});

Deno.test("on Deno Deploy it is production, on the database that is linked there", () => {
  const config = parseConfig({
    DENO_DEPLOYMENT_ID: "x",
    APP_ORIGIN: "https://scores.example.org",
    SESSION_KEYS: KEY,
  });
  assert.equal(config.env, "production");
  assert.equal(config.hostname, "0.0.0.0");
  assert.equal(config.kvPath, undefined);
});

for (
  const [name, value] of [
    ["PORT", "80a"],
    ["PORT", "70000"],
    ["PORT", "0000"],
    ["HOST", "not a host"],
    ["APP_ENV", "staging"],
    ["APP_ORIGIN", "music.example.org"],
    ["APP_ORIGIN", "https://scores.example.org/path"],
    ["APP_ORIGIN", "ftp://scores.example.org"],
    ["SESSION_KEYS", "no-colon"],
    ["SESSION_KEYS", "k1:short"],
    ["SESSION_KEYS", `${KEY},${KEY}`],
    ["PRICES", "cheap"],
    ["PRICES", '{"stripe":{"perCall":0.3}}'],
    ["PRICES", '{"gemini":{"perToken":0.1}}'],
    ["PRICES", '{"gemini":{"perCall":-1}}'],
    ["MONTHLY_BUDGET_USD", "$25"],
    ["MONTHLY_BUDGET_USD", "-1"],
    ["BUDGET_HARD_STOP", "yes"],
    ["TRUSTED_PROXIES", "-1"],
    ["TRUSTED_PROXIES", "10"],
    ["TRUSTED_PROXIES", "yes"],
    ["DELETE_AFTER_DAYS", "-1"],
    ["DELETE_AFTER_DAYS", "31"],
    ["DELETE_AFTER_DAYS", "a week"],
    // Base64 of an impossible length, which made each webhook an error of ours.
    ["RESEND_WEBHOOK_SECRET", `whsec_${"A".repeat(17)}`],
    ["RESEND_WEBHOOK_SECRET", `whsec_${"A".repeat(32)}=`],
    ["RESEND_WEBHOOK_SECRET", "whsec_AAAA"],
    ["MAIL_FROM", "Attacca <nobody>"],
    ["KEYS_ISSUED", "GEMINI_API_KEY: 2026-02-03"],
    ["KEYS_ISSUED", "GEMINI_API_KEY=yesterday"],
    ["KEYS_ISSUED", "GEMINI_API_KEY=2026-02-30"],
    ["KEYS_ISSUED", "GEMINI_KEY=2026-02-03"],
    ["KEYS_ISSUED", "SESSION_KEYS=2026-02-03"],
    ["KEYS_ISSUED", "GEMINI_API_KEY=2026-02-03, GEMINI_API_KEY=2026-02-04"],
    ["MAIL_FROM", "a@b.org>\r\nBcc: all@example.org"],
  ]
) {
  Deno.test(`${name}=${JSON.stringify(value)} stops the start with a line that names it and what it wants`, () => {
    assert.throws(() => parseConfig({ [name]: value }), (error: ConfigError) => {
      assert.equal(error.code, "config_invalid");
      assert.match(error.message, new RegExp(`^${name} wants `));
      assert.ok(!error.message.includes(value), "a wrong secret is not shown");
      return true;
    });
  });
}

Deno.test("prices and the budget come in dollars and are kept in millionths of one", () => {
  const { prices, budget, unset } = parseConfig({
    PRICES: '{"gemini":{"perThousandTokens":0.0005},"resend":{"perCall":0}}',
    MONTHLY_BUDGET_USD: "12.50",
    BUDGET_HARD_STOP: "1",
  });
  assert.deepEqual(prices, { gemini: { perThousandTokens: 500 }, resend: { perCall: 0 } });
  assert.deepEqual([budget, unset], [{ monthly: 12_500_000, hardStop: true }, []]);
  assert.match(parseConfig({ BUDGET_HARD_STOP: "1" }).unset.join(), /so nothing stops\.$/);
});

Deno.test("production without an origin or keys does not start", () => {
  assert.throws(
    () => parseConfig({ APP_ENV: "production" }),
    /APP_ORIGIN is needed[^]*SESSION_KEYS is needed/,
  );
});

Deno.test("production over plain http does not start, but on this very machine", () => {
  const env = { APP_ENV: "production", SESSION_KEYS: KEY };
  assert.throws(
    () => parseConfig({ ...env, APP_ORIGIN: "http://scores.example.org" }),
    /APP_ORIGIN wants https/,
  );
  assert.equal(parseConfig({ ...env, APP_ORIGIN: "http://localhost:1" }).env, "production");
});

Deno.test("a line left empty counts as not set", () => {
  assert.equal(parseConfig({ PORT: "", APP_ORIGIN: "" }).port, 8000);
});

Deno.test(".env.example explains every variable, and no other", async () => {
  const text = await Deno.readTextFile(new URL("../../.env.example", import.meta.url));
  const source = await Deno.readTextFile(new URL("../../services/config.ts", import.meta.url));
  const explained = [...text.matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name).sort();
  const wants = /const wants = \{([^]*?)\} as const/.exec(source)![1];
  const known = [...wants.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name).sort();
  assert.deepEqual(explained, known);
});
