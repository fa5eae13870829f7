import assert from "node:assert/strict";
import { startApp } from "../app.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

Deno.test("signing in by mailed link: asked for, pressed, signed in", async () => {
  await using app = await startApp();
  const clara = app.visitor();

  const asked = await clara.post("/signin", { email: "clara@example.org" });
  assert.equal(asked.status, 303);
  assert.equal(asked.location, "/signin/sent");

  const [mail] = await clara.mails();
  assert.equal(mail.to, "clara@example.org");
  const link = /http:\S+token=[\w-]+/.exec(mail.text)![0];
  assert.ok(link.startsWith(`${app.origin}/signin/link?token=`));

  const page = await clara.get(link);
  assert.equal(page.status, 200);
  assert.match(page.text, /clara@example\.org/);

  const token = new URL(link).searchParams.get("token")!;
  const pressed = await clara.post("/signin/link", { token });
  assert.equal(pressed.status, 303);
  assert.equal(pressed.location, "/scores");
  assert.equal((await clara.get("/scores")).status, 200);
});

Deno.test("opening a link changes nothing: a mail scanner that GETs and HEADs it signs nobody in", async () => {
  await using app = await startApp();
  const token = await app.visitor().askForLink("clara@example.org");
  const scanner = app.visitor();
  for (const method of ["GET", "HEAD", "GET"]) {
    await scanner.fetch(`/signin/link?token=${token}`, { method });
  }
  assert.equal((await scanner.get("/scores")).status, 303);
  assert.equal((await app.visitor().post("/signin/link", { token })).status, 303);
});

Deno.test("a link works once", async () => {
  await using app = await startApp();
  const clara = app.visitor();
  const token = await clara.askForLink("clara@example.org");
  await clara.post("/signin/link", { token });
  const again = await app.visitor().post("/signin/link", { token });
  assert.equal(again.status, 410);
  assert.match(again.text, /has been used/);
});

Deno.test("1,000 presses of one link at once give one session", async () => {
  await using app = await startApp();
  const token = await app.visitor().askForLink("clara@example.org");
  const presses = await Promise.all(
    Array.from({ length: 1000 }, () => app.visitor().post("/signin/link", { token })),
  );
  assert.equal(presses.filter(({ status }) => status === 303).length, 1);
  assert.equal(presses.filter(({ status }) => status === 410).length, 999);
  assert.equal((await Array.fromAsync(app.kv.list({ prefix: ["sessions"] }))).length, 1);
  assert.equal((await Array.fromAsync(app.kv.list({ prefix: ["users"] }))).length, 1);
});

Deno.test("a link expires after 15 minutes", async () => {
  await using app = await startApp();
  const clara = app.visitor();
  const token = await clara.askForLink("clara@example.org");
  app.pass(15 * MINUTE + 1000);
  const late = await clara.post("/signin/link", { token });
  assert.equal(late.status, 410);
  assert.match(late.text, /has expired/);
});

Deno.test("a made-up link is not one of ours", async () => {
  await using app = await startApp();
  const answer = await app.visitor().get("/signin/link?token=made-up");
  assert.equal(answer.status, 404);
  assert.match(answer.text, /not one of ours/);
});

Deno.test("link, digits and the browser's secret are in the mail or the cookie, and nowhere else in the database once that is sent", async () => {
  await using app = await startApp();
  const clara = app.visitor();
  const { token, code } = await clara.askForMail("clara@example.org");
  const secret = /signin=([\w-]{43})/.exec(clara.cookie)![1];
  for await (const row of app.kv.list({ prefix: [] })) {
    if (row.key[0] === "mailbox") continue;
    const kept = Deno.inspect([row.key, row.value], { depth: 9, strAbbreviateSize: 9e3 });
    for (const [name, value] of Object.entries({ token, code, secret })) {
      assert.ok(!kept.includes(value), `${name} in ${String(row.key)}`);
    }
  }
});

Deno.test("the link's page sends no referrer and is kept by nobody", async () => {
  await using app = await startApp();
  const clara = app.visitor();
  const page = await clara.get(`/signin/link?token=${await clara.askForLink("clara@example.org")}`);
  assert.equal(page.headers.get("referrer-policy"), "no-referrer");
  assert.equal(page.headers.get("cache-control"), "no-store");
});

for (
  const [typed, words] of [
    ["", "Type your e-mail address"],
    ["clara", "This is not an e-mail address"],
    ["clara@example.org, eve@example.org", "This is not an e-mail address"],
    ["Clara <clara@example.org>", "This is not an e-mail address"],
    [`${"a".repeat(250)}@example.org`, "This is not an e-mail address"],
  ]
) {
  Deno.test(`"${typed.slice(0, 40)}" as an address: a sentence, and no mail`, async () => {
    await using app = await startApp();
    const clara = app.visitor();
    const answer = await clara.post("/signin", { email: typed });
    assert.equal(answer.status, 422);
    assert.match(answer.text, new RegExp(words));
    assert.deepEqual(await clara.mails(), []);
  });
}

