/** An import, and a copy of everything, as they go on: what a person is told meanwhile. */
import assert from "node:assert/strict";
import type { Progress } from "../../services/progress.ts";
import { createImports } from "../../services/import/imports.ts";
import { createServices } from "../../services/services.ts";
import { createStore } from "../../store/store.ts";
import { PATIENCE, startApp, type TestApp } from "../app.ts";
import { plain } from "../desk.ts";
import { idOf, whoIs } from "../operator.ts";
import { pdfFile, titlePage } from "../pdf.ts";
import { quietly } from "../quiet.ts";
import type { Visitor } from "../visitor.ts";

const MINUTE_MS = 60_000;

/** Clara with two scores, and the ZIP of them. */
async function withZip(run: (app: TestApp, zip: Uint8Array<ArrayBuffer>) => Promise<void>) {
  await quietly(async () => {
    await using app = await startApp();
    const clara = await app.visitor().signIn();
    for (const title of ["Romanze", "Scherzo"]) {
      await clara.add(pdfFile(`${title}.pdf`, { words: titlePage(title, "Clara Wieck") }));
    }
    const { bytes } = await clara.post("/account/export", { act: "now" });
    await run(app, bytes);
  });
}

const page = async (visitor: Visitor, path = "/account/import") =>
  plain((await visitor.get(path)).text);

/** Sends a ZIP of which the second half comes when it is let; `broken`: never. */
function sending(visitor: Visitor, zip: Uint8Array<ArrayBuffer>) {
  const { promise: goes, resolve: go } = Promise.withResolvers<void>();
  const broken = new AbortController();
  const half = zip.length >> 1;
  const bytes = new TextEncoder();
  const body = new ReadableStream({
    async start(controller) {
      const head = '--x\r\ncontent-disposition: form-data; name="file"; filename="a.zip"\r\n\r\n';
      controller.enqueue(bytes.encode(head));
      controller.enqueue(zip.subarray(0, half));
      await goes;
      controller.enqueue(zip.subarray(half));
      controller.enqueue(bytes.encode("\r\n--x--\r\n"));
      controller.close();
    },
  });
  const answer = visitor.fetch("/account/import", {
    method: "POST",
    body,
    signal: broken.signal,
    headers: { origin: visitor.origin, "content-type": "multipart/form-data; boundary=x" },
  });
  return { answer, go, break: () => broken.abort() };
}

async function becomes(visitor: Visitor, words: RegExp): Promise<string> {
  let text = "";
  for (let tries = 0; tries < 100; tries++) {
    text = await page(visitor);
    if (words.test(text)) return text;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.fail(`never ${words}: ${text}`);
}

/** What a page that waits is told, until that ends; `then` is done after the first of it. */
async function news(visitor: Visitor, path: string, then: () => Promise<unknown>) {
  const response = await fetch(visitor.origin + path, { headers: { cookie: visitor.cookie } });
  assert.equal(response.headers.get("content-type"), "text/event-stream");
  const told: Progress[] = [];
  let text = "";
  let begun: Promise<unknown> | null = null;
  for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
    text += part;
    told.splice(
      0,
      told.length,
      ...Array.from(text.matchAll(/^data: (.*)$/gm), ([, json]) => JSON.parse(json)),
    );
    if (told.length > 0) begun ??= then();
  }
  await begun;
  return told;
}

// It was on its way for an hour, and nothing else could be sent.
/** Of an import nothing is there any more: no row, no bytes, no job. */
async function leftNothing({ kv }: TestApp): Promise<void> {
  for (const prefix of [["imports"], ["blobs", "import"], ["uploads"], ["jobs"], ["jobs_dead"]]) {
    assert.deepEqual(await Array.fromAsync(kv.list({ prefix })), [], String(prefix));
  }
}

Deno.test("a ZIP whose instance died as it came is told a minute later to be none, and is sent again", async () => {
  await withZip(async (app, zip) => {
    const eve = await app.visitor().signIn("eve@example.org");
    const upload = sending(eve, zip);
    await becomes(eve, /A ZIP is on its way here/);
    const [{ key, value }] = await Array.fromAsync(
      app.kv.list<Record<string, unknown>>({ prefix: ["imports"] }),
    );
    // What is left in the database when a process dies then: nobody ends it, nobody is heard of.
    upload.go();
    await upload.answer;
    await app.services.jobs.drained();
    await app.kv.set(key, value);
    await app.kv.set(["blobs", "import", String(value.id), 0], new Uint8Array(9));
    app.pass(30_000);
    assert.match(await page(eve), /A ZIP is on its way here/);
    app.pass(31_000);
    assert.match(await page(eve), /The ZIP broke off on its way here.*Send it again/);
    const again = sending(eve, zip);
    again.go();
    assert.equal((await again.answer).status, 303);
    await app.services.jobs.drained();
    assert.match(await page(eve), /The export is brought in/);
    assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix: ["blobs", "import"] })), []);
  });
});

