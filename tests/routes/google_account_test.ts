/** Which account a Google account signs in to, and connecting and disconnecting one. */
import assert from "node:assert/strict";
import { startApp } from "../app.ts";
import { CLARA, googleEndpoints } from "../fakes/google.ts";
import type { Person } from "../fakes/google_provider.ts";
import type { User } from "../../store/users.ts";
import { atGoogle, back, connectGoogle, isIn, signInWithGoogle, withGoogle } from "../google.ts";

const EVE = { ...CLARA, sub: "666", name: "Eve" };

async function users(kv: Deno.Kv): Promise<User[]> {
  return (await Array.fromAsync(kv.list<User>({ prefix: ["users"] }))).map(({ value }) => value);
}

/** Google's own word for the mailbox counts: it keeps it. */
const AUTHORITATIVE: Record<string, Person> = {
  "gmail.com": { ...CLARA, email: "clara@gmail.com" },
  "a domain of Google Workspace": { ...CLARA, hd: "example.org" },
};

for (const [what, person] of Object.entries(AUTHORITATIVE)) {
  Deno.test(`Google leads into the library that was made by mail, under a confirmed address of ${what}, and its owner is told [ASVS 5.0 6.3.7]`, async () => {
    await withGoogle(async (app, google) => {
      google.person = person;
      const { email } = person;
      await app.visitor().signIn(email);
      const clara = app.visitor();
      assert.equal((await signInWithGoogle(clara, google)).location, "/scores");
      const [user, ...others] = await users(app.kv);
      assert.deepEqual(others, []);
      assert.deepEqual(user.google, { sub: CLARA.sub, email, authoritative: true });
      assert.match((await clara.get("/account")).text, /Connected as/);
      const [mail] = await clara.mails();
      assert.equal(mail.to, email);
      assert.equal(mail.subject, "A Google account was connected");
      assert.ok(mail.text.includes(email));
    });
  });
}

Deno.test("where Google does not keep the mailbox its word opens no library that is there, and connecting on the account page does", async () => {
  const near = [
    CLARA,
    { ...CLARA, hd: "" },
    { ...CLARA, email: "clara@gmail.com.evil.example" },
    { ...CLARA, email: "clara@notgmail.com" },
  ];
  for (const person of near) {
    await withGoogle(async (app, google) => {
      google.person = person;
      const owner = await app.visitor().signIn(person.email);
      const eve = app.visitor();
      const answer = await signInWithGoogle(eve, google);
      assert.equal(answer.location, "/signin?problem=google_unowned");
      assert.match((await eve.get(answer.location)).text, /Sign in by mail first, then connect/);
      assert.equal(await isIn(eve), false);
      assert.equal((await connectGoogle(owner, google)).location, "/account?google=connected");
      assert.equal((await signInWithGoogle(app.visitor(), google)).location, "/scores");
    });
  }
});

Deno.test("a Workspace domain that is no text, and a gmail.com address that is not confirmed, count for nothing", async () => {
  await withGoogle(async (app, google) => {
    await app.visitor().signIn("clara@gmail.com");
    const forgeries = [
      { hd: true, email: "clara@example.org" },
      { hd: ["example.org"], email: "clara@example.org" },
      { email: "clara@gmail.com", email_verified: false },
    ];
    await app.visitor().signIn("clara@example.org");
    for (const claims of forgeries) {
      google.forgery = { claims };
      const eve = app.visitor();
      assert.match((await signInWithGoogle(eve, google)).location, /^\/signin\?problem=/);
      assert.equal(await isIn(eve), false);
    }
  });
});

Deno.test("an address that Google has not confirmed makes and opens no library", async () => {
  await withGoogle(async (app, google) => {
    google.person = { ...CLARA, email_verified: false };
    for (const known of [false, true]) {
      if (known) await app.visitor().signIn("clara@example.org");
      const eve = app.visitor();
      const answer = await signInWithGoogle(eve, google);
      assert.equal(answer.location, "/signin?problem=google_unconfirmed");
      const page = await eve.get(answer.location);
      assert.match(page.text, /Google has not confirmed this address\. Sign in by mail\./);
      assert.equal(await isIn(eve), false);
    }
    assert.equal((await users(app.kv)).length, 1);
  });
});