Deno.test("a person comes back to the page they wanted", async () => {
  await using app = await startApp();
  const clara = app.visitor();
  const sentAway = await clara.get("/scores?q=bach");
  assert.equal(sentAway.status, 303);
  const returnTo = new URL(sentAway.location, app.origin).searchParams.get("returnTo")!;
  const token = await clara.askForLink("clara@example.org", returnTo);
  assert.equal((await clara.post("/signin/link", { token })).location, "/scores?q=bach");
});

Deno.test("signing out ends the session, not only the cookie", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const [row] = await Array.fromAsync(app.kv.list({ prefix: ["sessions"] }));
  assert.ok(row);
  assert.equal((await clara.post("/signout", {})).status, 303);
  assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix: ["sessions"] })), []);
  assert.equal((await clara.get("/account")).status, 303);
});

Deno.test("a session ends after 30 days without use", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  app.pass(29 * DAY);
  assert.equal((await clara.get("/account")).status, 200);
  app.pass(29 * DAY);
  assert.equal((await clara.get("/account")).status, 200, "use keeps it alive");
  app.pass(31 * DAY);
  assert.equal((await clara.get("/account")).status, 303);
});

Deno.test("a session ends after 90 days however much it is used", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  for (let week = 0; week < 12; week++) {
    app.pass(7 * DAY);
    assert.equal((await clara.get("/account")).status, 200, `week ${week}`);
  }
  app.pass(7 * DAY);
  assert.equal((await clara.get("/account")).status, 303);
});

Deno.test("a new sign-in ends the session it replaces", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  await clara.signIn();
  assert.equal((await Array.fromAsync(app.kv.list({ prefix: ["sessions"] }))).length, 1);
});

Deno.test("a forged or foreign session token signs nobody in", async () => {
  await using app = await startApp();
  await using other = await startApp({ SESSION_KEYS: `test:${"B".repeat(43)}` });
  const clara = await other.visitor().signIn();
  assert.equal((await clara.get("/account")).status, 200);
  const foreign = clara.cookie.split("=")[1];
  for (const token of ["x", foreign, "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4IiwianRpIjoieSJ9."]) {
    const answer = await app.visitor().get("/account", { cookie: `session=${token}` });
    assert.equal(answer.status, 303);
  }
});

