/** Photos become one score: brought in, put in order, turned, cropped, joined. */
import assert from "node:assert/strict";
import { startApp, type TestApp } from "../app.ts";
import { darkQuarters, photo, type PhotoPlan } from "../photos.ts";
import { pdfFile } from "../pdf.ts";
import type { Answer, Visitor } from "../visitor.ts";

const MB = 1024 * 1024;

async function photoFile(name: string, plan: PhotoPlan = {}): Promise<File> {
  return new File([await photo(plan)], name);
}

function send(visitor: Visitor, files: File[], path = "/scores/photos"): Promise<Answer> {
  const form = new FormData();
  for (const file of files) form.append("photo", file);
  return visitor.fetch(path, { method: "POST", body: form, headers: { origin: visitor.origin } });
}

/** Three photos that differ; the address of the page that puts them together. */
async function three(visitor: Visitor): Promise<string> {
  const files = await Promise.all([1, 2, 3].map((n) => {
    return photoFile(`IMG_${n}.jpg`, { height: 400 + 100 * n });
  }));
  const { status, location } = await send(visitor, files);
  assert.equal(status, 303);
  return location;
}

async function bulk(visitor: Visitor, act: string, ids: string[]): Promise<Answer> {
  return await visitor.fetch("/scores/bulk", {
    method: "POST",
    headers: { origin: visitor.origin },
    body: new URLSearchParams([["act", act], ...ids.map((id) => ["id", id])]),
  });
}

const names = ({ text }: Answer) => [...text.matchAll(/data-title="([^"]+)"/g)].map(([, n]) => n);

async function shapes(app: TestApp, location: string): Promise<readonly number[]> {
  for await (
    const { value } of app.kv.list<{ id: string; shapes: number[] }>({ prefix: ["scores"] })
  ) {
    if (location === `/scores/${value.id}`) return value.shapes;
  }
  throw new Error("Cannot find the score");
}

async function userId(app: TestApp): Promise<string> {
  const [user] = await Array.fromAsync(app.kv.list({ prefix: ["users"] }));
  return String(user.key[1]);
}

const used = async (app: TestApp) => (await app.services.space.of(await userId(app))).used;

async function kept(app: TestApp): Promise<number> {
  const rows = await Array.fromAsync(app.kv.list<{ bytes: number }>({ prefix: ["scores"] }));
  return rows.reduce((sum, { value }) => sum + value.bytes, 0);
}

/** What there is of photos that are being put together: rows and bytes. */
async function left(app: TestApp): Promise<number> {
  let rows = 0;
  for (const prefix of [["photo_drafts"], ["blobs", "photo"], ["uploads", "photo"]]) {
    rows += (await Array.fromAsync(app.kv.list({ prefix }))).length;
  }
  return rows;
}

Deno.test("photos become one score: in order, upright, cropped, without a script", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  assert.match((await clara.get("/scores/new")).text, /href="\/scores\/photos"/);
  const here = await three(clara);
  await clara.post(here, { up: "3" });
  await clara.post(here, { top: "3" });
  await clara.post(here, { right: "1" });
  const cropped = await clara.post(`${here}/crop/2`, {
    top: "50",
    right: "0",
    bottom: "0",
    left: "0",
  });
  assert.equal(cropped.location, `${here}#item-2`);
  const page = await clara.get(here);
  assert.deepEqual(names(page), ["IMG_3.jpg", "IMG_1.jpg", "IMG_2.jpg"]);

  const looks = await Promise.all([3, 1, 2].map(async (n) => {
    return await darkQuarters((await clara.get(`${here}/pages/${n}?w=320`)).bytes);
  }));
  const made = await clara.post(here, { act: "make", title: "Kinderszenen" });
  assert.equal(made.status, 303);
  await app.services.jobs.drained();
  assert.deepEqual(await shapes(app, made.location), [1.75, 0.8, 0.75]);
  for (const [at, look] of looks.entries()) {
    const drawn = await clara.get(`${made.location}/pages/${at + 1}?w=320`);
    assert.deepEqual(await darkQuarters(drawn.bytes), look, `page ${at + 1}`);
  }
  assert.deepEqual(looks, [
    [true, false, false, false],
    [false, true, false, false],
    [false, false, false, false],
  ]);
  const original = await clara.get(`${made.location}/file`);
  assert.equal(original.headers.get("content-type"), "application/pdf");
  assert.match(original.headers.get("content-disposition")!, /Kinderszenen\.pdf/);
  const { fields } = JSON.parse((await clara.get(`${made.location}/metadata`)).text);
  assert.equal(fields.title.value, "Kinderszenen");
  assert.equal(fields.title.source, "person");
  assert.equal(fields.pages.value, 3);
  assert.equal(await left(app), 0);
  assert.equal(await used(app), await kept(app));
  // The answer may have been lost: the page leads to the score, and so does the button.
  assert.equal((await clara.get(here)).location, made.location);
  assert.equal((await clara.post(here, { act: "make", title: "" })).location, made.location);
});

