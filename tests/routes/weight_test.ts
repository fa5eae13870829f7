import assert from "node:assert/strict";
import { gzipSync } from "node:zlib";
import { createStore } from "../../store/store.ts";
import { startApp, type TestApp } from "../app.ts";
import { pdfFile } from "../pdf.ts";
import { photo } from "../photos.ts";
import type { Visitor } from "../visitor.ts";

const LIMIT = 12 * 1024;

/** Every script that a page brings along, followed through its static imports. */
async function scripts(visitor: Visitor, html: string): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  const follow = async (path: string): Promise<void> => {
    if (found.has(path)) return;
    const { status, text } = await visitor.get(path);
    assert.equal(status, 200, path);
    found.set(path, text);
    for (const [, from] of text.matchAll(/(?:import|from)\s*"(\.{0,2}\/[^"]+)"/g)) {
      await follow(new URL(from, `${visitor.origin}${path}`).pathname);
    }
  };
  const tags = /<script[^>]*\ssrc="([^"]+)"|<link[^>]*rel="modulepreload"[^>]*href="([^"]+)"/g;
  for (const [, src, href] of html.matchAll(tags)) await follow(src ?? href);
  for (const [, inline] of html.matchAll(/<script type="module"[^>]*>([^<]+)<\/script>/g)) {
    found.set("inline", inline);
    for (const [, from] of inline.matchAll(/(?:import|from)\s*"(\/[^"]+)"/g)) await follow(from);
  }
  return found;
}

/** Has the score stand as it does while it is read. */
async function beingRead(app: TestApp, score: string): Promise<void> {
  const [user] = await Array.fromAsync(app.kv.list({ prefix: ["users"] }));
  const { scores } = createStore(app.kv);
  const reading = await scores.change(
    String(user.key[1]),
    score.split("/")[2],
    (row) => ({ ...row, status: "reading" }),
  );
  assert.ok(reading);
}

/** Has the score's explanation stand as it does while it is written. */
async function beingWritten(app: TestApp, score: string): Promise<void> {
  const [user] = await Array.fromAsync(app.kv.list({ prefix: ["users"] }));
  const { explanations, ...store } = createStore(app.kv);
  const [owner, id, now] = [String(user.key[1]), score.split("/")[2], Date.now()];
  const operation = store.begin();
  explanations.set(operation, await explanations.get(owner, id, now), {
    status: "writing",
    text: "# Style",
    model: "gemini-3.8-flash",
    code: null,
    tries: 0,
    retryAt: null,
    requestedAt: now,
    updatedAt: now,
  });
  assert.ok(await store.commit(operation));
}

/** Has an export stand as it does while it is brought in. */
async function beingBroughtIn(app: TestApp): Promise<void> {
  const [user] = await Array.fromAsync(app.kv.list({ prefix: ["users"] }));
  const row = { scores: 2, seen: 1, read: 9, added: 1, left: 0, leftOut: [], listsLeft: 0 };
  const { imports } = createStore(app.kv);
  const state = "waiting" as const;
  assert.ok(
    await imports.begin(String(user.key[1]), null, { id: "x", at: Date.now(), state, ...row }),
  );
}

Deno.test("a page without an island ships no script, one with an island at most 12 kB gzipped", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const nobody = app.visitor();
  const score = `/scores/${await clara.add(pdfFile("a.pdf", { pages: 3 }))}`;
  const { location: list } = await clara.post("/collections", { name: "Sunday" });
  await clara.post(`${score}/collections`, { list: list.split("/")[2] });
  const shared = await clara.post(`${list}/share`, { whom: "Joseph" });
  const [, link] = /value="[^"]*(\/shared\/[\w-]{43})"/.exec(shared.text)!;
  const form = new FormData();
  form.append("photo", new File([await photo()], "a.jpg"));
  const headers = { origin: app.origin };
  const { location: photos } = await clara.fetch("/scores/photos", {
    method: "POST",
    body: form,
    headers,
  });
  const weigh = async (visitor: Visitor, path: string, page?: string) => {
    const text = page ?? (await visitor.get(path)).text;
    const bytes = [...(await scripts(visitor, text)).values()]
      .reduce((sum, script) => sum + gzipSync(script, { level: 9 }).length, 0);
    return { bytes, tags: text.match(/<script/g)?.length ?? 0 };
  };
  for (
    const [visitor, path] of [
      [nobody, "/"],
      [nobody, "/signin"],
      [nobody, "/signin/sent"],
      [nobody, "/status"],
      [nobody, "/nowhere"],
      [clara, "/scores/bin"],
      [clara, "/scores/catalogue"],
      [clara, "/scores/keys"],
      [clara, "/scores/photos"],
      [clara, "/composers"],
      [clara, "/collections"],
      [clara, `${list}/share`],
      [clara, `${score}/share`],
      [clara, "/account/shared"],
      [nobody, link],
      [nobody, `${link}/1`],
      [clara, "/account"],
      [clara, "/account/approve"],
      [clara, "/account/export"],
      [clara, "/account/import"],
      [clara, `${score}/edit`],
      [clara, `${score}/explanation`],
    ] as const
  ) {
    assert.deepEqual(await weigh(visitor, path), { bytes: 0, tags: 0 }, path);
  }
  const asking = app.visitor();
  await asking.post("/signin", { email: "robert@example.org" });
  await beingWritten(app, score);
  const read = `/scores/${await clara.add(pdfFile("b.pdf", { pages: 2 }))}`;
  await beingRead(app, read);
  await beingBroughtIn(app);
  for (
    const [visitor, path, page] of [
      [clara, "/scores"],
      [clara, "/scores?q=x&filters=open"],
      [clara, "/scores/new"],
      [clara, "/account/device"],
      [clara, "/account/import"],
      [clara, "/offline"],
      [clara, score],
      [clara, read],
      [clara, `${score}?${new URLSearchParams({ list: list.split("/")[2], at: "1" })}`],
      [clara, list],
      [clara, photos],
      [clara, `${photos}/crop/1`],
      [clara, `${score}/explanation`],
      [asking, "/signin/sent"],
      [clara, "a link that was made just now", shared.text],
    ] as const
  ) {
    const { bytes } = await weigh(visitor, path, page);
    assert.ok(bytes > 1000 && bytes <= LIMIT, `${path}: ${bytes} bytes`);
  }
});

