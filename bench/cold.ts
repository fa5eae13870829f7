/**
 * From a fresh clone to the first page, on a machine that has only Node and npm:
 * `deno task bench:cold`. Nothing is cached: neither packages nor Deno itself.
 *
 * Claim: under 60 seconds.
 *
 * @module
 */

const PORT = 8766;
const folder = await Deno.makeTempDir();
await run("git", ["clone", "--quiet", ".", `${folder}/clone`]);

const start = performance.now();
const app = new Deno.Command("npx", {
  args: ["-y", "deno@2.9.6", "task", "start"],
  cwd: `${folder}/clone`,
  env: {
    PORT: String(PORT),
    DENO_DIR: `${folder}/deno`,
    npm_config_cache: `${folder}/npm`,
  },
  stdout: "null",
  stderr: "null",
}).spawn();
while (!(await fetch(`http://localhost:${PORT}/`).then(answered, () => false))) {
  await new Promise((resolve) => setTimeout(resolve, 100));
}
console.log(`first page after ${((performance.now() - start) / 1000).toFixed(1)} s`);
app.kill("SIGINT");
await app.status;
await Deno.remove(folder, { recursive: true });

async function answered(answer: Response): Promise<boolean> {
  await answer.body?.cancel();
  return answer.ok;
}

async function run(command: string, args: string[]): Promise<void> {
  const { success } = await new Deno.Command(command, { args }).output();
  if (!success) throw new Error(`Cannot run ${command} ${args.join(" ")}`);
}
