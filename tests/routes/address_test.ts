/** Changing the address of an account: both mailboxes are asked. */
import assert from "node:assert/strict";
import type { User } from "../../store/users.ts";
import { startApp, type TestApp } from "../app.ts";
import { CLARA } from "../fakes/google.ts";
import { connectGoogle, isIn, signInWithGoogle, withGoogle } from "../google.ts";
import type { Visitor } from "../visitor.ts";

const OLD = "clara@example.org";
const NEW = "clara@new.example";
const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** The newest mail to an address whose subject is like that. */
async function mailTo(visitor: Visitor, address: string, subject: RegExp) {
  return (await visitor.mails()).find((mail) => mail.to === address && subject.test(mail.subject));
}

/** The token of the page in it. */
async function tokenTo(visitor: Visitor, address: string, subject = /address/i): Promise<string> {
  const mail = await mailTo(visitor, address, subject);
  return /\/address\?token=(\S+)/.exec(mail!.text)![1];
}

/** Asks for a change and gives what both mailboxes were sent. */
async function ask(visitor: Visitor, to = NEW): Promise<{ old: string; new: string }> {
  const answer = await visitor.post("/account/address", { email: to });
  assert.equal(answer.status, 303, answer.text);
  return {
    old: await tokenTo(visitor, OLD, /Is your address/),
    new: await tokenTo(visitor, to, /Confirm your new/),
  };
}

const press = (visitor: Visitor, token: string, answer = "yes") =>
  visitor.post("/address", { token, answer });

async function users(app: TestApp): Promise<User[]> {
  const rows = app.kv.list<User>({ prefix: ["users"] });
  return await Array.fromAsync(rows, ({ value }) => value);
}

for (const order of [["old", "new"], ["new", "old"]] as const) {
  Deno.test(`the address changes when both mailboxes have said yes, first the ${order[0]} one`, async () => {
    await using app = await startApp();
    const clara = await app.visitor().signIn(OLD);
    const [before] = await users(app);
    const tokens = await ask(clara);
    const phone = app.visitor(); // The mail is opened where nobody is signed in.
    const half = await press(phone, tokens[order[0]]);
    assert.equal(half.status, 303);
    assert.match((await phone.get(half.location)).text, /Confirmed\. Now press the button/);
    assert.equal((await users(app))[0].email, OLD);
    assert.match(
      (await clara.get("/account/address")).text,
      /confirmed.*not yet|not yet.*confirmed/s,
    );

    const whole = await press(phone, tokens[order[1]]);
    assert.match((await phone.get(whole.location)).text, new RegExp(`${NEW}</strong> now`));
    const [user, ...others] = await users(app);
    assert.deepEqual(others, []);
    assert.equal(user.id, before.id);
    assert.equal(user.email, NEW);
    assert.ok(user.emailVerifiedAt! >= before.emailVerifiedAt!);
    const rows = await Array.fromAsync(app.kv.list({ prefix: ["users_by_email"] }));
    assert.deepEqual(rows.map(({ key, value }) => [key[1], value]), [[NEW, user.id]]);
    assert.match((await clara.get("/account")).text, new RegExp(NEW));
    const told = await mailTo(clara, OLD, /was changed/);
    assert.match(told!.text, new RegExp(`changed to\\s+${NEW}`));
  });
}

Deno.test("after the change everybody is signed out but the browser that asked, and Google stays connected", async () => {
  await withGoogle(async (app, google) => {
    const clara = await app.visitor().signIn(OLD);
    await connectGoogle(clara, google);
    const other = await app.visitor().signIn(OLD);
    const tokens = await ask(clara);
    await press(other, tokens.old);
    await press(other, tokens.new);
    assert.equal(await isIn(clara), true);
    assert.equal(await isIn(other), false);
    assert.equal((await signInWithGoogle(other, google)).location, "/scores");
    assert.match((await other.get("/account")).text, new RegExp(NEW));
    assert.equal((await users(app))[0].google?.sub, CLARA.sub);
  });
});

Deno.test("links and digits that were asked for under the old address die with the change, and begin no library [GHSA-hc7v-rggr-4hvx]", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn(OLD);
  const late = app.visitor();
  const { token, code } = await late.askForMail(OLD);
  const tokens = await ask(clara);
  await press(clara, tokens.old);
  await press(clara, tokens.new);

  const link = await app.visitor().post("/signin/link", { token });
  assert.equal(link.status, 410);
  assert.match(link.text, /asked for before the account was changed/);
  assert.equal((await late.post("/signin/code", { code })).status, 410);
  assert.equal((await users(app)).length, 1);

  // What is asked for afterwards is a new beginning, which the library is not touched by.
  const again = await app.visitor().signIn(OLD);
  assert.equal(await isIn(again), true);
  assert.equal((await users(app)).length, 2);
});

