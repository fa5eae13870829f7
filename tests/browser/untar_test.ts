import assert from "node:assert/strict";
import { untar } from "./untar.ts";

/** A ustar entry of one file, or of a folder when `type` is 5. */
function entry(path: string, body: string, type = "0"): Uint8Array {
  const block = new Uint8Array(512 + Math.ceil(body.length / 512) * 512);
  const put = (at: number, value: string) => block.set(new TextEncoder().encode(value), at);
  put(0, path);
  put(100, "0000755\0");
  put(124, body.length.toString(8).padStart(11, "0") + "\0");
  put(156, type);
  put(512, body);
  return block;
}

const join = (...parts: Uint8Array[]) => new Uint8Array(parts.flatMap((part) => [...part]));

Deno.test("untar gives each file with its mode and bytes, and no folder", () => {
  const tar = join(
    entry("lib/", "", "5"),
    entry("lib/a.so", "x".repeat(600)),
    entry("b", ""),
    new Uint8Array(1024),
  );
  const files = [...untar(tar)].map((f) => [f.path, f.mode, f.data.length]);
  assert.deepEqual(files, [["lib/a.so", 0o755, 600], ["b", 0o755, 0]]);
});

Deno.test("untar refuses an archive cut short", () => {
  const tar = entry("a", "x".repeat(600)).subarray(0, 1024);
  assert.throws(() => [...untar(tar)], /cut short/);
});

Deno.test("untar refuses a path that leads out of the archive", () => {
  for (const path of ["../a", "lib/../../a", "/etc/a"]) {
    assert.throws(() => [...untar(entry(path, "x"))], /leads out/);
  }
});