Deno.test("a page that is taken out can be put back where it was, and more can be added", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const here = await three(clara);
  await clara.post(here, { take: "2" });
  const without = await clara.get(here);
  assert.deepEqual(names(without), ["IMG_1.jpg", "IMG_3.jpg"]);
  assert.match(without.text, /Put IMG_2\.jpg back/);
  await clara.post(here, { back: "2" });
  const added = await send(clara, [await photoFile("IMG_4.png", { type: "png" })], `${here}/add`);
  assert.equal(added.location, here);
  assert.deepEqual(
    names(await clara.get(here)),
    [1, 2, 3, 4].map((n) => `IMG_${n}.${n === 4 ? "png" : "jpg"}`),
  );
  for (const n of [1, 2, 3, 4]) await clara.post(here, { take: String(n) });
  const none = await clara.post(here, { act: "make", title: "" });
  assert.equal(none.status, 422);
  assert.match(none.text, /no page left/);
});

Deno.test("what is cropped turns along with its page, and too much is refused", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const here = await three(clara);
  const crop = (fields: Record<string, string>) => clara.post(`${here}/crop/1`, fields);
  await crop({ top: "10", right: "0", bottom: "0", left: "5,5", turn: "right" });
  const { text } = await clara.get(`${here}/crop/1`);
  const value = (name: string) =>
    Number(new RegExp(`<input[^>]*name="${name}"[^>]*value="([^"]*)"`).exec(text)![1]);
  assert.deepEqual(["top", "right", "bottom", "left"].map(value), [5.5, 10, 0, 0]);
  for (
    const fields of [
      { top: "50", right: "0", bottom: "40", left: "0" },
      { top: "-1", right: "0", bottom: "0", left: "0" },
      { top: "NaN", right: "0", bottom: "0", left: "0" },
      { top: "0", right: "81", bottom: "0", left: "0" },
    ]
  ) {
    const answer = await crop(fields);
    assert.equal(answer.status, 422, JSON.stringify(fields));
    assert.match(answer.text, /at least a fifth of the page must be left/);
  }
});

Deno.test("the same photos in the same order lead to the score that exists", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const make = async (here: string) =>
    (await clara.post(here, { act: "make", title: "" })).location;
  const first = await make(await three(clara));
  const before = await used(app);
  assert.equal(await make(await three(clara)), first);
  assert.equal(await used(app), before);
  assert.equal(await left(app), 0);
  const here = await three(clara);
  await clara.post(here, { up: "2" });
  assert.notEqual(await make(here), first);
  await app.services.jobs.drained();
});

Deno.test("pressed twice at once it is one score", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const here = await three(clara);
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => clara.post(here, { act: "make", title: "" })),
  );
  assert.equal(new Set(answers.map(({ location }) => location)).size, 1);
  assert.match(answers[0].location, /^\/scores\/\w{26}$/);
  await app.services.jobs.drained();
  assert.equal((await Array.fromAsync(app.kv.list({ prefix: ["scores"] }))).length, 1);
  assert.equal(await used(app), await kept(app));
});

Deno.test("photos that are scores already are put together, and go to the bin in the same step", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const ids: string[] = [];
  for (const n of [10, 2, 1]) {
    ids.push(await clara.add(await photoFile(`IMG_${n}.jpg`, { height: 400 + 10 * n })));
  }
  const { location: here } = await bulk(clara, "join", ids);
  const page = await clara.get(here);
  assert.deepEqual(names(page), ["IMG_1.jpg", "IMG_2.jpg", "IMG_10.jpg"]);
  assert.match(page.text, /go to the bin then/);
  await clara.post(here, { take: "2" });
  const { location } = await clara.post(here, { act: "make", title: "Suite" });
  await app.services.jobs.drained();
  assert.deepEqual(await shapes(app, location), [1.025, 1.25]);
  const library = await clara.get("/scores");
  const cards = [...library.text.matchAll(/data-card="(\w+)"/g)].map(([, id]) => id);
  assert.deepEqual(cards.sort(), [location.split("/")[2], ids[1]].sort());
  await clara.post("/scores/bin", { all: "yes" });
  assert.equal((await clara.get(`/scores/${ids[0]}`)).status, 200);
  assert.equal(await used(app), await kept(app));
});

Deno.test("only photos can be put together, and leaving it keeps every score", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const one = await clara.add(await photoFile("a.jpg"));
  const pdf = await clara.add(pdfFile("b.pdf"));
  const refused = await bulk(clara, "join", [one, pdf]);
  assert.equal(refused.status, 422);
  assert.match(refused.text, /Only photos/);
  const { location: here } = await bulk(clara, "join", [one]);
  assert.equal((await clara.post(here, { act: "discard" })).location, "/scores/photos");
  assert.equal((await clara.get(`/scores/${one}`)).status, 200);
  assert.equal((await clara.get(here)).status, 404);
});

