/** What the image of the Dockerfile has in it is enough to run the app. */
import assert from "node:assert/strict";
import { dirname } from "node:path";

const dockerfile = await Deno.readTextFile("Dockerfile");
/** Its second stage is what runs. */
const running = dockerfile.slice(dockerfile.lastIndexOf("\nFROM "));
/** The words of `CMD [...]`, with what stands before it. */
const command = (pattern: RegExp): string[] => JSON.parse(pattern.exec(running)![1]);

async function run(program: string, ...args: string[]): Promise<void> {
  const { success, stderr } = await new Deno.Command(program, { args }).output();
  assert.ok(success, new TextDecoder().decode(stderr));
}

/** Another process that starts has a lock there for a moment, which may be gone when its turn comes. */
async function link(from: string, to: string): Promise<void> {
  const { stderr } = await new Deno.Command("cp", { args: ["-al", from, to] }).output();
  const faults = new TextDecoder().decode(stderr).split("\n").filter((line) => line !== "");
  assert.deepEqual(faults.filter((line) => !line.includes("/.deno.lock")), []);
}

/** A folder with the files that the image has, as the Dockerfile lists them. */
async function image(): Promise<string> {
  await Deno.mkdir("data", { recursive: true });
  const folder = await Deno.makeTempDir({ dir: "data", prefix: "image-" });
  for (const [, sources] of running.matchAll(/^COPY --from=build (.+) \S+$/gm)) {
    for (const source of sources.split(" ")) {
      const path = source.replace("/app/", "");
      // Linked, not copied: there are hundreds of megabytes.
      await link(path, `${folder}/${path}`);
    }
  }
  const [, without] = /rm -rf ([\s\S]+?)\n\n/.exec(dockerfile)!;
  const patterns = without.replaceAll("\\\n", " ").trim();
  await run("sh", "-c", `cd ${folder}/node_modules/.deno && rm -rf ${patterns}`);
  // It writes a file of its own, and leaves the linked one as it is.
  const [, change] = /^RUN (sed .+)$/m.exec(running)!;
  await run("sh", "-c", `cd ${folder} && ${change}`);
  return await Deno.realPath(folder);
}

Deno.test("the app runs from what its image has, brings a page, and is found well by the image's own check", async () => {
  const folder = await image();
  const port = freePort();
  const env = { PORT: String(port), DENO_KV_PATH: `${folder}/kv/app.db` };
  const [deno, ...args] = command(/^CMD (\[.*\])$/m);
  assert.equal(deno, "deno");
  await using app = new Deno.Command(Deno.execPath(), {
    args,
    cwd: folder,
    env,
    stdout: "null",
    stderr: "null",
  }).spawn();
  try {
    const [, ...check] = command(/^ {2}CMD (\[.*\])$/m);
    const healthy = async () =>
      (await new Deno.Command(Deno.execPath(), { args: check, cwd: folder, env, stderr: "null" })
        .output()).code;
    const end = Date.now() + 20_000;
    while (await healthy() !== 0) assert.ok(Date.now() < end, "it never gets well");
    const page = await fetch(`http://localhost:${port}/`);
    assert.match(await page.text(), /<h1/);
    app.kill("SIGTERM");
    assert.equal((await app.status).code, 0);
    assert.equal(await healthy(), 1, "the check finds out when it is gone");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

// The image had no `tailwindcss`, which React Email loads: no letter could be written in it. And its
// commands wanted back all that had been taken away, where their user may not write.
Deno.test("the image can write letters, and its commands run without the network", async () => {
  const folder = await image();
  const deno = async (...args: string[]) => {
    const env = {
      DENO_KV_PATH: `${folder}/kv/app.db`,
      SESSION_KEYS: `test:${"A".repeat(43)}`,
      NPM_CONFIG_REGISTRY: "http://127.0.0.1:9",
    };
    const options = { args, cwd: folder, env };
    const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), options).output();
    const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
    assert.equal(code, 0, text(stderr));
    return text(stdout);
  };
  try {
    const letter = await deno(
      "eval",
      `const { renderLetter } = await import("./emails/mod.ts");
       console.log((await renderLetter("address-taken", { host: "scores.example.org" })).text);`,
    );
    assert.match(letter, /scores\.example\.org/);
    assert.match(await deno("run", "-A", "commands/doctor.ts"), /Nothing is wrong/);
    assert.match(await deno("run", "-A", "commands/flags.ts", "list"), /gemini/);
    assert.match(await deno("run", "-A", "commands/keys.ts"), /^SESSION_KEYS=/);
    await deno("run", "-A", "commands/backup.ts", "a.backup");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test("an app that was never built says so, and what to do", async () => {
  const folder = await image();
  try {
    await Deno.remove(`${folder}/_fresh`, { recursive: true });
    const [, ...args] = command(/^CMD (\[.*\])$/m);
    const env = { PORT: String(freePort()), DENO_KV_PATH: `${folder}/kv/app.db` };
    const options = { args, cwd: folder, env };
    const { code, stderr } = await new Deno.Command(Deno.execPath(), options).output();
    assert.equal(code, 1);
    assert.match(
      new TextDecoder().decode(stderr),
      /^The app is not built yet\. Run `deno task build`/m,
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

// Settings that compose.yaml did not name never reached the app, such as KEYS_ISSUED.
Deno.test("every setting of .env reaches the app in containers, and an empty one changes no default", async () => {
  const compose = await Deno.readTextFile("compose.yaml");
  assert.match(compose, /^ {4}env_file: \[\.env\]$/m);
  const given = /^ENV (.+)$/m.exec(running)![1].split(" ").map((one) => one.split("=")[0]);
  for (const name of given) assert.match(compose, new RegExp(`^ {6}${name}: \\S`, "m"), name);
});

Deno.test("the image runs as a user that owns nothing but the data", () => {
  const user = /^USER (\w+)$/m.exec(running)![1];
  assert.notEqual(user, "root");
  assert.ok(running.indexOf("COPY") < running.indexOf("USER"), "the files are not that user's");
  assert.match(running, /chown deno:deno \/data/);
  assert.match(running, /^VOLUME \/data$/m);
  assert.equal(dirname(/DENO_KV_PATH=(\S+)/.exec(running)![1]), "/data");
});

Deno.test("no secret and no data of this folder gets into the image", async () => {
  const left = (await Deno.readTextFile(".dockerignore")).split("\n");
  for (const name of [".env", "data", ".git", "node_modules"]) assert.ok(left.includes(name), name);
});

function freePort(): number {
  using listener = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  return listener.addr.port;
}