Deno.test("no page names another host", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  const score = `/scores/${await clara.add(pdfFile("a.pdf"))}`;
  for (const path of ["/account", "/scores", "/scores/new", score, `${score}/edit`, "/nowhere"]) {
    const { text } = await clara.get(path);
    assert.deepEqual(text.match(/(?:src|href|action)="(?:https?:)?\/\/[^"]*"/g), null, path);
  }
  const css = /href="(\/styles\.css[^"]*)"/.exec((await clara.get("/account")).text)![1];
  assert.doesNotMatch((await clara.get(css)).text, /url\(["']?(https?:)?\/\//);
});

Deno.test("every page has a strict policy and the headers of a careful house", async () => {
  await using app = await startApp();
  const clara = await app.visitor().signIn();
  for (const path of ["/scores/new", "/scores", "/nowhere", "/scores/unknown", "/health"]) {
    const { headers } = await clara.get(path);
    const policy = headers.get("content-security-policy")!;
    assert.match(policy, /default-src 'none'/, path);
    assert.match(policy, /script-src 'nonce-[\w+/=]+'/, path);
    assert.doesNotMatch(policy, /unsafe/, path);
    assert.match(policy, /frame-ancestors 'none'/, path);
    assert.equal(headers.get("x-content-type-options"), "nosniff", path);
    assert.equal(headers.get("referrer-policy"), "same-origin", path);
    assert.match(headers.get("cache-control")!, /no-store/, path);
  }
  const nonce = async () =>
    /'nonce-([^']+)'/.exec(
      (await clara.get("/scores/new")).headers.get("content-security-policy")!,
    )![1];
  assert.notEqual(await nonce(), await nonce());
});