Deno.test("another person's photos are not there", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const here = await three(clara);
  const robert = await app.visitor().signIn("robert@example.org");
  for (const path of [here, `${here}/crop/1`, `${here}/pages/1`]) {
    assert.equal((await robert.get(path)).status, 404, path);
  }
  for (const [name, value] of [["up", "2"], ["act", "make"], ["act", "discard"]]) {
    assert.equal((await robert.post(here, { [name]: value })).status, 404, value);
  }
  const added = await send(robert, [await photoFile("x.jpg")], `${here}/add`);
  assert.match((await robert.get(added.location)).text, /Nothing is here of these photos/);
  const score = await clara.add(await photoFile("own.jpg", { height: 450 }));
  assert.equal((await bulk(robert, "join", [score])).status, 404);
  assert.deepEqual(names(await clara.get(here)).length, 3);
  assert.equal((await app.visitor().get(here)).status, 303);
});

Deno.test("what is no photo is refused in a plain sentence, and the others come in", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const whole = await photo();
  const bad = [
    [pdfFile("b.pdf"), /no photo that can become a page/],
    [new File(["<html>"], "c.jpg"), /no photo that can become a page/],
    [new File([whole.subarray(0, 1_500)], "half.jpg"), /damaged or incomplete/],
    [new File([""], "empty.jpg"), /empty/],
  ] as const;
  for (const [file, why] of bad) {
    const answer = await send(clara, [file]);
    assert.ok(answer.status >= 400 && answer.status < 500, file.name);
    assert.match(answer.text, why);
  }
  assert.match((await send(clara, [])).text, /Choose at least one photo/);
  assert.equal(await left(app), 0);
  assert.equal(await used(app), 0);
  const some = await send(clara, [bad[0][0], await photoFile("good.jpg"), bad[2][0]]);
  const page = await clara.get(some.location);
  assert.deepEqual(names(page), ["good.jpg"]);
  assert.match(page.text, /b\.pdf<\/strong>: This is no photo/);
  assert.match(page.text, /half\.jpg<\/strong>: The file is damaged/);
});

Deno.test("photos take room while they wait, and give it back when they are thrown away or forgotten", async () => {
  await using app = await startApp({ QUOTA_MB: "1" });
  const clara = await app.visitor().signIn();
  const large = () => new File([new Uint8Array(2 * MB)], "x.jpg");
  const here = await three(clara);
  assert.ok(await used(app) > 0);
  const noise = await photo({ type: "png", width: 400 });
  const padded = new Blob([noise, new Uint8Array(MB)]);
  const answer = await send(clara, [new File([padded], "much.png")], `${here}/add`);
  assert.match((await clara.get(answer.location)).text, /no room left/);
  assert.equal((await send(clara, [large()])).status, 415);
  await clara.post(here, { act: "discard" });
  assert.equal(await used(app), 0);
  assert.equal(await left(app), 0);

  const again = await three(clara);
  app.pass(6 * 24 * 60 * 60 * 1000);
  await clara.signIn();
  await clara.post(again, { up: "2" });
  app.pass(6 * 24 * 60 * 60 * 1000);
  await app.services.sweep();
  assert.equal((await clara.get(again)).status, 200);
  app.pass(24 * 60 * 60 * 1000 + 1);
  assert.equal((await clara.get(again)).status, 404);
  await app.services.sweep();
  assert.equal(await used(app), 0);
  assert.equal(await left(app), 0);
});

Deno.test("where no score can be made of them the photos stay as they are", async () => {
  await using app = await startApp({}, {}, { deadlineMs: 1 });
  const clara = await app.visitor().signIn();
  const here = await three(clara);
  const before = await used(app);
  const answer = await clara.post(here, { act: "make", title: "Album" });
  assert.equal(answer.status, 422);
  assert.match(answer.text, /could not be opened within 10 seconds/);
  assert.match(answer.text, /value="Album"/);
  assert.deepEqual(names(await clara.get(here)).length, 3);
  assert.equal(await used(app), before);
  assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix: ["blobs", "original"] })), []);
});

Deno.test("one score has sixty photos at most", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const bytes = await photo({ width: 32, height: 40 });
  const files = Array.from({ length: 61 }, (_, n) => new File([bytes], `${n + 1}.jpg`));
  const { location } = await send(clara, files);
  const page = await clara.get(location);
  assert.equal(names(page).length, 60);
  assert.match(page.text, /61\.jpg<\/strong>: One score can have 60 photos at most/);
  const made = await clara.post(new URL(location, app.origin).pathname, { act: "make", title: "" });
  assert.equal(made.status, 303);
  await app.services.jobs.drained();
  assert.equal((await shapes(app, made.location)).length, 60);
});

Deno.test("of somebody who deletes the account no photo stays", async () => {
  await using app = await startApp({ DELETE_AFTER_DAYS: "0" });
  const clara = await app.visitor().signIn();
  await three(clara);
  await clara.post("/account/delete", { address: "clara@example.org" });
  await app.services.jobs.drained();
  app.pass(26 * 60 * 60 * 1000);
  await app.services.sweep();
  assert.equal(await left(app), 0);
});
