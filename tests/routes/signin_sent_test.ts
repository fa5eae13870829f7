import { awayFromMidnight } from "../midnight.ts";
import assert from "node:assert/strict";
import { startApp, type TestApp } from "../app.ts";
import { startResend } from "../fakes/resend.ts";
import type { Visitor } from "../visitor.ts";

const MINUTE = 60_000;
/** In such steps the page tells of the mail. */
const BEAT = 2_000;
const EMAIL = "clara@example.org";

type Resend = ReturnType<typeof startResend>;

/** The app with Resend as its mail; its log is kept quiet, and clean. */
async function withResend(run: (app: TestApp, resend: Resend) => Promise<void>): Promise<void> {
  const log = { error: console.error, info: console.info };
  const logged: string[] = [];
  console.error = console.info = (line: string) => logged.push(String(line));
  try {
    await using resend = startResend();
    await using app = await startApp({
      RESEND_API_KEY: resend.key,
      RESEND_BASE_URL: resend.origin,
      RESEND_WEBHOOK_SECRET: resend.webhookSecret,
      MAIL_FROM: "Attacca <scores@example.org>",
    });
    await run(app, resend);
    assert.doesNotMatch(logged.join("\n"), /@example\.org|token=|re_test/);
  } finally {
    Object.assign(console, log);
  }
}

/** What a reader reads on the waiting page, without what is each attempt's own. */
async function read(visitor: Visitor, email = EMAIL): Promise<string> {
  const { text } = await visitor.get("/signin/sent");
  return text.replace(/^.*<main/s, "").replace(/<\/main>.*$/s, "").replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ").replaceAll(email, "ADDRESS").replace(/[B-Z]{4}-[B-Z]{4}/, "CODE")
    .replace(/\d\d:\d\d UTC/g, "TIME");
}

/** The mail has left, or not, and the page's next beat has come. */
async function settled(app: TestApp): Promise<void> {
  await app.services.jobs.drained();
  app.pass(BEAT);
}

async function ask(app: TestApp, email = EMAIL): Promise<Visitor> {
  const visitor = app.visitor();
  await visitor.post("/signin", { email });
  return visitor;
}

async function suppress(app: TestApp, resend: Resend, email: string): Promise<void> {
  const story = { type: "email.bounced" as const, to: email };
  const notice = await resend.webhook(`${app.origin}/webhooks/resend`, story);
  assert.equal((await fetch(notice)).status, 204);
}

Deno.test("the waiting page says that the mail is on its way, and when our part is done", async () => {
  await withResend(async (app, resend) => {
    resend.takes = 150;
    const clara = await ask(app);
    assert.match(await read(clara), /A link and six digits are on their way to ADDRESS/);
    await settled(app);
    assert.match(await read(clara), /Our part is done\. If ADDRESS takes our mail/);
    assert.equal(resend.sent.length, 1);
  });
});

Deno.test("while the mail service is away the page says until when we try, and when the mail has left", async () => {
  await withResend(async (app, resend) => {
    resend.break("500");
    const clara = await ask(app);
    await settled(app);
    const page = await read(clara);
    assert.match(page, /does not confirm that it has the mail for ADDRESS.*try again until TIME/);
    assert.match(page, /CODE/, "the other way in is shown");
    resend.mend();
    app.pass(MINUTE);
    await settled(app);
    assert.match(await read(clara), /Our part is done/);
    assert.equal(resend.sent.length, 1);
  });
});

Deno.test("an outage of fourteen minutes does not lose a link: the outbox tries as long as it is of use", async () => {
  await withResend(async (app, resend) => {
    resend.break("503");
    const clara = await ask(app);
    for (let minute = 0; minute < 14; minute++) {
      await settled(app);
      app.pass(MINUTE);
    }
    assert.match(await read(clara), /We keep it and try again/);
    resend.mend();
    await new Promise((resolve) => setTimeout(resolve, 320)); // The breaker tries again.
    await settled(app);
    assert.equal(resend.sent.length, 1);
    assert.match(await read(clara), /Our part is done/);
  });
});

