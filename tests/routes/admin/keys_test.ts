/** How old the house's secrets are, as operators see it. */
import assert from "node:assert/strict";
import { startApp, type TestApp } from "../../app.ts";
import { OPERATOR, operator } from "../../operator.ts";

const DAY_MS = 24 * 60 * 60_000;
const SECRETS = {
  GOOGLE_CLIENT_ID: "client-of-this-test",
  GOOGLE_CLIENT_SECRET: "google-secret-of-this-test",
  GEMINI_API_KEY: "gemini-key-of-this-test",
  GEMINI_BASE_URL: "http://127.0.0.1:9",
  SESSION_KEYS: `new:${"A".repeat(43)},old:${"B".repeat(43)}`,
};

/** The day so many days ago, as `KEYS_ISSUED` has it. */
const ago = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

const start = (issued: string, more: Record<string, string> = {}): Promise<TestApp> =>
  startApp({ ...OPERATOR, ...SECRETS, KEYS_ISSUED: issued, ...more });

/** What a page says of one secret. */
function said(text: string, name: string): string {
  const [, part] = text.split(`aria-labelledby="${name}"`);
  return part.split("</section>")[0].replace(/<[^>]*>/g, " ").replace(/\s+/g, " ");
}

Deno.test("each secret that is set has its age and how to change it; none is shown", async () => {
  await using app = await start(`GEMINI_API_KEY=${ago(12)},SESSION_KEYS:new=${ago(89)}`);
  const { text } = await (await operator(app)).get("/admin/keys");
  assert.match(text, /<h1[^>]*>No key is known to be overdue</);
  assert.match(said(text, "GEMINI_API_KEY"), /In time.*12 days old.*make a second key/s);
  assert.match(said(text, "GOOGLE_CLIENT_SECRET"), /Issued: not said.*add a second secret/s);
  assert.match(
    said(text, "SESSION_KEYS:new"),
    /89 days old.*Keep the old key after it for 90 days/s,
  );
  assert.match(said(text, "SESSION_KEYS:old"), /Issued: not said.*Due .*without this key/s);
  assert.doesNotMatch(text, /RESEND_API_KEY|S3_SECRET/, "what is not set has no age");
  for (const secret of Object.values(SECRETS).flatMap((value) => value.split(/[,:]/))) {
    if (secret.length > 4 && !secret.startsWith("http")) assert.ok(!text.includes(secret));
  }
});

Deno.test("after ninety days a key is overdue: on the desk, by one mail, and nowhere in public", async () => {
  await using app = await start(`GEMINI_API_KEY=${ago(89)},GOOGLE_CLIENT_SECRET=${ago(1)}`);
  const before = await operator(app);
  assert.doesNotMatch((await before.get("/admin/accounts")).text, /overdue/);
  await app.services.keys.remind();
  app.pass(2 * DAY_MS);
  const robert = await operator(app);
  const { text } = await robert.get("/admin/keys");
  assert.match(text, /<h1[^>]*>One key is overdue</);
  assert.match(said(text, "GEMINI_API_KEY"), /Overdue.*Due since/s);
  assert.match((await robert.get("/admin/accounts")).text, /href="\/admin\/keys"[^>]*>One key is/);
  for (let n = 0; n < 3; n++) await app.services.watch.look();
  const mails = (await robert.mails()).filter(({ subject }) => subject.includes("secret"));
  assert.equal(mails.length, 1);
  assert.equal(mails[0].to, "robert@example.org");
  assert.match(mails[0].text, /older than 90 days: GEMINI_API_KEY\./);
  const other = await app.visitor().signIn("fanny@example.org");
  assert.doesNotMatch((await other.get("/admin/keys")).text, /overdue|GEMINI_API_KEY/);
  for (const path of ["/health", "/health/integrations", "/status", "/"]) {
    assert.doesNotMatch((await app.visitor().get(path)).text, /overdue|GEMINI_API_KEY/, path);
  }
});

Deno.test("an older session key goes when no session is left that it signed", async () => {
  await using app = await start(`SESSION_KEYS:new=${ago(90)}`);
  const { text } = await (await operator(app)).get("/admin/keys");
  assert.match(said(text, "SESSION_KEYS:old"), /Overdue/);
  assert.match(text, /2 keys are overdue/);
});

Deno.test("a day that is yet to come is told", async () => {
  await using app = await start(`GEMINI_API_KEY=${ago(-3)}`);
  const { text } = await (await operator(app)).get("/admin/keys");
  assert.match(said(text, "GEMINI_API_KEY"), /a day to come, so look at KEYS_ISSUED/);
});

Deno.test("a name in KEYS_ISSUED that is not set here is told: it may be a slip", async () => {
  await using app = await start(`SESSION_KEYS:nwe=${ago(3)}`);
  const { text } = await (await operator(app)).get("/admin/keys");
  assert.match(text, /names what is not set here:.*SESSION_KEYS:nwe/s);
});
