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
  // It led to the library, and what had been typed for an hour was lost.
  assert.match(refused.text, /in another tab.*what you typed is sent once more/s);
  assert.match(refused.text, /href="\/signin\?again=1&(amp;)?returnTo=%2Fadmin"/);
});

Deno.test("no page and no act of the desk is there for others, whatever they send", async () => {
  await using app = await startApp(OPERATOR);
  const clara = await app.visitor().signIn("clara@example.org");
  const fanny = await app.visitor().signIn("fanny@example.org");
  const { user } = await signedInAs(fanny);
  const paths = (await addresses("routes/admin")).map((path) => path.replace("[id]", user.id));
  assert.ok(paths.length > 12, "the desk has a dozen addresses");
  const before = await everything(app.kv);
  for (const path of paths) {
    for (const method of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"]) {
      const send = (visitor: Visitor, origin = app.origin) =>
        visitor.fetch(path, { method, headers: { origin, accept: "text/html" } });
      assert.equal((await send(fanny)).status, 404, `${method} ${path}`);
      assert.ok([303, 401].includes((await send(app.visitor())).status), `${method} ${path}`);
      if (["GET", "HEAD"].includes(method)) continue;
      const forged = await send(clara, "https://elsewhere.example");
      assert.equal(forged.status, 403, `forged ${method} ${path}`);
    }
  }
  app.pass(HOUR_MS + 1);
  for (const path of paths) assert.equal((await clara.post(path, {})).status, 403, path);
  assert.deepEqual(await everything(app.kv), before);
});

/** The addresses of a folder of routes. */
async function addresses(folder: string): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) found.push(...await addresses(`${folder}/${name}`));
    else if (!name.startsWith("_")) {
      const path = `${folder}/${name}`.replace(/^routes/, "").replace(/\.tsx?$/, "");
      found.push(path.replace(/\/index$/, ""));
    }
  }
  return found;
}

/** What the desk could have changed. */
async function everything(kv: Deno.Kv): Promise<string[]> {
  const rows: string[] = [];
  for (const kind of ["deeds", "flags", "incidents", "incidents_open", "users", "jobs"]) {
    for await (const { key, versionstamp } of kv.list({ prefix: [kind] })) {
      rows.push(`${key.join("/")} ${versionstamp}`);
    }
  }
  return rows;
}

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
