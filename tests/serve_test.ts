import assert from "node:assert/strict";
import type { Job } from "../store/jobs.ts";
import { AppProcess } from "./app_process.ts";

Deno.test("the built app starts, answers, and ends cleanly at SIGINT within four seconds", async () => {
  await using app = await AppProcess.start();
  const health = await fetch(`${app.origin}/health`);
  assert.equal(health.status, 200);
  await health.body?.cancel();
  const start = performance.now();
  assert.equal(await app.stop("SIGINT"), 0);
  assert.ok(performance.now() - start < 4_500);
});

/** Half a form that asks for a link, sent to the app; `finish` sends the rest. */
async function halfForm(app: AppProcess) {
  const body = new TransformStream<Uint8Array, Uint8Array>();
  const writer = body.writable.getWriter();
  const answer = fetch(`${app.origin}/signin`, {
    method: "POST",
    body: body.readable,
    headers: { origin: app.origin, "content-type": "application/x-www-form-urlencoded" },
    redirect: "manual",
  });
  await writer.write(new TextEncoder().encode("email=clara"));
  await new Promise((resolve) => setTimeout(resolve, 200));
  return {
    answer,
    async finish(): Promise<number> {
      await writer.write(new TextEncoder().encode("%40example.org"));
      await writer.close();
      const { status, body: rest } = await answer;
      await rest?.cancel();
      return status;
    },
  };
}

Deno.test("a request under way when SIGINT comes is answered, and the work it makes is left to others", async () => {
  await using app = await AppProcess.start();
  const form = await halfForm(app);
  const stopped = app.stop("SIGINT");
  await new Promise((resolve) => setTimeout(resolve, 200));
  assert.equal(await form.finish(), 303);
  assert.equal(await stopped, 0);
  using kv = await Deno.openKv(app.database);
  const jobs = await Array.fromAsync(kv.list<Job>({ prefix: ["jobs"] }), ({ value }) => value);
  assert.deepEqual(jobs.map(({ kind, attempts }) => [kind, attempts]), [["send-mail", 0]]);
});

// It had all of the four seconds, and what was under way beside it had none to end in.
Deno.test("a request that takes for ever leaves the rest of the app time to end", async () => {
  await using app = await AppProcess.start();
  const { answer } = await halfForm(app);
  const cut = assert.rejects(answer);
  const start = performance.now();
  assert.equal(await app.stop("SIGINT"), 0);
  const took = performance.now() - start;
  assert.ok(took > 2_900 && took < 3_800, `${took} ms`);
  await cut;
});

Deno.test("a session and its scores outlive the process", async () => {
  await using first = await AppProcess.start();
  const cookie = await first.signIn("clara@example.org");
  await first.stop("SIGINT");
  await using second = await AppProcess.start({ DENO_KV_PATH: first.database });
  const library = await fetch(`${second.origin}/scores`, {
    headers: { cookie },
    redirect: "manual",
  });
  assert.equal(library.status, 200);
  await library.body?.cancel();
});

Deno.test("development listens on this machine only", async () => {
  await using app = await AppProcess.start();
  const { port } = new URL(app.origin);
  const outside = Deno.networkInterfaces().find(({ family, address }) =>
    family === "IPv4" && !address.startsWith("127.")
  );
  if (outside === undefined) return;
  await assert.rejects(Deno.connect({ hostname: outside.address, port: Number(port) }));
});

Deno.test("a wrong setting stops the start with a line that names it", async () => {
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "serve.ts"],
    env: { PORT: "eight", APP_ENV: "stage" },
    stderr: "piped",
  }).output();
  assert.equal(code, 1);
  const text = new TextDecoder().decode(stderr);
  assert.match(text, /^PORT wants a port number/m);
  assert.match(text, /^APP_ENV wants "development" or "production"/m);
  assert.doesNotMatch(text, /\n\s+at /);
});

Deno.test("a port that is taken stops the start with a line that names it", async () => {
  using taken = Deno.listen({ port: 0, hostname: "127.0.0.1" });
  const { port } = taken.addr;
  const { code, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "serve.ts"],
    env: { PORT: String(port), DENO_KV_PATH: ":memory:" },
    stderr: "piped",
  }).output();
  assert.equal(code, 1);
  const text = new TextDecoder().decode(stderr);
  assert.match(text, new RegExp(`^Port ${port} is in use`, "m"));
  assert.doesNotMatch(text, /\n\s+at /);
});
