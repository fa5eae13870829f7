/** What operators find in the audit, and take from it. */
import assert from "node:assert/strict";
import type { AuditRow } from "../../../services/audit.ts";
import { auditCsv, cell } from "../../../services/audit/csv.ts";
import { newId } from "../../../services/world.ts";
import type { AuditEntry } from "../../../store/audit.ts";
import { createStore } from "../../../store/store.ts";
import { startApp, type TestApp } from "../../app.ts";
import { idOf, OPERATOR, operator } from "../../operator.ts";
import type { Visitor } from "../../visitor.ts";

const DAY_MS = 24 * 60 * 60_000;

/** Notes calls, the last one the newest; gives them. */
async function called(
  app: TestApp,
  some: readonly Partial<AuditEntry>[],
): Promise<AuditEntry[]> {
  const { world } = app.services;
  const entries = some.map((one, n): AuditEntry => ({
    id: newId(world),
    at: world.now() - (some.length - n) * 1000,
    integration: "gemini",
    operation: `call-${n}`,
    subject: null,
    outcome: "ok",
    ms: 12,
    attempts: 1,
    tokens: 0,
    bytes: 0,
    ...one,
  }));
  const store = createStore(app.kv);
  for (let n = 0; n < entries.length; n += 100) await store.audit.add(entries.slice(n, n + 100));
  return entries;
}

/** The operations on a page, as they stand. */
const operations = (text: string) => text.match(/call-\d+/g) ?? [];

const older = (text: string) => /href="(\/admin\/audit\?[^"]*before=[^"]*)"/.exec(text)?.[1];

async function pages(robert: Visitor, path: string): Promise<string[]> {
  const found: string[] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const { text } = await robert.get(next.replaceAll("&amp;", "&"));
    found.push(...operations(text));
    next = older(text);
  }
  return found;
}

Deno.test("calls are found by service, outcome, time and kind", async () => {
  await using app = await startApp(OPERATOR);
  const robert = await operator(app);
  const now = app.services.world.now();
  await called(app, [
    { at: now - 3 * DAY_MS },
    { integration: "resend" },
    { integration: "resend", outcome: "timeout" },
    { outcome: "rejected" },
  ]);
  const find = async (query: string) =>
    operations((await robert.get(`/admin/audit?${query}`)).text);
  assert.deepEqual(await find(""), ["call-3", "call-2", "call-1", "call-0"]);
  assert.deepEqual(await find("service=resend"), ["call-2", "call-1"]);
  assert.deepEqual(await find("service=resend&outcome=failed"), ["call-2"]);
  assert.deepEqual(await find("outcome=rejected"), ["call-3"]);
  assert.deepEqual(await find("outcome=ok"), ["call-1", "call-0"]);
  const yesterday = new Date(now - DAY_MS).toISOString().slice(0, 16);
  assert.deepEqual(await find(`to=${yesterday}`), ["call-0"]);
  assert.deepEqual(await find(`from=${yesterday}`), ["call-3", "call-2", "call-1"]);
  assert.deepEqual(await find(`from=${yesterday}&service=gemini`), ["call-3"]);
  assert.deepEqual(await find("kind=deed"), []);
  // What is in the address and cannot be looked for is not.
  assert.equal((await find("service=nobody&who=x&outcome=y&from=z&before=1")).length, 4);
});

Deno.test("an address that is typed is looked up and noted, and stands in no address and on no page", async () => {
  await using app = await startApp(OPERATOR);
  const clara = await app.visitor().signIn("clara@example.org");
  const [robert, id] = [await operator(app), await idOf(clara)];
  await called(app, [{ subject: id }, {}, { subject: id, outcome: "timeout" }]);
  const { status, location } = await robert.post("/admin/audit", {
    who: "Clara@example.org",
    outcome: "failed",
  });
  assert.equal(status, 303);
  assert.equal(location, `/admin/audit?who=${id}&outcome=failed`);
  const { text } = await robert.get(location);
  assert.deepEqual(operations(text), ["call-2"]);
  assert.doesNotMatch(text, /clara@/i);
  const all = (await robert.get(`/admin/audit?who=${id}`)).text;
  assert.deepEqual(operations(all), ["call-2", "call-0"]);
  assert.match(all, /Address looked up/);

  const unknown = await robert.post("/admin/audit", { who: "nobody@example.org" });
  assert.equal(unknown.status, 404);
  assert.doesNotMatch(unknown.text, /nobody@/);
  const wrong: Record<string, string>[] = [
    { who: "x" },
    { from: "yesterday" },
    { from: "2026-02-02", to: "2026-01-01" },
  ];
  for (const typed of wrong) {
    assert.equal((await robert.post("/admin/audit", typed)).status, 422);
  }
});

Deno.test("deeds of operators stand among the calls, under who did them and whom they were about", async () => {
  await using app = await startApp(OPERATOR);
  const clara = await app.visitor().signIn("clara@example.org");
  const [robert, id] = [await operator(app), await idOf(clara)];
  await called(app, [{}]);
  await robert.post(`/admin/accounts/${id}/signout`, {});
  for (const query of ["", `who=${id}`, `who=${await idOf(robert)}`, "kind=deed"]) {
    const { text } = await robert.get(`/admin/audit?${query}`);
    assert.match(text, /Account signed out/, query);
    assert.equal(operations(text).length, query === "" ? 1 : 0);
  }
  assert.doesNotMatch((await robert.get("/admin/audit?kind=call")).text, /Account signed out/);
});

