import assert from "node:assert/strict";
import { startApp, type TestApp } from "../app.ts";
import { createStore } from "../../store/store.ts";
import type { User } from "../../store/users.ts";
import type { Visitor } from "../visitor.ts";

const MINUTE = 60_000;
const EMAIL = "clara@example.org";

const press = (visitor: Visitor, token: string) => visitor.post("/signin/link", { token });

async function users(app: TestApp): Promise<User[]> {
  const rows = await Array.fromAsync(app.kv.list<User>({ prefix: ["users"] }));
  return rows.map(({ value }) => value);
}

Deno.test("two mails in flight: the newer one works, the older says what happened", async () => {
  await using app = await startApp();
  const clara = app.visitor();
  const older = await clara.askForMail(EMAIL);
  const newer = await clara.askForMail(EMAIL);
  for (
    const answer of [
      await press(app.visitor(), older.token),
      await clara.get(`/signin/link?token=${older.token}`),
    ]
  ) {
    assert.equal(answer.status, 410);
    assert.match(answer.text, /A newer link was asked for in the same browser/);
    assert.match(answer.text, /Use the newest mail/);
  }
  const wrong = await clara.post("/signin/code", { code: older.code });
  assert.equal(wrong.status, 422);
  assert.match(wrong.text, /not the digits from the newest mail/);
  assert.equal((await press(clara, newer.token)).status, 303);
});

Deno.test("a browser that asks anew for another address, or for another device, retires its link too", async () => {
  await using app = await startApp();
  for (const fields of [{ email: "robert@example.org" }, { email: EMAIL, by: "device" }]) {
    const clara = app.visitor();
    const { token } = await clara.askForMail(EMAIL);
    await clara.post("/signin", fields as unknown as Record<string, string>);
    assert.equal((await press(clara, token)).status, 410);
  }
});

Deno.test("who asks from another browser retires nobody's link: else anybody could lock anybody out", async () => {
  await using app = await startApp();
  const clara = app.visitor();
  const { token, code } = await clara.askForMail(EMAIL);
  const eve = app.visitor();
  const hers = await eve.askForMail(EMAIL);
  await eve.fetch("/signin", {
    method: "POST",
    body: new URLSearchParams({ email: EMAIL }),
    headers: { origin: app.origin, cookie: `signin=${"A".repeat(43)}` },
  });
  assert.equal((await clara.post("/signin/code", { code })).status, 303);
  assert.equal((await press(app.visitor(), token)).status, 410, "used, by the digits");
  assert.equal((await press(app.visitor(), hers.token)).status, 410, "hers she replaced herself");
});

Deno.test("eight requests of one browser at once leave it with links that work, each once", async () => {
  await using app = await startApp();
  const clara = app.visitor();
  const first = await clara.askForMail(EMAIL);
  const { cookie } = clara;
  const answers = await Promise.all(Array.from({ length: 8 }, () =>
    app.visitor().fetch("/signin", {
      method: "POST",
      body: new URLSearchParams({ email: EMAIL }),
      headers: { origin: app.origin, cookie },
    })));
  assert.ok(answers.every(({ status }) => status === 303));
  assert.equal((await press(app.visitor(), first.token)).status, 410);
  const tokens = (await clara.mails()).map(({ text }) => /token=([\w-]+)/.exec(text)![1]);
  const pressed = await Promise.all(tokens.map((token) => press(app.visitor(), token)));
  assert.ok(pressed.some(({ status }) => status === 303));
});

Deno.test("GHSA-hc7v-rggr-4hvx: a used link, and a replaced one, never work again, whatever became of the account", async () => {
  await using app = await startApp();
  const clara = app.visitor();
  const replaced = await clara.askForLink(EMAIL);
  const used = await clara.askForLink(EMAIL);
  await press(clara, used);
  const dead = async (when: string) => {
    for (const token of [used, replaced]) {
      const answer = await press(app.visitor(), token);
      assert.equal(answer.status, 410, when);
    }
    assert.equal((await users(app)).length, 1, when);
  };
  await dead("at once");
  await clara.post("/signout", {});
  await dead("after signing out");
  await clara.signIn(EMAIL);
  await dead("after signing in again");
  await move(app, "clara@elsewhere.example");
  await dead("after the address was changed");
  app.pass(25 * 60 * MINUTE);
  assert.equal((await press(app.visitor(), used)).status, 404, "after a day it is as made-up");
});

