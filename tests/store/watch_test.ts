import assert from "node:assert/strict";
import { watchRow } from "../../store/watch.ts";

Deno.test("a watched row is given as it is, and again when it has changed", async () => {
  const kv = await Deno.openKv(":memory:");
  const end = new AbortController();
  const seen: (number | null)[] = [];
  for await (const value of watchRow<number>(kv, ["row"], end.signal)) {
    seen.push(value);
    if (value === 2) break;
    await kv.set(["row"], (value ?? 0) + 1);
  }
  assert.deepEqual(seen, [null, 1, 2]);
  kv.close();
});

Deno.test("what another process writes is seen within two seconds", async () => {
  const folder = await Deno.makeTempDir();
  const path = `${folder}/shared.db`;
  const kv = await Deno.openKv(path);
  const writer = new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      "--unstable-kv",
      `const kv = await Deno.openKv(${JSON.stringify(path)}); await kv.set(["row"], "new");`,
    ],
  });
  await kv.set(["row"], "old");
  const end = new AbortController();
  const seen: (string | null)[] = [];
  for await (const value of watchRow<string>(kv, ["row"], end.signal)) {
    seen.push(value);
    if (value === "new") break;
    if (seen.length === 1) assert.ok((await writer.output()).success);
  }
  assert.deepEqual(seen, ["old", "new"]);
  kv.close();
  await Deno.remove(folder, { recursive: true });
});

Deno.test("watching ends with its signal", async () => {
  const kv = await Deno.openKv(":memory:");
  const end = new AbortController();
  for await (const _ of watchRow(kv, ["row"], end.signal)) end.abort();
  kv.close();
});
