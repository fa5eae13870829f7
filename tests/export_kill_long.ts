import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { unzipSync } from "fflate";
import { startLater } from "./later_process.ts";
import { pdfFile, titlePage } from "./pdf.ts";
import { Visitor } from "./visitor.ts";

/** All within the ten minutes in which a sign-in is good for a copy. */
const KILLS = 8;
/** As long as the longest lease of a job, and a second. */
const LEASE_MS = 61_000;
const SCORES = 8;
const LONGEST_MS = [60, 1_500];

type Files = Record<string, Uint8Array<ArrayBuffer>>;

async function signIn(visitor: Visitor, email: string): Promise<string> {
  await visitor.post("/signin", { email });
  for (let tries = 0; tries < 200; tries++) {
    const { text } = await visitor.get("/dev/mailbox", { accept: "application/json" });
    const mail = (JSON.parse(text) as { to: string; text: string }[]).find(({ to }) =>
      to === email
    );
    if (mail !== undefined) {
      await visitor.post("/signin/link", { token: /token=([\w-]+)/.exec(mail.text)![1] });
      return visitor.cookie;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("Cannot sign in: no mail came");
}

/** Somebody who is signed in, at whatever life of the app. */
function at(visitor: Visitor, cookie: string) {
  const call = (path: string, init: RequestInit = {}) =>
    visitor.fetch(path, { ...init, headers: { origin: visitor.origin, cookie } });
  return {
    get: (path: string) => call(path),
    form: (path: string, fields: Record<string, string>) =>
      call(path, { method: "POST", body: new URLSearchParams(fields) }),
    file: (path: string, file: File) => {
      const body = new FormData();
      body.append("file", file);
      return call(path, { method: "POST", body });
    },
  };
}
type Person = ReturnType<typeof at>;

const libraryOf = (files: Files) => new TextDecoder().decode(files["attacca.json"]);

/** Whether all is in a copy that a person was told is ready. */
function assertWhole(files: Files): void {
  for (const line of new TextDecoder().decode(files["SHA256SUMS.txt"]).trim().split("\n")) {
    const [, hash, path] = /^([0-9a-f]{64}) {2}(.+)$/.exec(line)!;
    assert.equal(createHash("sha256").update(files[path]).digest("hex"), hash);
  }
  assert.equal(files["missing.csv"], undefined);
}

async function exported(person: Person): Promise<{ zip: Uint8Array<ArrayBuffer>; files: Files }> {
  const { bytes } = await person.form("/account/export", { act: "now" });
  return { zip: bytes, files: unzipSync(bytes) as Files };
}

async function until(isSo: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; !await isSo(); tries++) {
    assert.ok(tries < 300, "it did not come to an end");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

Deno.test(`killed ${KILLS} times while a copy is made and another brought in, no half is taken for a whole, and nothing is lost or twice`, async () => {
  const folder = await Deno.makeTempDir();
  const env = { DENO_KV_PATH: `${folder}/kill.db` };
  const cookies = { clara: "", eve: "" };
  let zip = new Uint8Array(0);
  let library = "";
  let ready = 0;
  let cut = 0;
  try {
    for (let n = 0; n <= KILLS; n++) {
      const { visitor, kill } = await startLater(n * LEASE_MS, env);
      if (n === 0) {
        cookies.clara = await signIn(visitor, "clara@example.org");
        cookies.eve = await signIn(new Visitor(visitor.origin, null!), "eve@example.org");
      }
      const [clara, eve] = [at(visitor, cookies.clara), at(visitor, cookies.eve)];
      if (n === 0) {
        for (let m = 0; m < SCORES; m++) {
          const words = titlePage(`Study ${m}`, "Clara Wieck");
          await clara.file("/scores", await pdfFile(`${m}.pdf`, { words, padding: 400_000 }));
        }
        await until(async () => {
          const whole = await exported(clara);
          [zip, library] = [whole.zip, libraryOf(whole.files)];
          // Nobody is at one any more.
          return !library.includes('"chain":[]');
        });
      }
      const { text } = await clara.get("/account/export");
      const [path] = /\/account\/export\/[0-9a-z]{26}/.exec(text) ?? [];
      if (path !== undefined) {
        const files = unzipSync((await clara.get(path)).bytes) as Files;
        assertWhole(files);
        assert.equal(libraryOf(files), library);
        await clara.form("/account/export", { act: "drop" });
        ready++;
      }
      // What was cut off on its way is not waited for, and what is here goes on, or is over.
      const { text: told } = await eve.get("/account/import");
      assert.doesNotMatch(told, /is on its way/);
      if (/Call it off/.test(told)) await eve.form("/account/import", { act: "drop" });
      const asked = clara.form("/account/export", { act: "make" }).catch(() => null);
      const sent = eve.file("/account/import", new File([zip], "a.zip")).catch(() => null);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * LONGEST_MS[n % 2]));
      await kill();
      if (await asked === null || await sent === null) cut++;
    }
    const { visitor, kill } = await startLater((KILLS + 1) * LEASE_MS, env);
    try {
      const [clara, eve] = [at(visitor, cookies.clara), at(visitor, cookies.eve)];
      await eve.form("/account/import", { act: "drop" });
      assert.equal((await eve.file("/account/import", new File([zip], "a.zip"))).status, 303);
      await until(async () => /brought in:/.test((await eve.get("/account/import")).text));
      assert.equal(libraryOf((await exported(eve)).files), library);
      assert.equal(libraryOf((await exported(clara)).files), library);
    } finally {
      await kill();
    }
    assert.ok(ready > 0, "no copy was ever ready");
    assert.ok(cut > 0 || ready < KILLS, "nothing was ever cut off");
    await assertNothingLost(env.DENO_KV_PATH);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

/** Bytes of copies belong to a row, or are on the list of those that the next sweep takes away. */
async function assertNothingLost(path: string): Promise<void> {
  using kv = await Deno.openKv(path);
  for (const [kind, rows] of [["export", "exports"], ["import", "imports"]]) {
    const owned = await Array.fromAsync(kv.list<{ id: string }>({ prefix: [rows] }));
    for await (const { key } of kv.list({ prefix: ["blobs", kind] })) {
      const isOwned = owned.some(({ value }) => value.id === key[2]);
      const isSwept = (await kv.get(["uploads", kind, key[2]])).value !== null;
      assert.ok(isOwned || isSwept, `nobody takes ${key.join("/")} away`);
    }
  }
}