Deno.test("opening a mailed page changes nothing: mail scanners GET and HEAD it", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn(OLD);
  const tokens = await ask(clara);
  for (const token of [tokens.old, tokens.new]) {
    for (const method of ["GET", "HEAD"]) {
      const page = await app.visitor().fetch(`/address?token=${token}&answer=yes`, { method });
      assert.equal(page.status, 200);
      assert.equal(page.headers.get("referrer-policy"), "no-referrer");
      assert.equal(page.headers.get("cache-control"), "no-store");
    }
  }
  assert.equal((await users(app))[0].email, OLD);
  assert.doesNotMatch((await clara.get("/account/address")).text, /class="text-success"/);
});

Deno.test("nobody but that mailbox is told that an address has a library already, and nothing else happens", async () => {
  /** All that whoever asks gets to see. */
  async function seen(known: boolean) {
    await using app = await startApp();
    if (known) await app.visitor().signIn(NEW);
    const clara = await app.visitor().signIn(OLD);
    const answer = await clara.post("/account/address", { email: NEW });
    const token = await tokenTo(clara, OLD, /Is your address/);
    const pages = [answer, await clara.get("/account/address"), await clara.get("/account")];
    pages.push(await press(clara, token));
    pages.push(await clara.get(`/address?token=${token}`), await clara.get("/account/address"));
    const mails = (await clara.mails()).filter(({ to }) => to === NEW);
    assert.equal((await users(app)).find(({ email }) => email === OLD)?.email, OLD);
    return {
      shown: pages.map(({ status, text, headers }) => [
        status,
        text.replace(/token(=|" value=")[\w.-]+|datetime="[^"]+"/g, ""),
        headers.get("content-length"),
      ]),
      mail: mails[0],
      mails: mails.length - (known ? 1 : 0), // The link of its own sign-in.
    };
  }
  const [unknown, known] = [await seen(false), await seen(true)];
  assert.deepEqual(known.shown, unknown.shown);
  assert.equal(known.mails, 1);
  assert.equal(known.mail.subject, "This address has a library already");
  assert.doesNotMatch(known.mail.text, new RegExp(`${OLD}|token`));
  assert.equal(unknown.mail.subject, "Confirm your new address");
  assert.doesNotMatch(unknown.mail.text, new RegExp(OLD));
});

Deno.test("both must answer within 24 hours", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn(OLD);
  const tokens = await ask(clara);
  app.pass(23 * HOUR_MS);
  await press(clara, tokens.old);
  app.pass(1.1 * HOUR_MS);
  const late = await press(clara, tokens.new);
  assert.equal(late.status, 404);
  assert.match(late.text, /no such change of address any more/);
  assert.equal((await users(app))[0].email, OLD);
  assert.match((await clara.get("/account/address")).text, /New e-mail address/);
});

Deno.test("the old mailbox stops it with one button: nothing changes, everybody is out, and the other link is dead", async () => {
  await using app = await startApp();
  const thief = await app.visitor().signIn(OLD);
  const tokens = await ask(thief, "thief@evil.example");
  await press(thief, tokens.new);
  const owner = app.visitor();
  const answer = await press(owner, tokens.old, "no");
  assert.equal(answer.location, "/address?done=refused");
  assert.match((await owner.get(answer.location)).text, /goes by its old address\. Everybody is/);
  assert.equal(await isIn(thief), false);
  for (const token of [tokens.old, tokens.new]) {
    assert.equal((await press(owner, token)).status, 404);
  }
  assert.equal((await users(app))[0].email, OLD);
});

Deno.test("the old mailbox has the last word for a week after the change too: the address is put back, and nobody else stays in", async () => {
  await withGoogle(async (app, google) => {
    const owner = await app.visitor().signIn(OLD);
    const thief = await app.visitor().signIn(OLD);
    const tokens = await ask(thief, "thief@evil.example");
    await press(owner, tokens.old); // Talked into it.
    await press(thief, tokens.new);
    assert.equal(await isIn(owner), false);
    await connectGoogle(thief, google);
    const { token } = await app.visitor().askForMail("thief@evil.example");

    const back = await tokenTo(owner, OLD, /was changed/);
    assert.match((await owner.get(`/address?token=${back}`)).text, /puts the old address back/);
    await press(owner, back, "no");
    assert.equal(await isIn(thief), false);
    assert.notEqual((await signInWithGoogle(thief, google)).location, "/scores");
    assert.equal((await thief.post("/signin/link", { token })).status, 410);
    assert.deepEqual((await users(app)).map(({ email }) => email), [OLD]);
    await owner.signIn(OLD);
    assert.match((await owner.get("/account")).text, /Not connected/);
  });
});

Deno.test("the last word ends after a week, and is not taken where the old address has a new library", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn(OLD);
  const tokens = await ask(clara);
  await press(clara, tokens.old);
  await press(clara, tokens.new);
  const back = await tokenTo(clara, OLD, /was changed/);
  await app.visitor().signIn(OLD);
  const taken = await press(clara, back, "no");
  assert.equal(taken.status, 409);
  assert.match(taken.text, /There is a library under that address by now/);
  app.pass(7 * DAY_MS + 1000);
  assert.equal((await press(clara, back, "no")).status, 404);
});

