/** How much room a person's files take, and that it is never more than they have. */
import assert from "node:assert/strict";
import { startApp, type TestApp } from "../app.ts";
import { pdfFile } from "../pdf.ts";
import type { Answer, Visitor } from "../visitor.ts";

const MB = 1024 * 1024;
const file = (n: number) => pdfFile(`${n}.pdf`, { pages: n + 1, padding: 400_000 });

async function used(app: TestApp): Promise<number> {
  const [user] = await Array.fromAsync(app.kv.list({ prefix: ["users"] }));
  return (await app.services.space.of(String(user.key[1]))).used;
}

const kept = async (app: TestApp) =>
  (await Array.fromAsync(app.kv.list<{ bytes: number }>({ prefix: ["scores"] })))
    .reduce((sum, { value }) => sum + value.bytes, 0);

const begin = (visitor: Visitor, bytes: number): Promise<Answer> =>
  visitor.fetch("/uploads", {
    method: "POST",
    headers: { "tus-resumable": "1.0.0", origin: visitor.origin, "upload-length": String(bytes) },
  });

Deno.test("many uploads at once never take more room than there is", async () => {
  await using app = await startApp({ QUOTA_MB: "1" });
  const clara = await app.visitor().signIn();
  const forms = await Promise.all(
    Array.from({ length: 8 }, (_, n) => clara.upload([file(n)], { json: true })),
  );
  const refused = forms.filter(({ status }) => status === 507);
  assert.equal(refused.length, 6);
  assert.match(refused[0].text, /delete scores that you need no longer, and empty the bin/);
  assert.equal(await used(app), await kept(app));

  const room = MB - await used(app);
  const third = Math.floor(room / 3);
  const begun = await Promise.all(Array.from({ length: 20 }, () => begin(clara, third)));
  assert.equal(begun.filter(({ status }) => status === 201).length, 3);
  assert.ok(begun.every(({ status }) => status === 201 || status === 507));
  assert.ok(await used(app) <= MB);
});

Deno.test("room is held for what is on its way, and given back with what is cancelled, swept or refused", async () => {
  await using app = await startApp({ QUOTA_MB: "1" });
  const clara = await app.visitor().signIn();
  const { location } = await begin(clara, MB);
  assert.equal(await used(app), MB);
  assert.equal((await clara.upload([file(1)], { json: true })).status, 507);
  await clara.fetch(location, {
    method: "DELETE",
    headers: { "tus-resumable": "1.0.0", origin: clara.origin },
  });
  assert.equal(await used(app), 0);
  await begin(clara, MB);
  app.pass(25 * 60 * 60 * 1000);
  await app.services.sweep();
  assert.equal(await used(app), 0);
  await clara.upload([new File(["<html>"], "page.pdf")], { json: true });
  assert.equal(await used(app), 0);
});

Deno.test("the bin counts until it is emptied", async () => {
  await using app = await startApp({ QUOTA_MB: "1" });
  const clara = await app.visitor().signIn();
  const ids = [await clara.add(file(0)), await clara.add(file(1))];
  const full = await used(app);
  await clara.fetch("/scores/bulk", {
    method: "POST",
    headers: { origin: clara.origin },
    body: new URLSearchParams([["act", "delete"], ...ids.map((id) => ["id", id])]),
  });
  assert.equal(await used(app), full);
  assert.equal((await clara.upload([file(2)], { json: true })).status, 507);
  await app.services.bin.removeForGood(await owner(app), { upto: Infinity });
  assert.equal(await used(app), 0);
  assert.equal((await clara.upload([file(2)], { json: true })).status, 201);
});

Deno.test("a library from before there was a quota is counted, also when it first loses something", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const ids = [await clara.add(file(0)), await clara.add(file(1))];
  const forget = async () => await app.kv.delete(["space", await owner(app)]);
  await forget();
  assert.equal(await used(app), await kept(app));
  await forget();
  await clara.post("/scores/bulk", { act: "delete", id: ids[0] });
  await app.services.bin.removeForGood(await owner(app), { upto: Infinity });
  assert.equal(await used(app), await kept(app));
});

async function owner(app: TestApp): Promise<string> {
  const [user] = await Array.fromAsync(app.kv.list({ prefix: ["users"] }));
  return String(user.key[1]);
}
