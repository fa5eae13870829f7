/** Who reaches the operators' desk. */
import assert from "node:assert/strict";
import { startApp } from "../app.ts";
import { Visitor } from "../visitor.ts";

const HOUR_MS = 60 * 60_000;
const OPERATOR = { ADMIN_EMAILS: "Clara@example.org" };

Deno.test("the desk is there for an operator, and for nobody else", async () => {
  await using app = await startApp(OPERATOR);
  const clara = await app.visitor().signIn("clara@example.org");
  const other = await app.visitor().signIn("fanny@example.org");
  assert.equal((await clara.get("/admin")).status, 200);
  assert.equal((await other.get("/admin")).status, 404);
  assert.match((await clara.get("/account")).text, /href="\/admin"/);
  assert.doesNotMatch((await other.get("/account")).text, /href="\/admin"/);
  assert.match((await app.visitor().get("/admin")).location, /^\/signin\?returnTo=%2Fadmin$/);
  assert.equal((await app.visitor().post("/admin/flags", {})).status, 401);
});

Deno.test("an operator who signed in more than an hour ago signs in again first", async () => {
  await using app = await startApp(OPERATOR);
  const clara = await app.visitor().signIn("clara@example.org");
  app.pass(HOUR_MS + 1);
  const asked = await clara.get("/admin?x=1");
  assert.equal(asked.status, 303);
  assert.equal(asked.location, "/signin?again=1&returnTo=%2Fadmin");
  const refused = await clara.post("/admin", {});
  assert.equal(refused.status, 403);
  assert.match(refused.text, /nothing was changed/);
});

Deno.test("an operator's address that nobody has shown to be theirs opens nothing", async () => {
  await using app = await startApp(OPERATOR);
  const clara = await app.visitor().signIn("clara@example.org");
  const { user } = await signedInAs(clara);
  const unproven = { ...user, emailVerifiedAt: null, google: { sub: "1", email: null } };
  assert.equal(app.services.operators.isOne(user), true);
  assert.equal(app.services.operators.isOne(unproven), false);
  assert.equal(
    app.services.operators.isOne({
      ...unproven,
      google: { ...unproven.google, authoritative: true },
    }),
    true,
  );
});

/** The person behind a visitor's session. */
async function signedInAs(visitor: Visitor) {
  const token = /session=([^;]+)/.exec(visitor.cookie)![1];
  return (await visitor.services.sessions.check(token))!;
}