Deno.test("within that week the address is not changed again: the last word would be lost", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn(OLD);
  const tokens = await ask(clara);
  await press(clara, tokens.old);
  await press(clara, tokens.new);
  const again = await clara.post("/account/address", { email: "clara@third.example" });
  assert.equal(again.status, 409);
  assert.match(again.text, /changed less than a week ago/);
  app.pass(7 * DAY_MS + 1000);
  assert.equal(
    (await clara.post("/account/address", { email: "clara@third.example" })).status,
    303,
  );
});

Deno.test("a newer request takes the place of an older one, and calling it off ends it", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn(OLD);
  const first = await ask(clara);
  const second = await ask(clara, "clara@third.example");
  for (const token of [first.old, first.new]) assert.equal((await press(clara, token)).status, 404);
  await clara.post("/account/address", { cancel: "yes" });
  for (const token of [second.old, second.new]) {
    assert.equal((await press(clara, token)).status, 404);
  }
  assert.equal((await users(app))[0].email, OLD);
});

Deno.test("the new mailbox can say yes or nothing; made-up answers change nothing", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn(OLD);
  const tokens = await ask(clara);
  assert.equal((await press(clara, tokens.new, "no")).status, 404);
  const [user, secret] = tokens.old.split(".");
  const eve = await app.visitor().signIn("eve@example.org");
  const [, stranger] = await users(app);
  for (
    const token of ["", user, `${user}.`, `${user}.${"A".repeat(43)}`, `${stranger.id}.${secret}`]
  ) {
    assert.equal((await press(eve, token)).status, 404, token);
    assert.equal((await eve.get(`/address?token=${token}`)).status, 404, token);
  }
  assert.equal((await press(clara, tokens.old)).status, 303);
});

Deno.test("20 presses of both buttons at once change it once", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn(OLD);
  const tokens = await ask(clara);
  const presses = Array.from(
    { length: 20 },
    (_, n) => press(app.visitor(), n % 2 ? tokens.old : tokens.new),
  );
  for (const { status } of await Promise.all(presses)) assert.equal(status, 303);
  const told = (await clara.mails()).filter(({ subject }) => /was changed/.test(subject));
  assert.equal(told.length, 1);
  assert.equal((await users(app))[0].email, NEW);
});

Deno.test("an address that somebody has begun to use meanwhile stays theirs", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn(OLD);
  const tokens = await ask(clara);
  const other = await app.visitor().signIn(NEW);
  await press(clara, tokens.old);
  const answer = await press(other, tokens.new);
  assert.equal(answer.status, 409);
  assert.deepEqual((await users(app)).map(({ email }) => email).sort(), [OLD, NEW]);
});

const refused: Record<string, [string, RegExp]> = {
  "no address": ["", /Type your e-mail address/],
  "two addresses [CVE-2022-35924]": ["a@example.org,b@example.org", /not an e-mail address/],
  "HTML [CVE-2022-31127]": ["<b>a</b>@example.org", /not an e-mail address/],
  "the same one": [" clara@EXAMPLE.org ", /This is your address already/],
};

for (const [what, [typed, sentence]] of Object.entries(refused)) {
  Deno.test(`${what} as the new address: a sentence, and no mail`, async () => {
    await using app = await startApp();
    const clara = await app.visitor().signIn(OLD);
    const before = (await clara.mails()).length;
    const answer = await clara.post("/account/address", { email: typed });
    assert.equal(answer.status, 422);
    assert.match(answer.text, sentence);
    assert.equal((await clara.mails()).length, before);
  });
}

Deno.test("five requests an hour, and three mails an hour to one address whoever asks", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn(OLD);
  for (let n = 0; n < 5; n++) {
    assert.equal((await clara.post("/account/address", { email: NEW })).status, 303);
  }
  const sixth = await clara.post("/account/address", { email: NEW });
  assert.equal(sixth.status, 429);
  assert.match(sixth.text, /five requests within an hour.*Try again in 60 minutes/);
  assert.ok(Number(sixth.headers.get("retry-after")) > 3500);
  assert.match(sixth.text, /not yet/, "the change that waits is still told");
  const log = console.error;
  console.error = () => {};
  const asked = (await clara.mails()).filter(({ to }) => to === NEW);
  console.error = log;
  assert.equal(asked.length, 3);
});

Deno.test("what opens the pages stands in the mail and nowhere in the database once that is sent", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn(OLD);
  const tokens = await ask(clara);
  await press(clara, tokens.old);
  for await (const { key, value } of app.kv.list({ prefix: [] })) {
    if (key[0] === "mailbox") continue;
    for (const token of [tokens.old, tokens.new]) {
      assert.ok(
        !Deno.inspect([key, value], { depth: 9 }).includes(token.split(".")[1]),
        String(key),
      );
    }
  }
});
