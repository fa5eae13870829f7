import assert from "node:assert/strict";
import { startResend } from "./fakes/resend.ts";
import { startLater } from "./later_process.ts";
import { pdfFile, titlePage } from "./pdf.ts";
import type { Visitor } from "./visitor.ts";

const KILLS = 20;
/** Each that is cut off uses up a piece of Resend's hundred a day, for it may have arrived. */
const MAILS = 2;
/** As long as the longest lease of a job, and a second. */
const LEASE_MS = 61_000;

Deno.test(`killed ${KILLS} times in the middle of its work, the app loses no mail, sends none twice, and leaves no score unread`, async () => {
  const folder = await Deno.makeTempDir();
  await using resend = startResend();
  resend.takes = 60;
  const env = {
    DENO_KV_PATH: `${folder}/kill.db`,
    RESEND_API_KEY: resend.key,
    RESEND_BASE_URL: resend.origin,
    MAIL_FROM: "Attacca <scores@example.org>",
  };
  const promised: string[] = [];
  const scores: string[] = [];
  let cookie = "";

  for (let n = 0; n < KILLS; n++) {
    const { visitor, kill } = await startLater(n * LEASE_MS, env);
    if (n === 0) cookie = await signIn(visitor, resend);
    const asks = Array.from({ length: MAILS }, async (_, mail) => {
      const email = `life${n}-${mail}@example.org`;
      if ((await visitor.post("/signin", { email })).status === 303) promised.push(email);
    });
    const upload = (async () => {
      const form = new FormData();
      form.append(
        "file",
        pdfFile(`study${n}.pdf`, { words: titlePage(`Study ${n}`, "Fernando Sor") }),
      );
      const answer = await visitor.fetch("/scores", {
        method: "POST",
        body: form,
        headers: { origin: visitor.origin, cookie, accept: "application/json" },
      });
      if (answer.status === 201) scores.push(JSON.parse(answer.text).scores[0].url);
    })();
    await Promise.race([
      Promise.allSettled([...asks, upload]),
      new Promise((resolve) => setTimeout(resolve, 5_000)),
    ]);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 150));
    await kill();
    await Promise.allSettled([...asks, upload]);
  }

  const { visitor, kill } = await startLater(KILLS * LEASE_MS, env);
  try {
    await until(() => promised.every((email) => resend.sent.some(({ to }) => to[0] === email)));
    for (const email of promised) {
      const times = resend.sent.filter(({ to }) => to[0] === email).length;
      assert.equal(times, 1, `${email} got ${times} mails`);
    }
    assert.ok(resend.requests.length > resend.sent.length, "some were cut off and tried again");
    assert.ok(promised.length >= KILLS, `${promised.length} mails were promised`);
    assert.ok(scores.length >= KILLS / 2, `${scores.length} scores came in`);
    await until(async () => {
      const answers = await Promise.all(
        scores.map((url) => visitor.fetch(`${url}/metadata`, { headers: { cookie } })),
      );
      return answers.every(({ text }) => JSON.parse(text).status === "ready");
    });
  } finally {
    await kill();
    await Deno.remove(folder, { recursive: true });
  }
});

async function signIn(visitor: Visitor, resend: ReturnType<typeof startResend>): Promise<string> {
  await visitor.post("/signin", { email: "clara@example.org" });
  await until(() => resend.sent.length > 0);
  await visitor.post("/signin/link", { token: /token=([\w-]+)/.exec(resend.sent[0].text!)![1] });
  return visitor.cookie;
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 180_000; Date.now() < end;) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("Cannot go on: waited in vain");
}
