import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";

const path = (name: string) => fileURLToPath(new URL(`../../${name}`, import.meta.url));

Deno.test("what the environment says is not overruled by .env, which says the rest", async () => {
  const cwd = await Deno.makeTempDir();
  await Deno.writeTextFile(`${cwd}/.env`, "PORT=4002\nHOST=::1\n");
  const code = `import { readSettings } from ${JSON.stringify(path("services/settings.ts"))};
    readSettings();
    const { port, hostname } = readSettings();
    console.log(port, hostname);`;
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["eval", "--config", path("deno.json"), code],
    cwd,
    env: { PORT: "4001" },
  }).output();
  assert.equal(new TextDecoder().decode(stdout), "4001 ::1\n");
  await Deno.remove(cwd, { recursive: true });
});