Deno.test("what Google calls confirmed must be the word itself, and the address one address [CVE-2022-35924]", async () => {
  await withGoogle(async (app, google) => {
    for (
      const claims of [
        { email_verified: "true" },
        { email_verified: 1 },
        { email: "clara@example.org,eve@example.org" },
        { email: "Clara <clara@example.org>" },
        { email: "" },
        { email: undefined },
      ]
    ) {
      google.forgery = { claims };
      const answer = await signInWithGoogle(app.visitor(), google);
      assert.equal(answer.location, "/signin?problem=google_unconfirmed", JSON.stringify(claims));
    }
    assert.deepEqual(await users(app.kv), []);
  });
});

Deno.test("an account whose address nobody has shown to be theirs is never connected by itself: pre-hijacking [GHSA-qq9h-g4jm-xgf3]", async () => {
  await withGoogle(async (app, google) => {
    const id = "01h00000000000000000000000";
    google.person = { ...CLARA, hd: "example.org" }; // Google keeps the mailbox, and yet.
    const planted = { id, email: CLARA.email, createdAt: 0, emailVerifiedAt: null };
    await app.kv.atomic().set(["users", id], planted)
      .set(["users_by_email", CLARA.email], id).commit();
    const clara = app.visitor();
    const answer = await signInWithGoogle(clara, google);
    assert.equal(answer.location, "/signin?problem=google_unowned");
    assert.match((await clara.get(answer.location)).text, /Sign in by mail first/);
    assert.equal(await isIn(clara), false);
    assert.deepEqual(await users(app.kv), [planted]);

    await clara.signIn(CLARA.email);
    assert.equal((await connectGoogle(clara, google)).location, "/account?google=connected");
    assert.equal((await signInWithGoogle(app.visitor(), google)).location, "/scores");
  });
});

Deno.test("a second Google account of the same address does not get into the first one's library", async () => {
  await withGoogle(async (app, google) => {
    google.person = { ...CLARA, hd: "example.org" };
    await signInWithGoogle(app.visitor(), google);
    google.person = { ...EVE, hd: "example.org" };
    const eve = app.visitor();
    const answer = await signInWithGoogle(eve, google);
    assert.equal(answer.location, "/signin?problem=google_unowned");
    await app.visitor().signIn(CLARA.email); // Nor when the address has been shown to be Clara's.
    assert.equal(
      (await signInWithGoogle(eve, google)).location,
      "/signin?problem=google_unowned",
    );
    assert.equal(await isIn(eve), false);
  });
});

Deno.test("20 first sign-ins at once, by Google and by mail, make one account", async () => {
  await withGoogle(async (app, google) => {
    const ways: (() => Promise<unknown>)[] = [];
    for (let n = 0; n < 10; n++) {
      const visitor = app.visitor();
      const callback = await atGoogle(visitor, google);
      ways.push(() => back(visitor, callback));
      const token = await app.visitor().askForLink(CLARA.email);
      ways.push(() => app.visitor().post("/signin/link", { token }));
    }
    await Promise.all(ways.map((way) => way()));
    assert.equal((await users(app.kv)).length, 1);
    const sessions = await Array.fromAsync(app.kv.list({ prefix: ["sessions"] }));
    assert.ok(sessions.length >= 10, String(sessions.length));
  });
});

Deno.test("connecting and disconnecting Google on the account page", async () => {
  await withGoogle(async (app, google) => {
    google.person = EVE; // An address of its own does not matter: the person is signed in.
    const clara = await app.visitor().signIn("clara@work.example");
    const offered = await clara.get("/account");
    assert.match(offered.text, /Connect Google/);

    const answer = await connectGoogle(clara, google);
    assert.equal(answer.location, "/account?google=connected");
    const connected = await clara.get(answer.location);
    assert.match(connected.text, /Google is connected/);
    assert.match(connected.text, /Connected.*clara@example\.org/s);

    const elsewhere = app.visitor();
    assert.equal((await signInWithGoogle(elsewhere, google)).location, "/scores");
    assert.match((await elsewhere.get("/account")).text, /clara@work\.example/);

    const gone = await clara.post("/account/google/unlink", {});
    assert.equal(gone.location, "/account?google=disconnected");
    assert.match((await clara.get(gone.location)).text, /Google is disconnected/);
    assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix: ["users_by_google"] })), []);
    assert.equal((await users(app.kv))[0].google, undefined);
    await signInWithGoogle(app.visitor(), google);
    assert.equal((await users(app.kv)).length, 2, "it is a stranger again");
  });
});

