/**
 * Reads a folder of real scores and checks what the README claims of the local
 * reading: `deno run -A .ci/reading.ts FOLDER`, where FOLDER has `truth.jsonl`,
 * `score.ts`, `dev/` and `hostile/`.
 *
 * @module
 */
import assert from "node:assert/strict";

const [folder] = Deno.args;
const CLAIMED = 90;

const names = (await Array.fromAsync(Deno.readDir(`${folder}/dev`))).map(({ name }) => name).sort();
const lines = await run([
  "-A",
  "commands/read.ts",
  ...names.map((name) => `${folder}/dev/${name}`),
]);
assert.equal(lines.trim().split("\n").length, names.length);

const predictions = await Deno.makeTempFile();
await Deno.writeTextFile(predictions, lines);
const scored = JSON.parse(await run(["--allow-read", `${folder}/score.ts`, predictions, "--json"]));
await Deno.remove(predictions);

let [all, titles, surnames] = [0, 0, 0];
for (const [group, { n, title, composer }] of Object.entries<Group>(scored.per)) {
  if (group.startsWith("scan")) continue;
  all += n;
  titles += n * Number(title.fuzzy) / 100;
  surnames += n * Number(composer.surname) / 100;
}
const percent = (count: number) => (100 * count / all).toFixed(1);
console.log(
  `of ${all} engraved scores: title ${percent(titles)} %, surname ${percent(surnames)} %`,
);
assert.ok(100 * titles / all >= CLAIMED && 100 * surnames / all >= CLAIMED);

const hostile = (await Array.fromAsync(Deno.readDir(`${folder}/hostile`))).map(({ name }) => name)
  .sort();
const said = await run([
  "-A",
  "commands/read.ts",
  ...hostile.map((name) => `${folder}/hostile/${name}`),
]);
assert.equal(said.trim().split("\n").length, hostile.length, "each hostile file has its line");
console.log(`of ${hostile.length} hostile files: each ended in its line`);

interface Group {
  n: number;
  title: { fuzzy: string };
  composer: { surname: string };
}

async function run(args: string[]): Promise<string> {
  const { success, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["run", ...args],
    stderr: "inherit",
  }).output();
  assert.ok(success, args.slice(0, 2).join(" "));
  return new TextDecoder().decode(stdout);
}