Deno.test("mail that comes too late to be of use is not sent, and the page says that none will come", async () => {
  for (const fault of ["daily_quota", "monthly_quota"] as const) {
    await withResend(async (app, resend) => {
      awayFromMidnight(app);
      resend.break(fault);
      const clara = await ask(app);
      await settled(app);
      assert.match(await read(clara), /could not take the mail for ADDRESS in time/);
      assert.match(await read(clara), /CODE/);
      resend.mend();
      app.pass(24 * 60 * MINUTE);
      await settled(app);
      assert.equal(resend.sent.length, 0);
    });
  }
});

// The allowance's end was told by the machine's clock, and the waiting by the app's.
Deno.test("mail that waits for tomorrow's allowance is sent then, where it is still of use", async () => {
  await withResend(async (app, resend) => {
    const day = 24 * 60 * MINUTE;
    const left = day - Date.now() % day - 10 * MINUTE;
    app.pass(left < 0 ? left + day : left); // Ten minutes before midnight UTC.
    resend.break("daily_quota");
    const clara = await ask(app);
    await settled(app);
    assert.match(await read(clara), /We keep it and try again/);
    resend.mend();
    app.pass(11 * MINUTE);
    await settled(app);
    assert.equal(resend.sent.length, 1);
    assert.match(await read(clara), /Our part is done/);
  });
});

Deno.test("an address that the mail service refuses for good is told at once", async () => {
  await withResend(async (app, resend) => {
    resend.break("invalid_to");
    const clara = await ask(app);
    await settled(app);
    const page = await read(clara);
    assert.match(page, /does not take mail for ADDRESS/);
    assert.doesNotMatch(page, /Six digits/);
    const [dead] = await Array.fromAsync(app.kv.list({ prefix: ["jobs_dead"] }));
    assert.match(Deno.inspect(dead.value), /it answered validation_error/);
  });
});

Deno.test("a sender that is not verified is ours to put right: the mail waits", async () => {
  await withResend(async (app, resend) => {
    resend.break("unverified_domain");
    const clara = await ask(app);
    await settled(app);
    assert.match(await read(clara), /We keep it and try again/);
  });
});

for (const fault of [null, "500", "daily_quota", "hang", "401"] as const) {
  Deno.test(`nobody can tell a suppressed address, or one asked for too often, from another: Resend ${fault ?? "is well"}`, async () => {
    await withResend(async (app, resend) => {
      await suppress(app, resend, "dead@example.org");
      awayFromMidnight(app);
      for (let n = 0; n < 10; n++) await ask(app, "often@example.org");
      await settled(app);
      const before = resend.sent.length;

      if (fault) resend.break(fault);
      const seen: string[][] = [];
      for (const email of ["known@example.org", "dead@example.org", "often@example.org"]) {
        const visitor = app.visitor();
        const { status, location, headers } = await visitor.post("/signin", { email });
        await settled(app);
        const page = [String(status), location, await read(visitor, email)];
        page.push([...headers.keys()].sort().join());
        resend.mend();
        await new Promise((resolve) => setTimeout(resolve, 320)); // An open breaker closes.
        app.pass(14 * MINUTE);
        await settled(app);
        page.push(await read(visitor, email));
        for (let n = 0; n < 4; n++) {
          const wrong = await visitor.post("/signin/code", { code: "000000" });
          page.push(`${wrong.status} ${/\w+ tr(y|ies) (is|are) left/.exec(wrong.text)?.[0]}`);
        }
        seen.push(page);
        if (fault) resend.break(fault);
        app.pass(-14 * MINUTE);
      }
      assert.deepEqual(seen[1], seen[0], "suppressed");
      assert.deepEqual(seen[2], seen[0], "asked for too often");
      const got = resend.sent.slice(before).map(({ to }) => to[0]);
      assert.deepEqual(got, fault === "daily_quota" ? [] : ["known@example.org"]);
    });
  });
}

