/** What an `attacca.json` may look like before anybody parses it. */
import assert from "node:assert/strict";
import { zipSync } from "fflate";
import { readContent } from "../../../services/import/content.ts";
import { Problem } from "../../../services/problem.ts";

const MB = 1_000_000;

/** Reads an export whose library says `more` beside what it must. */
async function read(more: string) {
  const library = `{"format":"attacca-library","version":1,"scores":[],"collections":[]${more}}`;
  // Stored: packed so well it would be refused for that.
  const zip = zipSync({ "attacca.json": new TextEncoder().encode(library) }, { level: 0 });
  async function* piece(start: number, end: number) {
    for (let at = start; at < end; at += 60_000) yield zip.slice(at, Math.min(end, at + 60_000));
  }
  return await readContent({ bytes: zip.length, read: piece });
}

const tooMuch = (error: unknown) => error instanceof Problem && error.code === "import_too_much";

// Regression: thirty megabytes of brackets took six seconds and 1.3 GB to parse, in which nobody
// else was answered; two million different names took three seconds.
Deno.test("a library as deep, or of as many names or parts, as none has is not parsed", async () => {
  const deep = `,"views":${"[".repeat(15 * MB)}${"]".repeat(15 * MB)}`;
  const names = Array.from({ length: 2 * MB }, (_, n) => `,"${n}":0`).join("");
  const parts = `,"views":[${"{},".repeat(10 * MB)}0]`;
  for (const more of [deep, names, parts, ',"views":' + '{"a":'.repeat(MB)]) {
    const start = performance.now();
    await assert.rejects(read(more), tooMuch);
    assert.ok(performance.now() - start < 2_000);
  }
});

Deno.test("brackets and colons in what somebody wrote are no shape", async () => {
  const name = JSON.stringify(`${"[{".repeat(100)} \\ \" ${":".repeat(500)}`);
  const { library } = await read(`,"views":[{"name":${name},"query":""}]`);
  assert.equal(library.views.length, 1);
});

Deno.test("a name that means something to JavaScript means nothing here", async () => {
  const { library } = await read(
    ',"views":[],"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}',
  );
  assert.deepEqual(Object.keys(library).sort(), [
    "collections",
    "format",
    "scores",
    "version",
    "views",
  ]);
  assert.equal(({} as { polluted?: boolean }).polluted, undefined);
});
