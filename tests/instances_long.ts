/** Two processes of the app on one database and one store for files are one house. */
import assert from "node:assert/strict";
import { createStore } from "../store/store.ts";
import { AppProcess } from "./app_process.ts";
import { type FakeResend, startResend } from "./fakes/resend.ts";
import { startS3 } from "./fakes/s3.ts";
import { pdfFile, titlePage } from "./pdf.ts";

const EMAIL = "clara@example.org";
const ORIGIN = "http://localhost:8000";

/** Two processes that share everything that several machines share. */
async function withTwo(
  run: (
    two: readonly [AppProcess, AppProcess],
    shared: { resend: FakeResend; database: string; s3: ReturnType<typeof startS3> },
  ) => Promise<void>,
): Promise<void> {
  await using resend = await startResend();
  await using s3 = startS3();
  const folder = await Deno.makeTempDir();
  const database = `${folder}/shared.db`;
  const env = {
    ...s3.env,
    APP_ORIGIN: ORIGIN,
    DENO_KV_PATH: database,
    RESEND_API_KEY: resend.key,
    RESEND_BASE_URL: resend.origin,
    MAIL_FROM: "Attacca <scores@example.org>",
    GEMINI_API_KEY: "gemini-key-of-this-test",
    // Each request can come from a network of its own.
    TRUSTED_PROXIES: "1",
  };
  try {
    await using one = await AppProcess.start(env);
    await using two = await AppProcess.start(env);
    await run([one, two], { resend, database, s3 });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Sends a form to one of them, as the page that both serve does. */
async function post(
  app: AppProcess,
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  const response = await fetch(app.origin + path, {
    method: "POST",
    body: new URLSearchParams(fields),
    headers: { origin: ORIGIN, ...headers },
    redirect: "manual",
  });
  await response.body?.cancel();
  return response;
}

async function until(what: string, holds: () => boolean | Promise<boolean>, ms = 15_000) {
  const end = Date.now() + ms;
  while (!await holds()) {
    assert.ok(Date.now() < end, `not within ${ms} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Asks one process for a link, and signs in by it at another. */
async function signIn(asked: AppProcess, entered: AppProcess, resend: FakeResend) {
  await post(asked, "/signin", { email: EMAIL });
  await until("a mail", () => resend.sent.some(({ to }) => to[0] === EMAIL));
  const mail = resend.sent.findLast(({ to }) => to[0] === EMAIL)!;
  const token = /token=([\w-]+)/.exec(mail.text!)![1];
  const answer = await post(entered, "/signin/link", { token });
  assert.equal(answer.status, 303);
  assert.equal((await post(asked, "/signin/link", { token })).status, 410, "a link works once");
  return answer.headers.getSetCookie()[0].split(";")[0];
}

const status = async (app: AppProcess, path: string, cookie: string) => {
  const response = await fetch(app.origin + path, { headers: { cookie }, redirect: "manual" });
  await response.body?.cancel();
  return response.status;
};

Deno.test("a session begun at one instance is good at the other, and ended at one it is over at both", async () => {
  await withTwo(async ([one, two], { resend }) => {
    const cookie = await signIn(one, two, resend);
    for (const app of [one, two]) assert.equal(await status(app, "/scores", cookie), 200);
    await post(one, "/signout", {}, { cookie });
    for (const app of [one, two]) assert.equal(await status(app, "/scores", cookie), 303);
  });
});

Deno.test("scores brought in at both are each read once, and both show all of them", async () => {
  await withTwo(async ([one, two], { resend, database }) => {
    const cookie = await signIn(one, two, resend);
    const add = async (app: AppProcess, n: number) => {
      const form = new FormData();
      form.append("file", pdfFile(`${n}.pdf`, { words: titlePage(`Romanze ${n}`, "Clara Wieck") }));
      const response = await fetch(`${app.origin}/scores`, {
        method: "POST",
        body: form,
        headers: { cookie, origin: ORIGIN, accept: "application/json" },
      });
      assert.equal(response.status, 201);
      return (await response.json()).scores[0].url as string;
    };
    const urls = await Promise.all(
      Array.from({ length: 20 }, (_, n) => add([one, two][n % 2], n)),
    );
    const titles = async (app: AppProcess) =>
      (await Promise.all(urls.map(async (url) => {
        const answer = await fetch(`${app.origin}${url}/metadata`, { headers: { cookie } });
        return (await answer.json()).fields.title?.value as string | undefined;
      }))).sort();
    const wanted = Array.from({ length: 20 }, (_, n) => `Romanze ${n}`).sort();
    await until("all are read", async () => (await titles(one)).join() === wanted.join(), 30_000);
    assert.deepEqual(await titles(two), wanted);
    using kv = await Deno.openKv(database);
    // The first page is drawn ahead once a score has been read.
    const left = async () => (await Array.fromAsync(kv.list({ prefix: ["jobs"] }))).length;
    await until("no work is left over", async () => await left() === 0, 30_000);
    assert.deepEqual(await Array.fromAsync(kv.list({ prefix: ["jobs_dead"] })), []);
  });
});

Deno.test("a quota counts for both together: of a hundred mails a day five are kept for operators, whoever sends them", async () => {
  await withTwo(async ([one, two], { resend, database }) => {
    for (let n = 0; n < 104; n += 8) {
      await Promise.all(Array.from({ length: 8 }, (_, i) => {
        const from = { "x-forwarded-for": `198.51.100.${n + i}` };
        const email = `person${n + i}@example.org`;
        return post([one, two][i % 2], "/signin", { email }, from);
      }));
    }
    using kv = await Deno.openKv(database);
    const jobs = createStore(kv).jobs;
    // Beyond it they would come too late; shortly before midnight they wait for the next day's.
    const others = async () => await jobs.count("send-mail") + await jobs.givenUp("send-mail", 0);
    await until("all mails", async () => resend.sent.length >= 95 && await others() === 9, 30_000);
    assert.equal(resend.sent.length, 95);
    assert.equal(new Set(resend.sent.map(({ to }) => to[0])).size, 95, "nobody has two");
  });
});

Deno.test("a limit counts for both together: ten mails an hour to one address", async () => {
  await withTwo(async ([one, two], { resend }) => {
    for (let n = 0; n < 14; n++) {
      await post([one, two][n % 2], "/signin", { email: EMAIL }, {
        "x-forwarded-for": `198.51.100.${n}`,
      });
    }
    await until("ten mails", () => resend.sent.length >= 10);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    assert.equal(resend.sent.length, 10);
  });
});

Deno.test("what is switched off is off at both within five seconds", async () => {
  await withTwo(async ([one, two], { database }) => {
    const isOff = async (app: AppProcess) =>
      /switched off/.test(
        await (await fetch(`${app.origin}/health/integrations/gemini`)).text(),
      );
    assert.deepEqual([await isOff(one), await isOff(two)], [false, false]);
    const { success } = await new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "commands/flags.ts", "set", "gemini", "off"],
      env: { DENO_KV_PATH: database },
      stdout: "null",
    }).output();
    assert.ok(success);
    await until("off at both", async () => await isOff(one) && await isOff(two), 5_000);
  });
});

Deno.test("an instance that is killed in the middle of its work leaves it to the other", async () => {
  await withTwo(async ([one, two], { resend }) => {
    const cookie = await signIn(two, two, resend);
    const form = new FormData();
    for (let n = 0; n < 6; n++) {
      form.append("file", pdfFile(`${n}.pdf`, { words: titlePage(`Lied ${n}`, "Fanny Hensel") }));
    }
    const response = await fetch(`${one.origin}/scores`, {
      method: "POST",
      body: form,
      headers: { cookie, origin: ORIGIN, accept: "application/json" },
    });
    const { scores } = await response.json();
    await one.stop("SIGKILL");
    // A lease that outlives its instance runs out within a minute.
    await until(
      "all are read",
      async () =>
        (await Promise.all(scores.map(async ({ url }: { url: string }) => {
          const answer = await fetch(`${two.origin}${url}/metadata`, { headers: { cookie } });
          return (await answer.json()).status === "ready";
        }))).every(Boolean),
      90_000,
    );
  });
});
