import assert from "node:assert/strict";
import { startApp, type TestApp } from "../app.ts";
import { deliveryKey } from "../../store/deliveries.ts";
import type { Job } from "../../store/jobs.ts";
import type { Visitor } from "../visitor.ts";

const MINUTE = 60_000;
const EMAIL = "clara@example.org";

/** Six digits that are not these. */
const another = (code: string, by = 1) => String((Number(code) + by) % 1_000_000).padStart(6, "0");

const type = (visitor: Visitor, code: string) => visitor.post("/signin/code", { code });

async function sessions(app: TestApp): Promise<number> {
  return (await Array.fromAsync(app.kv.list({ prefix: ["sessions"] }))).length;
}

Deno.test("the six digits sign in the browser that asked, and bring it to the page it wanted", async () => {
  await using app = await startApp();
  const clara = app.visitor();
  const { code } = await clara.askForMail(EMAIL, "/scores?q=bach");
  const answer = await type(clara, `${code.slice(0, 3)} ${code.slice(3)}`);
  assert.equal(answer.status, 303);
  assert.equal(answer.location, "/scores?q=bach");
  assert.equal((await clara.get("/scores")).status, 200);
  assert.doesNotMatch(clara.cookie, /signin=/, "the attempt's cookie goes");
});

Deno.test("the digits are of no use in a browser that did not ask", async () => {
  await using app = await startApp();
  const { code } = await app.visitor().askForMail(EMAIL);
  assert.equal((await type(app.visitor(), code)).status, 404);
  const eve = app.visitor();
  await eve.askForMail("eve@example.org");
  assert.equal((await type(eve, code)).status, 422, "nor in one that asked for another address");
  assert.equal(await sessions(app), 0);
});

Deno.test("the digits work for ten minutes, the link for fifteen", async () => {
  await using app = await startApp();
  const clara = app.visitor();
  const { token, code } = await clara.askForMail(EMAIL);
  app.pass(10 * MINUTE + 1000);
  const late = await type(clara, code);
  assert.equal(late.status, 410);
  assert.match(late.text, /have expired/);
  assert.match((await clara.get("/signin/sent")).text, /work no longer; the link does/);
  assert.equal((await clara.post("/signin/link", { token })).status, 303);
});

Deno.test("wrong digits say how many tries are left; after five not even the right ones work, but the link does", async () => {
  await using app = await startApp();
  const clara = app.visitor();
  const { token, code } = await clara.askForMail(EMAIL);
  for (const left of ["4 tries are", "3 tries are", "2 tries are", "One try is"]) {
    const answer = await type(clara, another(code));
    assert.equal(answer.status, 422);
    assert.match(answer.text, new RegExp(`${left} left`));
  }
  assert.equal((await type(clara, another(code))).status, 422);
  const spent = await type(clara, code);
  assert.equal(spent.status, 410);
  assert.match(spent.text, /typed five times/);
  assert.equal((await clara.post("/signin/link", { token })).status, 303);
});

Deno.test("anything but six digits takes no try", async () => {
  await using app = await startApp();
  const clara = app.visitor();
  const { code } = await clara.askForMail(EMAIL);
  for (const typed of ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "9".repeat(5000)]) {
    const answer = await type(clara, typed);
    assert.equal(answer.status, 422, typed);
    assert.match(answer.text, /Type the six digits/);
  }
  assert.equal((await type(clara, code)).status, 303);
});

Deno.test("20 wrong codes at once take five tries and no more", async () => {
  await using app = await startApp();
  const clara = app.visitor();
  const { code } = await clara.askForMail(EMAIL);
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => type(clara, another(code, n + 1))),
  );
  const counts = Map.groupBy(answers, ({ status }) => status);
  assert.deepEqual([counts.get(422)?.length, counts.get(410)?.length], [5, 15]);
  assert.equal((await type(clara, code)).status, 410);
});

Deno.test("a used link ends the digits, used digits end the link", async () => {
  await using app = await startApp();
  const clara = app.visitor();
  const first = await clara.askForMail(EMAIL);
  assert.equal((await app.visitor().post("/signin/link", { token: first.token })).status, 303);
  assert.match((await type(clara, first.code)).text, /has been used/);
  const second = await clara.askForMail(EMAIL);
  assert.equal((await type(clara, second.code)).status, 303);
  assert.match(
    (await app.visitor().post("/signin/link", { token: second.token })).text,
    /has been used/,
  );
});

Deno.test("50 links and codes at once, all right, sign in once", async () => {
  await using app = await startApp();
  await app.visitor().signIn(EMAIL); // The race for a new account would hide the other one.
  const clara = app.visitor();
  const { token, code } = await clara.askForMail(EMAIL);
  const cookie = clara.cookie;
  const answers = await Promise.all(
    Array.from(
      { length: 50 },
      (_, n) =>
        n % 2 === 0 ? app.visitor().post("/signin/link", { token }) : app.visitor().fetch(
          "/signin/code",
          {
            method: "POST",
            body: new URLSearchParams({ code }),
            headers: { origin: app.origin, cookie },
          },
        ),
    ),
  );
  assert.equal(answers.filter(({ status }) => status === 303).length, 1);
  assert.equal(answers.filter(({ status }) => status === 410).length, 49);
  assert.equal(await sessions(app), 2);
  assert.equal((await Array.fromAsync(app.kv.list({ prefix: ["users"] }))).length, 1);
});

Deno.test("the page of a wrong code can be fetched anew", async () => {
  await using app = await startApp();
  const clara = app.visitor();
  await clara.askForMail(EMAIL);
  assert.equal((await clara.get("/signin/code")).location, "/signin/sent");
});

Deno.test("digits that nobody is sent let nobody in: who may ask without end must not guess without end", async () => {
  await using app = await startApp();
  for (let n = 0; n < 10; n++) await app.visitor().post("/signin", { email: EMAIL });
  await app.services.jobs.drained();
  await app.services.jobs.stop(); // The next letter stays where it can be read.
  const eve = app.visitor();
  await eve.post("/signin", { email: EMAIL });
  const [row] = await Array.fromAsync(app.kv.list<Job>({ prefix: ["jobs"] }));
  const { code } = (row.value.payload as { props: Record<string, string> }).props;
  assert.equal((await type(eve, code)).status, 409, "not before the mail has left");
  const { id: letter } = row.value.payload as { id: string };
  await app.kv.set(deliveryKey(letter), { state: "sent", doubtSince: null, at: 0, before: "sent" });
  assert.equal((await type(eve, code)).status, 422);
});