Deno.test("a ZIP that takes long to come is on its way for as long as it comes", async () => {
  await withZip(async (app, zip) => {
    const eve = await app.visitor().signIn("eve@example.org");
    let skew = 0;
    const imports = createImports({
      ...app.services,
      store: createStore(app.kv),
      bringIn: null!,
      quota: 1e9,
      world: { ...app.services.world, now: () => Date.now() + skew },
    }, 10);
    app.services.jobs.stop();
    const { promise: goes, resolve: go } = Promise.withResolvers<void>();
    async function* content() {
      yield zip.subarray(0, 99);
      await goes;
      yield zip.subarray(99);
    }
    const taken = imports.take(await whoIs(eve), { name: "a.zip", content: content() });
    const id = await idOf(eve);
    const states: (string | undefined)[] = [];
    for (let minutes = 0; minutes < 5; minutes++) {
      await new Promise((resolve) => setTimeout(resolve, 60));
      states.push((await imports.view(id))?.state);
      skew += MINUTE_MS - 1_000;
    }
    assert.deepEqual(states, Array(5).fill("arriving"));
    go();
    await taken;
    assert.equal((await imports.view(id))?.state, "waiting");
  });
});

Deno.test("who comes back to a ZIP whose connection broke is told, and nothing of it stays", async () => {
  await withZip(async (app, zip) => {
    const eve = await app.visitor().signIn("eve@example.org");
    const upload = sending(eve, zip);
    await becomes(eve, /A ZIP is on its way here/);
    upload.break();
    await upload.answer.catch(() => {});
    await becomes(eve, /The ZIP broke off on its way here.*Forget this.*What comes in/);
    assert.deepEqual(await Array.fromAsync(app.kv.list({ prefix: ["blobs", "import"] })), []);
    await eve.post("/account/import", { act: "drop" });
    assert.doesNotMatch(await page(eve), /broke off/);
  });
});

Deno.test("a ZIP that is called off as it comes is not brought in, and its page says why", async () => {
  await withZip(async (app, zip) => {
    const eve = await app.visitor().signIn("eve@example.org");
    const upload = sending(eve, zip);
    await becomes(eve, /A ZIP is on its way here/);
    await eve.post("/account/import", { act: "drop" });
    upload.go();
    const { status, text } = await upload.answer;
    assert.equal(status, 409);
    assert.match(plain(text), /This was called off while it was on its way/);
    await app.services.jobs.drained();
    await leftNothing(app);
  });
});

Deno.test("an import whose instance died as it was brought in goes on a minute later", async () => {
  await withZip(async (app, zip) => {
    const eve = await app.visitor().signIn("eve@example.org");
    app.services.jobs.stop();
    const upload = sending(eve, zip);
    upload.go();
    await upload.answer;
    const store = createStore(app.kv);
    assert.ok(await store.jobs.take(app.services.world.now(), MINUTE_MS));
    const { config, world } = app.services;
    const other = createServices(config, app.kv, world, PATIENCE);
    await other.jobs.drained();
    assert.match(await page(eve), /0 of 2 scores have been looked at/);
    app.pass(MINUTE_MS + 1_000);
    await other.jobs.drained();
    await other.close();
    assert.match(await page(eve), /The export is brought in: 2 scores are new here/);
  });
});

Deno.test("a ZIP that is here whole is brought in, though its instance dies before it has looked at it", async () => {
  await withZip(async (app, zip) => {
    const eve = await app.visitor().signIn("eve@example.org");
    const store = createStore(app.kv);
    const { promise: looks, resolve: look } = Promise.withResolvers<void>();
    store.blobs.offset = () => (look(), new Promise<never>(() => {}));
    const { services } = app;
    const imports = createImports({ ...services, store, bringIn: null!, quota: 1e9 });
    async function* content() {
      yield zip;
    }
    void imports.take(await whoIs(eve), { name: "a.zip", content: content() });
    await looks;
    await services.jobs.drained();
    assert.match(await page(eve), /The export is being brought in/);
    app.pass(MINUTE_MS + 1_000);
    await services.jobs.drained();
    assert.match(await page(eve), /The export is brought in: 2 scores are new here/);
  });
});