Deno.test("pages have each row once, while rows are added", async () => {
  await using app = await startApp(OPERATOR);
  const robert = await operator(app);
  // Many at the same moment, too: their ids part them.
  const at = app.services.world.now() - 1000;
  await called(app, Array.from({ length: 120 }, () => ({ at })));
  const first = await robert.get("/admin/audit?service=gemini");
  await called(app, Array.from({ length: 70 }, (_, n) => ({ operation: `later-${n}` })));
  const rest = await pages(robert, older(first.text)!);
  const found = [...operations(first.text), ...rest];
  assert.equal(found.length, 120);
  assert.equal(new Set(found).size, 120);
});

Deno.test("what is older than 400 days is not shown, also where the database has it still", async () => {
  await using app = await startApp(OPERATOR);
  await called(app, [{ at: app.services.world.now() }]);
  app.pass(400 * DAY_MS + 1000);
  const robert = await operator(app);
  for (const query of ["", "service=gemini"]) {
    assert.deepEqual(operations((await robert.get(`/admin/audit?${query}`)).text), []);
  }
});

Deno.test("what was found is downloaded as CSV, which runs nothing in a spreadsheet, and that is noted", async () => {
  await using app = await startApp(OPERATOR);
  const robert = await operator(app);
  await called(app, [{ operation: '=HYPERLINK("http://evil.example")' }, {
    integration: "resend",
  }]);
  const answer = await robert.post("/admin/audit/export", { query: "service=gemini" });
  assert.equal(answer.status, 200);
  assert.match(answer.headers.get("content-type")!, /^text\/csv/);
  assert.match(answer.headers.get("content-disposition")!, /attachment; filename="attacca-audit-/);
  const [head, row, end] = answer.text.split("\r\n");
  assert.match(head, /^time,kind,person,service,operation,outcome,/);
  assert.match(row, /Z,call,,gemini,"'=HYPERLINK\(""http:\/\/evil.example""\)",ok,12,1,0,0,/);
  assert.equal(end, "");
  const deeds = (await robert.get("/admin/audit?kind=deed")).text;
  assert.match(deeds, /Audit exported.*service=gemini/s);
  assert.equal((await app.visitor().post("/admin/audit/export", {})).status, 401);
});

Deno.test("a cell that could be a formula gets an apostrophe, and quotes are doubled", () => {
  for (const sign of ["=", "+", "-", "@", "\t"]) assert.equal(cell(`${sign}1`), `'${sign}1`);
  assert.equal(cell("\r1"), `"'\r1"`);
  assert.equal(cell('a "b", c'), '"a ""b"", c"');
  assert.equal(cell("two\nlines"), '"two\nlines"');
  assert.equal(cell(null), "");
  assert.equal(cell(7), "7");
});

Deno.test("many rows cost a page no more than a few, and all of them are downloaded", async () => {
  await using app = await startApp(OPERATOR);
  const robert = await operator(app);
  const many = 20_000;
  await called(
    app,
    Array.from({ length: many }, (_, n) => ({ integration: n % 100 ? "gemini" : "resend" })),
  );
  const timed = async (query: string) => {
    const start = performance.now();
    const { text } = await robert.get(`/admin/audit?${query}`);
    return [performance.now() - start, operations(text).length, text] as const;
  };
  for (const query of ["", "service=resend"]) {
    const [ms, found] = await timed(query);
    assert.equal(found, 50);
    assert.ok(ms < 2_000, `${query}: ${ms} ms`);
  }
  // What is nowhere is looked for in steps, and the page says how far.
  const [ms, found, text] = await timed("outcome=retired");
  assert.equal(found, 0);
  assert.match(text, /It was looked back to .*Look further back/s);
  assert.ok(ms < 5_000, `${ms} ms`);

  const response = await fetch(`${app.origin}/admin/audit/export`, {
    method: "POST",
    body: new URLSearchParams({ query: "" }),
    headers: { origin: app.origin, cookie: robert.cookie },
  });
  let lines = 0;
  for await (const chunk of response.body!) {
    for (const byte of chunk) if (byte === 10) lines++;
  }
  assert.equal(lines, many + 1);
});

Deno.test("a download is made as it is taken: nobody holds a million rows", async () => {
  let made = 0;
  async function* rows(): AsyncGenerator<AuditRow> {
    while (made < 1_000_000) {
      const counts = { ms: 1, attempts: 1, tokens: 0, bytes: 0 };
      const what = { integration: "gemini", operation: "read-score", outcome: "ok" };
      yield { kind: "call", of: { id: String(made++), at: 0, subject: null, ...what, ...counts } };
    }
  }
  const reader = auditCsv(rows()).getReader();
  for (let n = 0; n < 3; n++) assert.equal((await reader.read()).done, false);
  assert.ok(made < 10_000, `${made} rows were made for three pieces`);
  await reader.cancel();
});
