/** What the app keeps, copied while it runs, and brought back. */
import assert from "node:assert/strict";
import { serialize } from "node:v8";
import { readArchive, writeArchive } from "../../services/backup/archive.ts";
import { withFiles } from "../../services/backup/files.ts";
import { isHalfRestored, restore } from "../../services/backup/restore.ts";
import { settledRows } from "../../services/backup/snapshot.ts";
import type { Row } from "../../store/rows.ts";
import { startApp } from "../app.ts";
import { AppProcess } from "../app_process.ts";
import { startS3 } from "../fakes/s3.ts";
import { pdfFile, titlePage } from "../pdf.ts";

const HEADING = { madeAt: 1, origin: "http://localhost" };

/** Runs a command as an operator would. */
async function run(command: string, database: string, ...args: string[]) {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", `commands/${command}.ts`, ...args],
    env: { DENO_KV_PATH: database },
  }).output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, out: text(stdout), err: text(stderr) };
}

/** All rows of a database, as text. */
async function everything(kv: Deno.Kv): Promise<Map<string, string>> {
  const rows = await Array.fromAsync(kv.list({ prefix: [] }, { batchSize: 500 }));
  return new Map(rows.map(({ key, value }) => [Deno.inspect(key), hash(value)]));
}

const hash = (value: unknown) =>
  value instanceof Deno.KvU64 ? `sum ${value.value}` : serialize(value).toString("base64");

/** A backup of rows, whole, in memory. */
async function archived(rows: AsyncIterable<Row>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  await writeArchive(HEADING, rows, (bytes) => Promise.resolve(void parts.push(bytes)));
  return new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
}

/** The bytes in pieces of odd lengths, as a file gives them. */
async function* pieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 70_001) yield bytes.slice(at, at + 70_001);
}

async function* numbered(count: number): AsyncGenerator<Row> {
  for (let n = 0; n < count; n++) yield { key: ["rows", n], value: n, expiresAt: null };
}

async function* brokenOff(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
  throw new Error("the disk is gone");
}

