import assert from "node:assert/strict";
import { startApp, type TestApp } from "../app.ts";
import { startResend } from "../fakes/resend.ts";
import { quietly } from "../quiet.ts";
import type { Answer, Visitor } from "../visitor.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const EMAIL = "clara@example.org";
const BEHIND_A_PROXY = { TRUSTED_PROXIES: "1" };

/** A form from the client that the proxy names. */
function post(
  visitor: Visitor,
  path: string,
  fields: Record<string, string>,
  client: string,
): Promise<Answer> {
  return visitor.fetch(path, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { origin: visitor.origin, "x-forwarded-for": client },
  });
}

const another = (code: string, by: number) =>
  String((Number(code) + by) % 1_000_000).padStart(6, "0");

async function rows(app: TestApp, prefix: string): Promise<number> {
  return (await Array.fromAsync(app.kv.list({ prefix: [prefix] }))).length;
}

/** A browser of `client` that has asked, and the digits in its mail. */
async function asked(app: TestApp, client: string): Promise<{ browser: Visitor; code: string }> {
  const browser = app.visitor();
  await post(browser, "/signin", { email: EMAIL }, client);
  const [mail] = await browser.mails();
  const [, first, last] = /^(\d{3}) (\d{3})$/m.exec(mail.text)!;
  return { browser, code: first + last };
}

Deno.test("a hundred sign-ins an hour are asked for from one client, of whatever kind; then a sentence says until when", async () => {
  await using app = await startApp(BEHIND_A_PROXY);
  const steps = [
    (n: number) => post(app.visitor(), "/signin", { email: `p${n}@example.org` }, "192.0.2.7"),
    () => post(app.visitor(), "/signin", { email: EMAIL, by: "device" }, "192.0.2.7"),
  ];
  const answers: Answer[] = [];
  for (let n = 0; n < 99; n++) answers.push(await steps[n % 2](n));
  assert.ok(answers.every(({ status }) => status === 303));
  assert.equal((await post(app.visitor(), "/signin/code", { code: "1" }, "192.0.2.7")).status, 404);

  const known = await rows(app, "attempts");
  for (const step of steps) {
    const answer = await step(1);
    assert.equal(answer.status, 429);
    assert.match(answer.text, /Too many sign-ins were asked for from here\./);
    assert.match(answer.text, /Try again in 60 minutes\./);
    const seconds = Number(answer.headers.get("retry-after"));
    assert.ok(seconds > 3500 && seconds <= 3600, String(seconds));
  }
  const code = await post(app.visitor(), "/signin/code", { code: "1" }, "192.0.2.7");
  assert.equal(code.status, 429);
  assert.ok(code.headers.get("retry-after"));
  assert.equal(await rows(app, "attempts"), known, "nothing is written for it");

  assert.equal((await steps[0](1)).status, 429, "for known and unknown addresses alike");
  assert.equal((await post(app.visitor(), "/signin", { email: EMAIL }, "192.0.2.8")).status, 303);
  await app.services.jobs.drained();
  app.pass(HOUR);
  assert.equal((await steps[0](1)).status, 303);
});

Deno.test("there are a hundred in any hour, not in each hour of the clock: what was asked for comes back an hour later, one by one", async () => {
  await using app = await startApp(BEHIND_A_PROXY);
  const ask = async () =>
    (await post(app.visitor(), "/signin", { email: EMAIL, by: "device" }, "192.0.2.7")).status;
  for (let n = 0; n < 40; n++) assert.equal(await ask(), 303);
  app.pass(40 * MINUTE);
  for (let n = 0; n < 60; n++) assert.equal(await ask(), 303);
  assert.equal(await ask(), 429);
  app.pass(19 * MINUTE);
  assert.equal(await ask(), 429, "what was refused counts for nothing, and nothing is back yet");
  app.pass(2 * MINUTE);
  for (let n = 0; n < 40; n++) assert.equal(await ask(), 303);
  assert.equal(await ask(), 429);
});

