import assert from "node:assert/strict";
import { startLater } from "./later_process.ts";
import { photo } from "./photos.ts";
import type { Visitor } from "./visitor.ts";

const KILLS = 12;
/** As long as the longest lease of a job, and a second. */
const LEASE_MS = 61_000;
const PHOTOS = 3;
/** Every other time it is killed soon, or a quick machine would always have made it. */
const LONGEST_MS = [150, 4_000];

async function signIn(visitor: Visitor): Promise<string> {
  await visitor.post("/signin", { email: "clara@example.org" });
  for (let tries = 0; tries < 200; tries++) {
    const { text } = await visitor.get("/dev/mailbox", { accept: "application/json" });
    const [mail] = JSON.parse(text) as { text: string }[];
    if (mail !== undefined) {
      await visitor.post("/signin/link", { token: /token=([\w-]+)/.exec(mail.text)![1] });
      return visitor.cookie;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("Cannot sign in: no mail came");
}

Deno.test(`killed ${KILLS} times while photos become a score, the app has the photos, or the whole score`, async () => {
  const folder = await Deno.makeTempDir();
  const env = { DENO_KV_PATH: `${folder}/kill.db` };
  const scores = new Set<string>();
  let cookie = "";
  let here = "";
  let stayed = 0;
  try {
    for (let n = 0; n <= KILLS; n++) {
      const { visitor, kill } = await startLater(n * LEASE_MS, env);
      if (n === 0) cookie = await signIn(visitor);
      const fetched = (path: string, init: RequestInit = {}) =>
        visitor.fetch(path, { ...init, headers: { origin: visitor.origin, cookie } });
      if (here !== "") {
        const page = await fetched(here);
        if (page.status === 200) {
          assert.equal(page.text.match(/data-n=/g)?.length, PHOTOS);
          assert.equal((await fetched(`${here}/pages/1`)).status, 200);
          stayed++;
        } else {
          assert.equal(page.status, 303);
          for (let at = 1; at <= PHOTOS; at++) {
            assert.equal((await fetched(`${page.location}/pages/${at}?w=320`)).status, 200);
          }
          scores.add(page.location);
          here = "";
        }
      }
      if (here === "") {
        const form = new FormData();
        for (let at = 0; at < PHOTOS; at++) {
          form.append(
            "photo",
            new File([await photo({ height: 500 + 50 * n + 2 * at })], `${at}.jpg`),
          );
        }
        here = (await fetched("/scores/photos", { method: "POST", body: form })).location;
      }
      const body = new URLSearchParams({ act: "make", title: `Album ${n}` });
      const made = fetched(here, { method: "POST", body }).catch(() => null);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * LONGEST_MS[n % 2]));
      await kill();
      await made;
    }
    assert.ok(
      scores.size > 0 && stayed > 0,
      `${scores.size} were made, ${stayed} times they stayed`,
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