Deno.test("a Google account that signs in to another library is not connected to this one", async () => {
  await withGoogle(async (app, google) => {
    await signInWithGoogle(app.visitor(), google);
    const eve = await app.visitor().signIn("eve@example.org");
    const answer = await connectGoogle(eve, google);
    assert.equal(answer.location, "/account?problem=google_taken");
    assert.match((await eve.get(answer.location)).text, /signs in to another library/);
  });
});

Deno.test("a second Google account is not connected over the first", async () => {
  await withGoogle(async (app, google) => {
    const clara = app.visitor();
    await signInWithGoogle(clara, google);
    google.person = EVE;
    assert.equal((await connectGoogle(clara, google)).location, "/account?problem=google_another");
    google.person = CLARA;
    assert.equal((await connectGoogle(clara, google)).location, "/account?google=connected");
  });
});

Deno.test("Google is not disconnected where nothing else signs the person in", async () => {
  await withGoogle(async (app, google) => {
    google.person = { ...CLARA, hd: "example.org" };
    const clara = app.visitor();
    await signInWithGoogle(clara, google);
    const page = await clara.get("/account");
    assert.match(page.text, /sign in once by mail first/);
    assert.doesNotMatch(page.text, /Disconnect Google/);
    const refused = await clara.post("/account/google/unlink", {});
    assert.equal(refused.location, "/account?problem=google_last");
    assert.match((await clara.get(refused.location)).text, /Without Google you could not get in/);
    assert.equal((await signInWithGoogle(app.visitor(), google)).location, "/scores");

    await clara.signIn(CLARA.email);
    assert.match((await clara.get("/account")).text, /Disconnect Google/);
    const gone = await clara.post("/account/google/unlink", {});
    assert.equal(gone.location, "/account?google=disconnected");
    const [mail] = await clara.mails();
    assert.equal(mail.to, CLARA.email);
    assert.equal(mail.subject, "A Google account was disconnected");
  });
});

Deno.test("connecting and disconnecting want a sign-in of the last ten minutes [ASVS 5.0 7.5.1]", async () => {
  await withGoogle(async (app) => {
    const clara = await app.visitor().signIn(CLARA.email);
    app.pass(10 * 60_000 - 5_000);
    const soon = await clara.post("/account/google/link", {});
    assert.match(soon.location, /^\/account\/google\/leave/);
    app.pass(6_000);
    for (const act of ["link", "unlink"]) {
      const answer = await clara.post(`/account/google/${act}`, {});
      assert.equal(answer.location, "/account?problem=google_again", act);
    }
    const page = await clara.get("/account?problem=google_again");
    const [, href] = /href="(\/signin\?again[^"]+)"/.exec(page.text)!;
    const form = await clara.get(href.replaceAll("&amp;", "&"));
    assert.match(form.text, /name="returnTo" value="\/account"/);
    await clara.signIn(CLARA.email);
    const asked = await clara.post("/account/google/link", {});
    assert.match(asked.location, /^\/account\/google\/leave/);
  });
});

Deno.test("what was disconnected stays so until it is connected again, whoever keeps the mailbox", async () => {
  await withGoogle(async (app, google) => {
    google.person = { ...CLARA, email: "clara@gmail.com" };
    const clara = await app.visitor().signIn("clara@gmail.com");
    assert.equal((await connectGoogle(clara, google)).location, "/account?google=connected");
    await clara.post("/account/google/unlink", {});
    const answer = await signInWithGoogle(app.visitor(), google);
    assert.equal(answer.location, "/signin?problem=google_unowned");
    assert.equal((await connectGoogle(clara, google)).location, "/account?google=connected");
    assert.equal((await signInWithGoogle(app.visitor(), google)).location, "/scores");
  });
});

