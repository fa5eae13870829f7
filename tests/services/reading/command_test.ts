import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

const root = new URL("../../../", import.meta.url);
const path = (name: string) => fileURLToPath(new URL(name, root));

async function run(
  ...files: string[]
): Promise<{ code: number; lines: Record<string, unknown>[] }> {
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", path("commands/read.ts"), ...files],
    cwd: path("."),
    stderr: "null",
  }).output();
  const lines = new TextDecoder().decode(stdout).split("\n").filter(Boolean);
  return { code, lines: lines.map((line) => JSON.parse(line)) };
}

Deno.test("the command prints a line for each file, read or not, and ends well", async () => {
  const files = ["menuet.pdf", "encrypted.pdf", "README.md", "missing.pdf", "voegel.musicxml"]
    .map((name) => path(`tests/fixtures/${name}`));
  const { code, lines } = await run(...files);
  assert.equal(code, 0);
  assert.deepEqual(lines.map(({ file, error }) => [file, error]), [
    [files[0], undefined],
    [files[1], "encrypted"],
    [files[2], "unknown"],
    [files[3], "unavailable"],
    [files[4], undefined],
  ]);
  assert.deepEqual([lines[0].time, lines[4].time], ["3/4", "4/4"]);
});

Deno.test("the command without files says how it is used", async () => {
  assert.deepEqual(await run(), { code: 2, lines: [] });
});
