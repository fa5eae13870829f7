import assert from "node:assert/strict";

const COUNT = 100;
const PROCESSES = 3;

/** One of several processes that write to the same file as fast as they can. */
const writer = `
  import { commit } from ${
  JSON.stringify(new URL("../../store/database.ts", import.meta.url).href)
};
  const kv = await Deno.openKv(Deno.args[0]);
  for (let n = 0; n < ${COUNT}; n++) await commit(kv.atomic().sum(["count"], 1n));
  kv.close();
`;

// SQLite answers "database is locked" to a write while another process writes.
Deno.test("several processes on one database file lose no write", async () => {
  const folder = await Deno.makeTempDir();
  const script = `${folder}/writer.ts`;
  await Deno.writeTextFile(script, writer);
  const run = () =>
    new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "--unstable-kv", "--no-config", script, `${folder}/kv.db`],
      stderr: "inherit",
    }).output();
  const outputs = await Promise.all(Array.from({ length: PROCESSES }, run));
  assert.ok(outputs.every(({ success }) => success));
  const kv = await Deno.openKv(`${folder}/kv.db`);
  assert.equal((await kv.get<Deno.KvU64>(["count"])).value!.value, BigInt(COUNT * PROCESSES));
  kv.close();
  await Deno.remove(folder, { recursive: true });
});