Deno.test("ten mails an hour go to one address, in whatever case; the next hour there are more", async () => {
  await withResend(async (app, resend) => {
    for (let n = 0; n < 12; n++) {
      await ask(app, n % 2 ? EMAIL : "CLARA@example.org");
      await app.services.jobs.drained();
    }
    assert.equal(resend.sent.length, 10);
    await ask(app, "robert@example.org");
    await app.services.jobs.drained();
    app.pass(60 * MINUTE);
    await ask(app);
    await app.services.jobs.drained();
    assert.equal(resend.sent.length, 12);
  });
});

Deno.test("a browser that has asked for nothing has nothing to wait for", async () => {
  await using app = await startApp();
  const nobody = app.visitor();
  assert.match(await read(nobody), /has not asked to sign in/);
  assert.equal((await nobody.get("/signin/sent/events")).status, 204);
  assert.equal((await nobody.post("/signin/sent", {})).location, "/signin/sent");
  const made = await nobody.get("/signin/sent", { cookie: `signin=${"A".repeat(43)}` });
  assert.match(made.text, /has not asked to sign in/);
});

Deno.test("after 15 minutes the page says that the sign-in has expired", async () => {
  await using app = await startApp();
  const clara = await ask(app);
  app.pass(15 * MINUTE + 1000);
  assert.match(await read(clara), /has expired/);
  assert.doesNotMatch(await read(clara), /CODE/);
});

Deno.test("when the link is used elsewhere the page says so, and this browser is not signed in by that", async () => {
  await using app = await startApp();
  const clara = app.visitor();
  const { token } = await clara.askForMail(EMAIL);
  const phone = app.visitor();
  await phone.post("/signin/link", { token });
  assert.match(await read(clara), /you are signed in where you opened it/);
  assert.equal((await clara.post("/signin/sent", {})).location, "/signin/sent");
  assert.equal((await clara.get("/scores")).status, 303);
});

Deno.test("the page's events tell each change: on its way, held up, done, and the end", async () => {
  await withResend(async (app, resend) => {
    resend.break("500");
    resend.takes = 50;
    const clara = await ask(app);
    const response = await fetch(`${app.origin}/signin/sent/events`, {
      headers: { cookie: clara.cookie },
    });
    assert.equal(response.headers.get("content-type"), "text/event-stream");
    const told: string[] = [];
    const lines = response.body!.pipeThrough(new TextDecoderStream());
    for await (const text of lines) {
      for (const [, data] of text.matchAll(/^data: (.*)$/gm)) {
        const { mail, standing } = JSON.parse(data);
        told.push(`${mail} ${standing}`);
        if (mail === "waiting" && standing === "open") {
          resend.mend();
          app.pass(MINUTE);
          app.services.jobs.kick();
        }
        if (mail === "sent" && standing === "open") {
          const token = /token=([\w-]+)/.exec(resend.sent[0].text!)![1];
          await app.visitor().post("/signin/link", { token });
        }
      }
    }
    assert.deepEqual(told.filter((each, n) => each !== told[n - 1]).slice(-3), [
      "waiting open",
      "sent open",
      "sent used",
    ]);
    const cases = told.join();
    assert.doesNotMatch(cases, /refused|late/);
  });
});

Deno.test("without script the page is fetched anew while the mail is on its way, and no more once there are digits to type", async () => {
  await withResend(async (app, resend) => {
    const refresh = async (visitor: Visitor) =>
      /<noscript><meta http-equiv="refresh" content="([^"]*)"/.exec(
        (await visitor.get("/signin/sent")).text,
      )?.[1];
    resend.takes = 100;
    const clara = await ask(app);
    assert.equal(await refresh(clara), "2; url=/signin/sent");
    await settled(app);
    assert.equal(await refresh(clara), undefined);
    resend.break("500");
    const robert = await ask(app, "robert@example.org");
    await settled(app);
    assert.equal(await refresh(robert), "5; url=/signin/sent");
  });
});