Deno.test("a backup made while scores come in returns whole: each score that is listed opens", async () => {
  await using app = await AppProcess.start();
  const cookie = await app.signIn("clara@example.org");
  const folder = await Deno.makeTempDir();
  try {
    let stop = false;
    const busy = (async () => {
      for (let n = 0; !stop; n++) {
        const form = new FormData();
        const words = titlePage(`Romanze ${n}`, "Clara Wieck");
        form.append("file", pdfFile(`${n}.pdf`, { words, padding: 300_000 }));
        const headers = { cookie, origin: app.origin, accept: "application/json" };
        await (await fetch(`${app.origin}/scores`, { method: "POST", body: form, headers })).text();
      }
    })();
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const backup = await run("backup", app.database, `${folder}/a.backup`);
    stop = true;
    await busy;
    assert.equal(backup.code, 0, backup.err);
    assert.equal((await Deno.stat(`${folder}/a.backup`)).mode! & 0o077, 0, "its owner's alone");
    assert.deepEqual(await names(folder), ["a.backup"], "nothing else is left");

    const back = await run("restore", `${folder}/b.db`, `${folder}/a.backup`);
    assert.equal(back.code, 0, back.err);
    assert.match(back.out, /^\d+ rows are back as they were on /);

    await using again = await AppProcess.start({ DENO_KV_PATH: `${folder}/b.db` });
    const library = await (await fetch(`${again.origin}/scores`, { headers: { cookie } })).text();
    const ids = [
      ...new Set(Array.from(library.matchAll(/\/scores\/([0-9a-z]{26})"/g), (m) => m[1])),
    ];
    assert.ok(ids.length > 0, "the session and the library are there");
    for (const id of ids) {
      const file = await fetch(`${again.origin}/scores/${id}/file`, { headers: { cookie } });
      assert.equal(file.status, 200);
      assert.ok((await file.bytes()).length > 300_000);
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

async function names(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(folder), ({ name }) => name)).sort();
}

Deno.test("what returns is row for row what there was, sums and times included", async () => {
  using kv = await Deno.openKv(":memory:");
  using empty = await Deno.openKv(":memory:");
  await kv.set(["a", 1, true, new Uint8Array([1]), 2n], { map: new Map([[1, new Date(0)]]) });
  await kv.atomic().sum(["counters", "x"], 7n).commit();
  await kv.set(["blobs", "b", 0], new Uint8Array(60_000).fill(7));
  await kv.set(["blob_sizes", "b"], 60_000);
  await kv.set(["jobs_due", 5, "x"], null);
  for (let n = 0; n < 1_200; n++) await kv.set(["many", n], { n });
  const backup = await archived(settledRows(kv, 2).rows);
  const { rows } = await restore(empty, () => pieces(backup), 2);
  assert.deepEqual(await everything(empty), await everything(kv));
  assert.equal(rows, 1_205);
  await assert.rejects(restore(empty, () => pieces(backup), 2), { code: "not_empty" });
});

Deno.test("a row that would have gone by itself meanwhile does not return, and others keep their end", async () => {
  using kv = await Deno.openKv(":memory:");
  async function* some(): AsyncGenerator<Row> {
    yield { key: ["a"], value: 1, expiresAt: 1_000 };
    yield { key: ["b"], value: 2, expiresAt: 9_000_000_000_000 };
  }
  const backup = await archived(some());
  await restore(kv, () => pieces(backup), 1_000);
  assert.deepEqual([...(await everything(kv)).keys()], ['[ "b" ]']);
});

Deno.test("a backup that was cut off or changed anywhere is refused, and nothing of it is used", async () => {
  using kv = await Deno.openKv(":memory:");
  await kv.set(["a"], "x".repeat(300));
  const backup = await archived(settledRows(kv, 2).rows);
  using empty = await Deno.openKv(":memory:");
  for (const at of [0, 7, 9, 12, 40, 120, backup.length - 5]) {
    const wrong = backup.slice();
    wrong[at] ^= 0x10;
    await assert.rejects(restore(empty, () => pieces(wrong), 2), { name: "BackupError" });
    await assert.rejects(restore(empty, () => pieces(backup.slice(0, at)), 2), {
      name: "BackupError",
    });
  }
  await assert.rejects(restore(empty, () => pieces(new Uint8Array([...backup, 0])), 2));
  assert.equal((await everything(empty)).size, 0);
});

Deno.test("a restore that broke off can be made again; until then the app does not start on it", async () => {
  const folder = await Deno.makeTempDir();
  try {
    const database = `${folder}/half.db`;
    const kv = await Deno.openKv(database);
    const backup = await archived(numbered(2_000));
    let opened = 0;
    const broken = () => {
      opened++;
      return opened === 1 ? pieces(backup) : brokenOff(backup.slice(0, 40_000));
    };
    await assert.rejects(restore(kv, broken, 2), /the disk is gone/);
    assert.equal(await isHalfRestored(kv), true);
    kv.close();
    const app = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "serve.ts"],
      env: { DENO_KV_PATH: database, PORT: "65123" },
    });
    await Deno.writeFile(`${folder}/b`, backup);
    const refused = await app.output().catch(() => null);
    assert.equal(refused?.code, 1);
    assert.match(
      new TextDecoder().decode(refused!.stderr),
      /A restore into this database broke off/,
    );
    assert.equal((await run("restore", database, `${folder}/b`)).code, 0);
    const again = await Deno.openKv(database);
    assert.equal((await everything(again)).size, 2_000);
    again.close();
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("files that lie in a store for files come along, and return into the database", async () => {
  await using s3 = startS3();
  await using app = await startApp(s3.env);
  const clara = await app.visitor().signIn("clara@example.org");
  const file = pdfFile("r.pdf", { words: titlePage("Romanze", "Clara Wieck") });
  const id = await clara.add(file);
  await app.services.originals.move();
  app.pass(11 * 60_000);
  await app.services.originals.move();
  assert.equal((await Array.fromAsync(app.kv.list({ prefix: ["blobs", "original"] }))).length, 0);

  const fetched = { files: 0, gone: 0 };
  const rows = withFiles(settledRows(app.kv, Date.now()).rows, app.services.originals, fetched);
  const backup = await archived(rows);
  assert.deepEqual(fetched, { files: 1, gone: 0 });
  using kv = await Deno.openKv(":memory:");
  await restore(kv, () => pieces(backup), Date.now());
  const chunk = await kv.get<Uint8Array>(["blobs", "original", id, 0]);
  assert.deepEqual(chunk.value, await file.bytes());
  assert.equal((await kv.get(["originals_here", id])).value, true);
});

// Of a file that moved on while a KV server was copied the backup had its bytes, and then that it is not there.
Deno.test("a file that moves on to the store for files while it is copied comes along", async () => {
  await using s3 = startS3();
  await using app = await startApp(s3.env);
  const clara = await app.visitor().signIn("clara@example.org");
  const file = pdfFile("r.pdf", { words: titlePage("Romanze", "Clara Wieck") });
  const id = await clara.add(file);
  await app.services.originals.move();
  async function* moving(rows: AsyncIterable<Row>): AsyncGenerator<Row> {
    for await (const row of rows) {
      yield row;
      if (row.key[0] !== "originals" || row.gone) continue;
      app.pass(11 * 60_000);
      await app.services.originals.move();
    }
  }
  const { rows } = settledRows(app.kv, Date.now());
  const fetched = { files: 0, gone: 0 };
  const backup = await archived(withFiles(moving(rows), app.services.originals, fetched));
  assert.equal((await app.kv.get(["originals_here", id])).value, null, "it has moved on");
  using kv = await Deno.openKv(":memory:");
  await restore(kv, () => pieces(backup), Date.now());
  const size = (await file.bytes()).length;
  assert.equal((await kv.get(["blob_sizes", "original", id])).value, size);
  assert.equal((await kv.get(["originals_here", id])).value, true);
});

// The rows that each call writes for its service were taken for what must fit together.
Deno.test("calls to third parties do not keep a backup of a KV server from coming to its end", async () => {
  using kv = await Deno.openKv(":memory:");
  await kv.set(["scores", "s"], 1);
  let calls = 0;
  const { rows, unsettled } = settledRows(kv, 2);
  async function* called(): AsyncGenerator<Row> {
    for await (const row of rows) {
      const [at, id] = [++calls, String(calls)];
      await kv.atomic().set(["audit", at, id], {}).set(["audit_by", "resend", at, id], {}).commit();
      yield row;
      if (calls > 200) return;
    }
  }
  await archived(called());
  assert.equal(unsettled(), 0);
  assert.ok(calls < 200);
});

Deno.test("from a database that tells no ends, what goes by itself still goes", async () => {
  using kv = await Deno.openKv(":memory:");
  await kv.set(["attempts_by_link", "hash"], "id");
  await kv.set(["notices", "gemini", "model"], 1);
  await kv.set(["scores", "s"], 1);
  const rows = await Array.fromAsync(settledRows(kv, 1_000).rows);
  assert.deepEqual(
    Object.fromEntries(rows.map(({ key, expiresAt }) => [key[0], expiresAt])),
    { attempts_by_link: 86_401_000, notices: 604_801_000, scores: null },
  );
});

Deno.test("rows that change while they are copied fit together in the end, or the backup says so", async () => {
  using kv = await Deno.openKv(":memory:");
  for (let n = 0; n < 300; n++) await kv.set(["scores", n], 0);
  await kv.set(["sum"], 0);
  let moves = 0;
  const { rows, unsettled } = settledRows(kv, 2);
  async function* disturbed(): AsyncGenerator<Row> {
    for await (const row of rows) {
      // One unit goes from the sum to a score, always in one step.
      if (moves < 40) {
        moves++;
        const sum = (await kv.get<number>(["sum"])).value!;
        await kv.atomic().set(["sum"], sum - 1).set(["scores", 300 - moves * 7 + 1], moves)
          .commit();
        await kv.delete(["scores", moves]);
      }
      yield row;
    }
  }
  const backup = await archived(disturbed());
  assert.equal(unsettled(), 0);
  using empty = await Deno.openKv(":memory:");
  await restore(empty, () => pieces(backup), 2);
  assert.deepEqual(await everything(empty), await everything(kv));

  const never = settledRows(kv, 2);
  async function* always(): AsyncGenerator<Row> {
    for await (const row of never.rows) {
      await kv.set(["scores", "x"], Math.random());
      yield row;
    }
  }
  await archived(always());
  assert.ok(never.unsettled() > 0);
});

Deno.test("what is no backup is said to be none, and a file that is there is not written over", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/x`, "not a backup at all");
    const back = await run("restore", `${folder}/a.db`, `${folder}/x`);
    assert.deepEqual([back.code, back.err.trim()], [2, "This file is no backup of Attacca."]);
    const over = await run("backup", `${folder}/a.db`, `${folder}/x`);
    assert.match(over.err, /is there already/);
    assert.equal(await Deno.readTextFile(`${folder}/x`), "not a backup at all");
    assert.equal((await run("backup", `${folder}/a.db`)).code, 2);
    await assert.rejects(
      Array.fromAsync(readArchive(pieces(new TextEncoder().encode("ATTACCA9")))),
      {
        code: "too_new",
      },
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