/** The only account has another address from here on. */
async function move(app: TestApp, to: string): Promise<void> {
  const [user] = await users(app);
  await app.kv.atomic().set(["users", user.id], { ...user, email: to })
    .delete(["users_by_email", user.email]).set(["users_by_email", to], user.id).commit();
}

Deno.test("GHSA-hc7v-rggr-4hvx: a link to the address that an account had does not lead into that account", async () => {
  await using app = await startApp();
  await app.visitor().signIn(EMAIL);
  const eve = app.visitor();
  const token = await eve.askForLink(EMAIL);
  await move(app, "clara@elsewhere.example");
  await press(eve, token);
  assert.doesNotMatch((await eve.get("/account")).text, /clara@elsewhere\.example/);
});

Deno.test("opened in the browser that asked, the link's page asks for one press", async () => {
  await using app = await startApp();
  const clara = app.visitor();
  const page = await clara.get(`/signin/link?token=${await clara.askForLink(EMAIL)}`);
  assert.match(page.text, /Welcome/);
  assert.doesNotMatch(page.text, /elsewhere/);
});

Deno.test("opened on another device, it offers to sign in here, or there by the digits; and says so where they work no longer", async () => {
  await using app = await startApp();
  const tablet = app.visitor();
  await tablet.fetch("/signin", {
    method: "POST",
    body: new URLSearchParams({ email: EMAIL }),
    headers: {
      origin: app.origin,
      "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    },
  });
  const [mail] = await tablet.mails();
  const token = /token=([\w-]+)/.exec(mail.text)![1];
  const eve = app.visitor();
  await eve.askForMail("eve@example.org"); // A browser that has asked for something else.
  for (const phone of [app.visitor(), eve]) {
    const { text } = await phone.get(`/signin/link?token=${token}`);
    assert.match(text, /Sign in here\?/);
    assert.match(text, /asked for elsewhere: <strong[^>]*>Firefox on Linux/);
    assert.match(text, /six digits from the same mail on the page that waits there/);
  }
  app.pass(11 * MINUTE);
  const phone = app.visitor();
  const late = await phone.get(`/signin/link?token=${token}`);
  assert.match(late.text, /ask for a new link there/);
  assert.equal((await press(phone, token)).status, 303);
});

Deno.test("Clara@ and clara@ are one library, and mail goes to the spelling of the first sign-in (CVE-2019-19844)", async () => {
  await using app = await startApp();
  await app.visitor().signIn("Clara@example.org");
  const again = app.visitor();
  await again.post("/signin", { email: "cLARA@example.org" });
  const [mail] = await again.mails();
  assert.equal(mail.to, "Clara@example.org", "not to whoever has the other mailbox");
  await press(again, /token=([\w-]+)/.exec(mail.text)![1]);
  assert.match((await again.get("/account")).text, /Clara@example\.org/);
  assert.equal((await users(app)).length, 1);
});

Deno.test("CVE-2019-19844: a link that was mailed to another spelling before there was an account does not lead into it", async () => {
  await using app = await startApp();
  const eve = app.visitor();
  const token = await eve.askForLink("CLARA@example.org");
  app.pass(MINUTE);
  await app.visitor().signIn(EMAIL);
  const answer = await press(eve, token);
  assert.equal(answer.status, 409);
  assert.match(answer.text, /another spelling/);
  assert.equal((await eve.get("/account")).status, 303);
});

Deno.test("only A to Z are folded: what Unicode calls the same letter is another address", async () => {
  await using app = await startApp();
  const store = createStore(app.kv);
  const user = { id: "1", email: "k@example.org", createdAt: 1 };
  const operation = store.begin();
  store.users.add(operation, user);
  await store.commit(operation);
  assert.equal((await store.users.byEmail("K@example.org"))?.id, "1");
  assert.equal(await store.users.byEmail("\u212A@example.org"), null, "the Kelvin sign");
  await store.suppressions.add("K@example.org", { reason: "bounced", at: 1 });
  assert.equal(await store.suppressions.has("k@example.org"), true);
  assert.equal(await store.suppressions.has("\u212A@example.org"), false);
});