Deno.test("a session that is ended while Google is asked connects nothing", async () => {
  await withGoogle(async (app, google) => {
    const thief = await app.visitor().signIn("clara@work.example");
    const owner = await app.visitor().signIn("clara@work.example");
    google.person = EVE;
    const asked = await thief.post("/account/google/link", {});
    const page = await thief.get(asked.location);
    const callback = await google.signIn(/url=(.+)$/.exec(page.headers.get("refresh")!)![1]);
    await google.break("late", { ms: 500, only: googleEndpoints.token });
    const coming = back(thief, callback);
    await new Promise((resolve) => setTimeout(resolve, 150));
    await owner.post("/account/sessions", { end: "others" });
    assert.doesNotMatch((await coming).location, /connected/);
    assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix: ["users_by_google"] })), []);
  });
});

Deno.test("connecting is bound to the session that began it", async () => {
  await withGoogle(async (app, google) => {
    const eve = await app.visitor().signIn("eve@example.org");
    const asked = await eve.post("/account/google/link", {});
    const page = await eve.get(asked.location);
    assert.equal(page.headers.get("referrer-policy"), "no-referrer");
    const address = /url=(.+)$/.exec(page.headers.get("refresh")!)![1];
    const callback = await google.signIn(address);

    const browser = /google=[\w-]+/.exec(eve.cookie)![0];
    const clara = await app.visitor().signIn("clara@work.example");
    const path = callback.pathname + callback.search;
    const cookie = `${clara.cookie}; ${browser}`;
    const stranger = await app.visitor().get(path, { cookie });
    assert.equal(stranger.location, "/account?problem=google_stale");
    assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix: ["users_by_google"] })), []);
  });
});

Deno.test("connecting needs a form of ours, and a session", async () => {
  await withGoogle(async (app) => {
    const clara = await app.visitor().signIn("clara@example.org");
    for (const path of ["/account/google/link", "/account/google/unlink"]) {
      const forged = { method: "POST", headers: { origin: "https://evil.example" } };
      assert.equal((await clara.fetch(path, forged)).status, 403);
      assert.equal((await clara.get(path)).status, 405);
      assert.equal((await app.visitor().post(path, {})).status, 401);
    }
    const leave = await clara.get("/account/google/leave?state=made-up");
    assert.equal(leave.location, "/account?problem=google_stale");
  });
});

Deno.test("where Google is not set up no page speaks of it", async () => {
  await using app = await startApp();
  const clara = app.visitor();
  assert.doesNotMatch((await clara.get("/signin")).text, /Google/);
  assert.equal((await clara.get("/signin/google")).status, 404);
  assert.equal((await clara.get("/signin/google/callback?code=x&state=y")).status, 404);
  await clara.signIn();
  assert.doesNotMatch((await clara.get("/account")).text, /Google/);
});

Deno.test("who disconnects Google is the only one who stays in: another who came in by it is out", async () => {
  await withGoogle(async (app, google) => {
    const owner = await app.visitor().signIn("clara@example.org");
    await connectGoogle(owner, google);
    const other = app.visitor();
    await signInWithGoogle(other, google);
    assert.equal(await isIn(other), true);
    await owner.post("/account/google/unlink", {});
    assert.equal(await isIn(other), false);
    assert.equal(await isIn(owner), true);
  });
});

Deno.test("a picture on another site that leads to Google is not counted for anybody, and leads nowhere", async () => {
  await withGoogle(async (app) => {
    const school = app.visitor();
    for (let n = 0; n < 101; n++) {
      const headers = { "sec-fetch-site": "cross-site", "sec-fetch-dest": "image" };
      assert.equal((await school.get("/signin/google", headers)).location, "/signin");
    }
    assert.equal((await school.post("/signin", { email: "clara@example.org" })).status, 303);
  });
});
