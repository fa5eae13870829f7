/**
 * Starts the app by the README's first command and does the main job against it
 * once over HTTP: sign in, bring a score in, read it, find it, get it back.
 *
 * @module
 */
import assert from "node:assert/strict";

const PORT = 8765;
const origin = `http://localhost:${PORT}`;
const data = await Deno.makeTempDir();
const started = performance.now();

// In a process group of its own, so that all of it can be ended as Ctrl-C ends it.
const app = new Deno.Command("setsid", {
  args: ["npx", "-y", "deno@2.9.6", "task", "start"],
  env: { PORT: String(PORT), DENO_KV_PATH: `${data}/ci.db`, APP_ENV: "", APP_ORIGIN: "" },
  stdout: "inherit",
  stderr: "inherit",
}).spawn();

try {
  await until(async () => (await fetch(`${origin}/health`)).ok, 60_000);
  console.log(`first answer after ${((performance.now() - started) / 1000).toFixed(1)} s`);

  assert.match(await text("/"), /Sign in/);
  await post("/signin", new URLSearchParams({ email: "ci@example.org" }));
  let token = "";
  await until(async () => {
    const mails = JSON.parse(await text("/dev/mailbox", { accept: "application/json" }));
    token = /token=([\w-]+)/.exec(mails[0]?.text ?? "")?.[1] ?? "";
    return token !== "";
  }, 10_000);
  const signedIn = await post("/signin/link", new URLSearchParams({ token }));
  assert.equal(signedIn.status, 303);
  const cookie = signedIn.headers.getSetCookie()[0].split(";")[0];

  const original = await Deno.readFile("tests/fixtures/menuet.pdf");
  const form = new FormData();
  form.append("file", new File([original], "menuet.pdf"));
  const added = await post("/scores", form, { cookie, accept: "application/json" });
  assert.equal(added.status, 201);
  const { url } = (await added.json()).scores[0];
  await until(
    async () => JSON.parse(await text(`${url}/metadata`, { cookie })).status === "ready",
    10_000,
  );
  const { fields } = JSON.parse(await text(`${url}/metadata`, { cookie }));
  assert.equal(fields.title.value, "Menuet");
  assert.match(await text("/scores?q=petzold", { cookie }), /Menuet/);
  const picture = await fetch(`${origin}${url}/pages/1?w=640`, { headers: { cookie } });
  assert.match(picture.headers.get("content-type")!, /^image\//);
  await picture.body?.cancel();
  const file = await fetch(`${origin}${url}/file`, { headers: { cookie } });
  assert.deepEqual(await file.bytes(), original);
  console.log("main job: done");
} finally {
  await new Deno.Command("kill", { args: ["-INT", "--", `-${app.pid}`] }).output();
  await app.status;
  await Deno.remove(data, { recursive: true });
}

async function text(path: string, headers: Record<string, string> = {}): Promise<string> {
  return await (await fetch(origin + path, { headers })).text();
}

function post(
  path: string,
  body: BodyInit,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(origin + path, {
    method: "POST",
    body,
    headers: { origin, ...headers },
    redirect: "manual",
  });
}

async function until(condition: () => Promise<boolean>, ms: number): Promise<void> {
  for (const end = performance.now() + ms; performance.now() < end;) {
    if (await condition().catch(() => false)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error("Cannot go on: waited in vain");
}