Deno.test("a program that asks too often is told so in JSON, with when to come back", async () => {
  await using app = await startApp(BEHIND_A_PROXY);
  const ask = () =>
    app.visitor().fetch("/signin", {
      method: "POST",
      body: new URLSearchParams({ email: EMAIL, by: "device" }),
      headers: { origin: app.origin, accept: "application/json", "x-forwarded-for": "192.0.2.7" },
    });
  for (let n = 0; n < 100; n++) await ask();
  const answer = await ask();
  assert.equal(answer.status, 429);
  assert.equal(JSON.parse(answer.text).code, "client_too_many");
  assert.ok(Number(answer.headers.get("retry-after")) > 3500);
});

Deno.test("120 at once from one client are a hundred, and all of an IPv6 /64 are one client", async () => {
  await using app = await startApp(BEHIND_A_PROXY);
  const answers = await Promise.all(Array.from({ length: 120 }, (_, n) =>
    post(
      app.visitor(),
      "/signin",
      { email: EMAIL, by: "device" },
      `2001:db8:1:2::${(n + 1).toString(16)}`,
    )));
  const counts = Map.groupBy(answers, ({ status }) => status);
  assert.deepEqual([counts.get(303)?.length, counts.get(429)?.length], [100, 20]);
});

Deno.test("X-Forwarded-For is nothing where no proxy is trusted: nobody gets a new limit by it", async () => {
  await using app = await startApp();
  const seen = new Set<number>();
  for (let n = 0; n < 101; n++) {
    const fields = { email: EMAIL, by: "device" };
    seen.add((await post(app.visitor(), "/signin", fields, `192.0.2.${n}`)).status);
  }
  assert.deepEqual([...seen], [303, 429]);
});

Deno.test("a link in a mail works also where no more may be asked for, and no address of a client is stored", async () => {
  await using app = await startApp(BEHIND_A_PROXY);
  const { browser } = await asked(app, "192.0.2.77");
  const token = /token=([\w-]+)/.exec((await browser.mails())[0].text)![1];
  for (let n = 0; n < 100; n++) {
    await post(app.visitor(), "/signin", { email: EMAIL, by: "device" }, "192.0.2.77");
  }
  assert.equal((await post(browser, "/signin/link", { token }, "192.0.2.77")).status, 303);
  for await (const row of app.kv.list({ prefix: [] })) {
    assert.doesNotMatch(Deno.inspect(row, { depth: 9 }), /192\.0\.2\.77/);
  }
});

Deno.test("a request that has no mail is forgotten after an hour, one that has after a day, also where the database deletes late", async () => {
  await using app = await startApp();
  const device = app.visitor();
  await device.post("/signin", { email: EMAIL, by: "device" });
  const mailed = app.visitor();
  const token = await mailed.askForLink(EMAIL);
  const page = async (visitor: Visitor) => (await visitor.get("/signin/sent")).text;
  app.pass(59 * MINUTE);
  assert.match(await page(device), /has expired/);
  app.pass(2 * MINUTE);
  assert.match(await page(device), /has not asked to sign in/);
  assert.match(await page(mailed), /has expired/);
  assert.match((await mailed.get(`/signin/link?token=${token}`)).text, /has expired/);
  app.pass(23 * HOUR);
  assert.match(await page(mailed), /has not asked to sign in/);
  assert.match((await mailed.get(`/signin/link?token=${token}`)).text, /older than a day/);
  assert.equal(await rows(app, "attempts"), 2, "they are all still there");
});

Deno.test("ten wrong codes a day for one address, from however many browsers; then the link alone works, which costs its owner nothing", async () => {
  await using app = await startApp(BEHIND_A_PROXY);
  for (let n = 0; n < 2; n++) {
    const { browser: eve, code } = await asked(app, `192.0.2.${n}`);
    for (let by = 1; by <= 5; by++) {
      const answer = await post(eve, "/signin/code", { code: another(code, by) }, `192.0.2.${n}`);
      assert.equal(answer.status, 422);
    }
  }
  const { browser: eve, code } = await asked(app, "192.0.2.9");
  const off = await post(eve, "/signin/code", { code }, "192.0.2.9");
  assert.equal(off.status, 410, "not even the right ones");
  assert.match(off.text, /none are taken for now\. Use the link in the mail/);

  const clara = app.visitor();
  const mine = await clara.askForMail(EMAIL);
  assert.match((await clara.get("/signin/sent")).text, /work no longer; the link does/);
  assert.equal((await clara.post("/signin/link", { token: mine.token })).status, 303);
  const robert = app.visitor();
  const his = await robert.askForMail("robert@example.org");
  assert.equal((await robert.post("/signin/code", { code: his.code })).status, 303, "others'");
});

