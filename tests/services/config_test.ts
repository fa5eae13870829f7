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
