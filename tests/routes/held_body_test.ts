/**
 * A form whose first half comes while its session is good, and whose rest comes when it has been
 * ended: nothing of it is done (ASVS 5.0 7.4.1).
 */
import assert from "node:assert/strict";
import { startApp, type TestApp } from "../app.ts";
import { isIn } from "../google.ts";
import { held } from "../held.ts";
import { quietly } from "../quiet.ts";
import type { Visitor } from "../visitor.ts";

const EMAIL = "clara@example.org";

async function codeOf(app: TestApp): Promise<{ tablet: Visitor; code: string }> {
  const tablet = app.visitor();
  await tablet.post("/signin", { email: EMAIL, by: "device" });
  const code = /[B-Z]{4}-[B-Z]{4}/.exec((await tablet.get("/signin/sent")).text)![0];
  return { tablet, code };
}

for (
  const [path, fields] of [
    ["/account/delete", { address: EMAIL }],
    ["/account/sessions", { end: "others" }],
    ["/account/address", { email: "eve@example.org" }],
  ] as const
) {
  Deno.test(`a session that is ended while its form comes does nothing any more: ${path}`, async () => {
    await quietly(async () => {
      await using app = await startApp();
      const thief = await app.visitor().signIn(EMAIL);
      const owner = await app.visitor().signIn(EMAIL);
      const before = (await owner.mails()).length;
      const status = await held(
        thief,
        path,
        fields,
        () => owner.post("/account/sessions", { end: "others" }),
      );
      assert.equal(status, 401);
      assert.equal(await isIn(owner), true);
      assert.equal((await owner.mails()).length, before);
    });
  });
}

Deno.test("a session that is ended while it approves another browser lets nobody in", async () => {
  await quietly(async () => {
    await using app = await startApp();
    const thief = await app.visitor().signIn(EMAIL);
    const owner = await app.visitor().signIn(EMAIL);
    const { tablet, code } = await codeOf(app);
    const fields = { code, decision: "approved" };
    const end = () => owner.post("/account/sessions", { end: "others" });
    assert.equal(await held(thief, "/account/approve", fields, end), 401);
    await tablet.post("/signin/sent", {});
    assert.equal(await isIn(tablet), false);
  });
});

for (const how of ["ended there", "signed out"]) {
  Deno.test(`what a session has approved is over once it is ${how}`, async () => {
    await using app = await startApp();
    const thief = await app.visitor().signIn(EMAIL);
    const { tablet, code } = await codeOf(app);
    await thief.post("/account/approve", { code, decision: "approved" });
    if (how === "signed out") await thief.post("/signout", {});
    else {
      const owner = await app.visitor().signIn(EMAIL);
      const { text } = await owner.get("/account/sessions");
      const [, id] = /name="end" value="([0-9a-z]{26})"/.exec(text)!;
      await owner.post("/account/sessions", { end: id });
      assert.equal(await isIn(thief), false);
    }
    await tablet.post("/signin/sent", {});
    assert.equal(await isIn(tablet), false);
  });
}