Deno.test("40 wrong codes at once for one address, from four browsers, are ten", async () => {
  await using app = await startApp(BEHIND_A_PROXY);
  const browsers = [];
  for (let n = 0; n < 4; n++) browsers.push(await asked(app, "192.0.2.1"));
  const answers = await Promise.all(
    browsers.flatMap(({ browser, code }, n) =>
      Array.from(
        { length: 10 },
        (_, by) =>
          post(browser, "/signin/code", { code: another(code, by + 1) }, `192.0.2.${n * 10 + by}`),
      )
    ),
  );
  assert.ok(answers.filter(({ status }) => status === 422).length <= 10);
  assert.ok(answers.every(({ status }) => status === 422 || status === 410));
});

Deno.test("right codes take nothing of what wrong ones have", async () => {
  await using app = await startApp(BEHIND_A_PROXY);
  for (let n = 0; n < 25; n++) {
    if (n % 5 === 0) app.pass(HOUR); // More than ten mails an hour go to nobody.
    const { browser, code } = await asked(app, "192.0.2.1");
    assert.equal((await post(browser, "/signin/code", { code }, "192.0.2.1")).status, 303, `${n}`);
  }
});

for (
  const [whose, times, client, days] of [
    ["one address in thirty days", 30, (n: number) => `192.0.2.${n}`, 10],
    ["one client a day, whatever the address", 20, () => "192.0.2.1", 1],
    [
      "the house a day, from whatever client, for whatever address",
      50,
      (n: number) => `192.0.2.${n}`,
      1,
    ],
  ] as const
) {
  Deno.test(`no more than ${times} wrong codes count for ${whose}`, async () => {
    await using app = await startApp(BEHIND_A_PROXY);
    app.pass(30 * DAY - app.services.world.now() % (30 * DAY));
    let wrong = 0;
    for (let n = 0; n < 14; n++) {
      const email = days === 1 ? `p${n}@example.org` : EMAIL;
      const browser = app.visitor();
      await post(browser, "/signin", { email }, client(n));
      const mail = (await browser.mails()).find(({ to }) => to === email)!;
      const code = /^(\d{3}) (\d{3})$/m.exec(mail.text)!.slice(1).join("");
      for (let by = 1; by <= 5; by++) {
        const fields = { code: another(code, by) };
        const { status } = await post(browser, "/signin/code", fields, client(n));
        if (status === 422) wrong++;
      }
      if (days > 1) app.pass(DAY);
    }
    assert.equal(wrong, times);
  });
}

Deno.test("digits are not taken while mail is down: nobody can know them but by guessing, and nobody is warned", async () => {
  await quietly(async () => {
    await using resend = startResend();
    await using app = await startApp({
      RESEND_API_KEY: resend.key,
      RESEND_BASE_URL: resend.origin,
      MAIL_FROM: "scores@example.org",
    });
    resend.break("500");
    for (let n = 0; n < 3; n++) { // The breaker opens.
      await app.visitor().post("/signin", { email: `p${n}@example.org` });
      await app.services.jobs.drained();
    }
    const eve = app.visitor();
    await eve.post("/signin", { email: EMAIL });
    await app.services.jobs.drained();
    for (let n = 0; n < 6; n++) {
      const answer = await eve.post("/signin/code", { code: `10000${n}` });
      assert.equal(answer.status, 409);
      assert.match(answer.text, /work only once their mail has left/);
    }
    resend.mend();
    const sent = () => resend.sent.find(({ to }) => to[0] === EMAIL);
    for (let tries = 0; tries < 5 && sent() === undefined; tries++) {
      app.pass(MINUTE); // A busy machine may take too long the first time.
      await app.services.jobs.drained();
    }
    const mail = sent()!;
    const code = /^(\d{3}) (\d{3})$/m.exec(mail.text!)!.slice(1).join("");
    assert.equal((await eve.post("/signin/code", { code })).status, 303, "no try was taken");
  });
});