Deno.test("a form from another site is refused", async () => {
  await using app = await startApp();
  const body = new URLSearchParams({ email: "clara@example.org" });
  for (
    const headers of [
      {},
      { origin: "https://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
    ]
  ) {
    const answer = await app.visitor().fetch("/signin", {
      method: "POST",
      body,
      headers: headers as HeadersInit,
    });
    assert.equal(answer.status, 403, JSON.stringify(headers));
  }
  assert.deepEqual(await app.visitor().mails(), []);
});

Deno.test("a form with neither Origin nor Sec-Fetch-Site is refused wherever it would sign somebody in", async () => {
  await using app = await startApp();
  const clara = app.visitor();
  const { token, code } = await clara.askForMail("clara@example.org");
  for (
    const [path, fields] of [
      ["/signin", { email: "eve@example.org" }],
      ["/signin/link", { token }],
      [
        "/signin/code",
        { code },
      ],
      ["/signin/sent", {}],
      ["/signout", {}],
    ] as [string, Record<string, string>][]
  ) {
    const answer = await clara.fetch(path, { method: "POST", body: new URLSearchParams(fields) });
    assert.equal(answer.status, 403, path);
  }
  assert.equal((await clara.mails()).length, 1);
  assert.equal((await clara.post("/signin/link", { token })).status, 303, "nothing was used up");
});

Deno.test("CVE-2025-63784: no redirect and no mailed link follows X-Forwarded-Host", async () => {
  await using app = await startApp();
  const clara = app.visitor();
  const forged = {
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "https",
    "forwarded": "host=evil.example",
    "x-original-host": "evil.example",
  };
  const asked = await clara.fetch("/signin", {
    method: "POST",
    body: new URLSearchParams({ email: "clara@example.org", returnTo: "https://evil.example/" }),
    headers: { ...forged, origin: app.origin },
  });
  const [mail] = await clara.mails();
  assert.ok(mail.text.includes(`${app.origin}/signin/link?token=`));
  assert.doesNotMatch(mail.text + mail.html, /evil/);
  const token = /token=([\w-]+)/.exec(mail.text)![1];
  const sentAway = await clara.get("/scores?q=bach", forged);
  const pressed = await clara.fetch("/signin/link", {
    method: "POST",
    body: new URLSearchParams({ token }),
    headers: { ...forged, origin: app.origin },
  });
  const out = await clara.fetch("/signout", {
    method: "POST",
    headers: { ...forged, origin: app.origin },
  });
  for (const { location, status } of [asked, sentAway, pressed, out]) {
    assert.equal(status, 303);
    assert.match(location, /^\/(?!\/)/);
    assert.doesNotMatch(location, /evil/);
  }
});

Deno.test("CVE-2022-31127: HTML where an address belongs is text on the page, and in no mail", async () => {
  await using app = await startApp();
  for (
    const typed of [
      `"<script>alert(1)</script>"@example.org`,
      `clara@example.org"><img src=x onerror=alert(1)>`,
      `<a href="https://evil.example">press</a>@example.org`,
    ]
  ) {
    const answer = await app.visitor().post("/signin", { email: typed });
    assert.equal(answer.status, 422);
    assert.doesNotMatch(answer.text, /<script>alert|<img src=x|<a href="https:\/\/evil/);
  }
  assert.deepEqual(await app.visitor().mails(), []);
});

Deno.test("CVE-2022-35924: two addresses in one field are none, and nothing goes to either", async () => {
  await using app = await startApp();
  const body = new URLSearchParams([["email", "clara@example.org"], ["email", "eve@example.org"]]);
  for (const separator of [",", ";", " ", "\n", "%0a", "\0"]) {
    const email = `clara@example.org${separator}eve@example.org`;
    assert.equal((await app.visitor().post("/signin", { email })).status, 422);
  }
  assert.deepEqual(await app.visitor().mails(), []);
  await app.visitor().fetch("/signin", { method: "POST", body, headers: { origin: app.origin } });
  assert.deepEqual((await app.visitor().mails()).map(({ to }) => to), ["clara@example.org"]);
});

Deno.test("without a way to send mail the page says so, and offers another device", async () => {
  await using app = await startApp({ APP_ENV: "production" });
  const clara = app.visitor();
  const page = await clara.get("/signin");
  assert.equal(page.status, 200);
  assert.match(page.text, /cannot send mail yet/);
  assert.match(page.text, /Use another device/);
  const answer = await clara.post("/signin", { email: "clara@example.org" });
  assert.equal(answer.status, 503);
  assert.match(answer.text, /cannot send mail yet/);
  const asked = await clara.post("/signin", { email: "clara@example.org", by: "device" });
  assert.equal(asked.location, "/signin/sent");
  const waiting = await clara.get("/signin/sent");
  assert.match(waiting.text, /No mail is sent/);
  assert.match(waiting.text, /[B-Z]{4}-[B-Z]{4}/);
  assert.doesNotMatch(waiting.text, /name="code"/);
});

Deno.test("over https the cookie of an attempt is __Host-, out of reach of scripts, and lasts 15 minutes", async () => {
  await using app = await startApp({ APP_ORIGIN: "https://scores.example.org" });
  const answer = await app.visitor().fetch("/signin", {
    method: "POST",
    body: new URLSearchParams({ email: "clara@example.org" }),
    headers: { origin: "https://scores.example.org" },
  });
  assert.match(
    answer.headers.get("set-cookie")!,
    /^__Host-signin=[\w-]{43}; Path=\/; Max-Age=900; HttpOnly; SameSite=Lax; Secure$/,
  );
});

Deno.test("the mailbox answers only a loopback peer that asks for a loopback host, in development", async () => {
  await using app = await startApp();
  const visitor = app.visitor();
  assert.equal((await visitor.get("/dev/mailbox")).status, 200);
  const port = new URL(app.origin).port;
  const conn = await Deno.connect({ hostname: "127.0.0.1", port: Number(port) });
  await conn.write(new TextEncoder().encode(
    "GET /dev/mailbox HTTP/1.1\r\nHost: attacca.example.org\r\nConnection: close\r\n\r\n",
  ));
  const raw = await new Response(conn.readable).text();
  assert.match(raw, /^HTTP\/1\.1 404 /);

  for (const header of ["x-forwarded-for", "forwarded", "x-real-ip", "via"]) {
    assert.equal(
      (await visitor.get("/dev/mailbox", { [header]: "203.0.113.9" })).status,
      404,
      header,
    );
  }

  await using elsewhere = await startApp({ APP_ORIGIN: "http://scores.example.org" });
  assert.equal((await elsewhere.visitor().get("/dev/mailbox")).status, 404);
  await using production = await startApp({ APP_ENV: "production" });
  assert.equal((await production.visitor().get("/dev/mailbox")).status, 404);
});

Deno.test("asked to sign in again, one is told why, has the address there, and a way back", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const again = "/signin?again=1&returnTo=%2Faccount%2Fexport";
  const { text } = await clara.get(again);
  assert.match(text, /<h1[^>]*>Sign in again</);
  assert.match(text, /You are signed in, but have been for a while/);
  assert.match(text, /name="email"[^>]*value="clara@example\.org"/);
  assert.match(text, /href="\/account"[^>]*>Back to the account/);
  const wrong = await clara.post("/signin", { email: "clara", returnTo: "/account/export" });
  assert.match(wrong.text, /Back to the account/, "a slip does not lead away from it");
  const nobody = (await app.visitor().get(again)).text;
  assert.doesNotMatch(nobody, /You are signed in|Back to the account/);
  assert.match(nobody, /<h1[^>]*>Sign in</);
});