Deno.test("what is whole and no export is refused at once, and no job of it does anything", async () => {
  await withZip(async (app, zip) => {
    const eve = await app.visitor().signIn("eve@example.org");
    const upload = sending(eve, zip.slice(0, -30));
    upload.go();
    assert.equal((await upload.answer).status, 422);
    app.pass(MINUTE_MS + 1_000);
    await app.services.jobs.drained();
    await leftNothing(app);
  });
});

Deno.test("a page that waits for an import is told as it goes on, and when it is over", async () => {
  await withZip(async (app, zip) => {
    const eve = await app.visitor().signIn("eve@example.org");
    app.services.jobs.stop();
    const upload = sending(eve, zip);
    upload.go();
    await upload.answer;
    const { text } = await eve.get("/account/import");
    assert.match(text, /PageWatch/);
    assert.match(text, /<noscript><meta http-equiv="refresh"/);
    const [{ value: { payload } }] = await Array.fromAsync(createStore(app.kv).jobs.all());
    const signal = new AbortController().signal;
    const told = await news(
      eve,
      "/account/import/events",
      () => app.services.imports.job.run(payload, null!, false, signal),
    );
    assert.ok(told.length >= 2, JSON.stringify(told));
    assert.match(told[0].mark, / waiting 2 0$/);
    assert.ok(text.includes(told[0].mark), "nothing is fetched anew for what is shown already");
    assert.deepEqual(told.map(({ settled }) => settled), [
      ...Array(told.length - 1).fill(false),
      true,
    ]);
    const over = await eve.get("/account/import");
    assert.doesNotMatch(over.text, /PageWatch|http-equiv="refresh"|data-reading/);
  });
});

Deno.test("a page that waits for a copy is told when it is ready", async () => {
  await withZip(async (app) => {
    const clara = await app.visitor().signIn();
    const [{ key }] = await Array.fromAsync(app.kv.list({ prefix: ["space"] }));
    await app.kv.set(key, new Deno.KvU64(BigInt(299.95 * 1024 ** 2 | 0)));
    app.services.jobs.stop();
    await clara.post("/account/export", { act: "make" });
    const { text } = await clara.get("/account/export");
    assert.match(text, /PageWatch/);
    assert.match(text, /<noscript><meta http-equiv="refresh"/);
    const all = await Array.fromAsync(createStore(app.kv).jobs.all());
    const { payload } = all.find(({ value }) => value.kind === "export-library")!.value;
    const signal = new AbortController().signal;
    const told = await news(
      clara,
      "/account/export/events",
      () => app.services.exports.job.run(payload, null!, false, signal),
    );
    assert.ok(text.includes(told[0].mark));
    assert.deepEqual(told.map(({ settled }) => settled), [
      ...Array(told.length - 1).fill(false),
      true,
    ]);
    const ready = await clara.get("/account/export");
    assert.match(plain(ready.text), /Your copy is ready/);
    assert.doesNotMatch(ready.text, /PageWatch|http-equiv="refresh"/);
  });
});

Deno.test("a copy says how much of it is written", async () => {
  await withZip(async (app) => {
    const clara = await app.visitor().signIn();
    for (const n of [1, 2, 3]) {
      await clara.add(pdfFile(`${n}.pdf`, { padding: n * 1_000_000 }));
    }
    const [{ key }] = await Array.fromAsync(app.kv.list({ prefix: ["space"] }));
    await app.kv.set(key, new Deno.KvU64(BigInt(299.95 * 1024 ** 2 | 0)));
    // Between two files time goes by, and somebody looks.
    const { stream } = app.services.originals;
    const seen: string[] = [];
    app.services.originals.stream = async (...args) => {
      app.pass(2_000);
      seen.push(/[^.]*of about 300 MB/.exec(await page(clara, "/account/export"))?.[0] ?? "");
      return await stream(...args);
    };
    await clara.post("/account/export", { act: "make" });
    await app.services.jobs.drained();
    assert.equal(seen.length, 5);
    assert.match(seen[0], /\b0 bytes of/);
    assert.match(seen[4], /\d MB of/);
    assert.match(await page(clara, "/account/export"), /Your copy is ready/);
    const [{ value }] = await Array.fromAsync(app.kv.list({ prefix: ["exports"] }));
    assert.equal("written" in (value as object), false);
  });
});

Deno.test("of nobody's import and copy there is no news", async () => {
  await using app = await startApp();
  const eve = await app.visitor().signIn("eve@example.org");
  for (const path of ["/account/import/events", "/account/export/events"]) {
    const told = await news(eve, path, () => Promise.resolve());
    assert.deepEqual(told, [{ mark: "none", settled: true }]);
    assert.notEqual((await app.visitor().get(path)).status, 200);
  }
});
