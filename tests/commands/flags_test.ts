import assert from "node:assert/strict";
import { parseConfig } from "../../services/config.ts";
import { createServices } from "../../services/services.ts";
import { realWorld } from "../../services/world.ts";
import { createStore } from "../../store/store.ts";

const PERSON = "01k8z3m4q5r6s7t8v9w0x1y2z3";

/** Runs the command on a database of its own. */
async function withFlags(
  run: (
    flags: (...args: string[]) => Promise<{ code: number; out: string; err: string }>,
    database: string,
  ) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  const database = `${folder}/app.db`;
  try {
    await run(async (...args) => {
      const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "commands/flags.ts", ...args],
        env: { DENO_KV_PATH: database },
      }).output();
      const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
      return { code, out: text(stdout), err: text(stderr) };
    }, database);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("a flag that is set from a terminal is seen by a running app within five seconds", async () => {
  await withFlags(async (flags, database) => {
    const kv = await Deno.openKv(database);
    const config = parseConfig({ GEMINI_API_KEY: "gemini-key-of-this-test" });
    const services = createServices(config, kv, realWorld);
    const output = async () => (await services.health.check("gemini")).output;
    assert.equal(await output(), "it works");
    assert.match((await flags("set", "gemini", "off")).out, /^gemini is off/);
    const end = Date.now() + 5_000;
    while (await output() === "it works" && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    assert.equal(await output(), "it is switched off, so scores are read on this server");
    await services.close();
    kv.close();
  });
});

Deno.test("a flag says who it is on for, since when, and from where it was changed", async () => {
  await withFlags(async (flags, database) => {
    assert.match((await flags("list")).out, /^gemini +on \(default\) /m);
    await flags("set", "gemini/explain-score", "25%", `+${PERSON}`);
    assert.match(
      (await flags("list")).out,
      /^gemini\/explain-score +on for 25%, and on for 01k8z.*terminal/m,
    );
    const kv = await Deno.openKv(database);
    const store = createStore(kv);
    const flag = (await store.flags.all()).get("gemini/explain-score")!;
    const [deed] = await store.deeds.between(0, Infinity, 10);
    kv.close();
    assert.deepEqual([deed.by, deed.what, deed.to], [
      "terminal",
      "flag-changed",
      "gemini/explain-score",
    ]);
    assert.deepEqual([flag.on, flag.percent, flag.people], [true, 25, [PERSON]]);
    assert.equal(flag.changedBy, "terminal");
    assert.ok(Math.abs(Date.now() - flag.changedAt!) < 60_000);
    assert.match((await flags("clear", "gemini/explain-score")).out, /back at its default/);
    assert.match((await flags("clear", "gemini/explain-score")).out, /at its default already/);
  });
});

Deno.test("what would change nothing is refused, with what would", async () => {
  await withFlags(async (flags) => {
    for (
      const [args, says] of [
        [[], /^usage:/],
        [["set", "gemnii", "off"], /asks for no flag of the name "gemnii".*gemini/],
        [["set", "gemini", "101%"], /neither on, off, nor a share/],
        [["set", "gemini", "off", "clara"], /write a plus and their id/],
      ] as const
    ) {
      const { code, err } = await flags(...args);
      assert.equal(code, 2);
      assert.match(err, says);
    }
    assert.equal((await flags("set", "resend/send-mail", "off")).code, 0, "one operation");
  });
});
