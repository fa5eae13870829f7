/**
 * Kills the app at random moments of uploads: `deno task bench:kill`.
 *
 * Fifty times a file is sent in parts, to a process of its own on one database, which is killed
 * (SIGKILL) somewhere between the first byte and the score; the next process is asked how much is
 * there, and takes the rest. Claims: what it says is there is there; no upload that was half done
 * is a score, and none that was a score is lost; each file is in the library once, byte for byte.
 *
 * @module
 */
import { Buffer } from "node:buffer";
import { startLater } from "../tests/later_process.ts";
import { pdfFile } from "../tests/pdf.ts";
import { Visitor } from "../tests/visitor.ts";

const KILLS = Number(Deno.args[0] ?? 50);
const PIECE_BYTES = 100_000;
const PIECE_MS = 10;
const TUS = { "tus-resumable": "1.0.0" };
const folder = await Deno.makeTempDir();
const env = { DENO_KV_PATH: `${folder}/kill.db`, SESSION_KEYS: `kill:${"A".repeat(43)}` };

/** What the killed ones had come to. */
const seen = { nothing: 0, part: 0, all: 0, score: 0 };
const scores = new Map<string, Uint8Array<ArrayBuffer>>();
let cookie = "";
/** How long an upload takes, about: the kill comes within it. */
let longest = 600;

let app = await startLater(0, env);
cookie = await signedIn(app.visitor);
for (let n = 0; n < KILLS; n++) {
  const bytes = await pdfFile("", { pages: n + 1, padding: 2e6 + n * 10_007 }).bytes();
  const url = (await ask(app, "POST", "/uploads", { "upload-length": String(bytes.length) })).url!;
  const began = performance.now();
  const sent = ask(app, "PATCH", url, { "upload-offset": "0" }, trickling(bytes));
  sent.then(() => longest = (longest * 3 + (performance.now() - began) * 1.2) / 4, () => {});
  await new Promise((resolve) => setTimeout(resolve, Math.random() * longest));
  await app.kill();
  const answered = await sent.then(({ score }) => score, () => null);

  app = await startLater(0, env);
  const there = await ask(app, "HEAD", url);
  const { offset, score } = there;
  if (offset > bytes.length) throw new Error(`${offset} of ${bytes.length} bytes are there`);
  if (answered !== null && score !== answered) throw new Error(`Lost: ${answered}, now ${score}`);
  seen[score ? "score" : offset === bytes.length ? "all" : offset > 0 ? "part" : "nothing"]++;
  if (score === null && (await library(app)).length !== n) throw new Error("Half a score is there");
  const rest = bytes.slice(offset);
  const done = score ??
    (await ask(app, "PATCH", url, { "upload-offset": String(offset) }, rest)).score;
  if (done === null) throw new Error(`Cannot go on at ${offset}`);
  scores.set(done, bytes);
}

for (const [url, bytes] of scores) {
  const file = await app.visitor.fetch(`${url}/file`, { headers: { cookie } });
  if (Buffer.compare(file.bytes, bytes) !== 0) throw new Error(`${url} is not what was sent`);
}
const count = (await library(app)).length;
await app.kill();
await Deno.remove(folder, { recursive: true });
if (count !== KILLS || scores.size !== KILLS) throw new Error(`${count} scores of ${KILLS} files`);
console.log(`killed ${KILLS} times: each file is in the library once, byte for byte`);
console.log(
  `at the kill there was nothing of ${seen.nothing}, a part of ${seen.part}, all of ${seen.all}, ` +
    `and of ${seen.score} the score`,
);

/** As a network brings it: the kill finds it half done more often than not. */
function trickling(bytes: Uint8Array<ArrayBuffer>): ReadableStream {
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      yield bytes.subarray(at, at + PIECE_BYTES);
      await new Promise((resolve) => setTimeout(resolve, PIECE_MS));
    }
  }
  return ReadableStream.from(pieces());
}

type App = Awaited<ReturnType<typeof startLater>>;

async function ask(
  { visitor }: App,
  method: string,
  path: string,
  headers: Record<string, string> = {},
  body?: BodyInit,
) {
  const sent = new Headers({ ...TUS, ...headers, cookie, origin: visitor.origin });
  if (body) sent.set("content-type", "application/offset+octet-stream");
  const answer = await visitor.fetch(path, { method, body, headers: sent });
  if (answer.status >= 400) throw new Error(`${method} ${path}: ${answer.status} ${answer.text}`);
  return {
    url: answer.location,
    offset: Number(answer.headers.get("upload-offset")),
    score: answer.headers.get("content-location"),
  };
}

async function library({ visitor }: App): Promise<string[]> {
  const { text } = await visitor.fetch("/scores/catalogue", { headers: { cookie } });
  return [...new Set(text.match(/\/scores\/[0-9a-z]{26}/g))];
}

async function signedIn(visitor: Visitor): Promise<string> {
  await visitor.post("/signin", { email: "kill@example.org" });
  while (true) {
    const answer = await visitor.get("/dev/mailbox", { accept: "application/json" });
    const [mail] = JSON.parse(answer.text);
    if (mail === undefined) continue;
    await visitor.post("/signin/link", { token: /token=([\w-]+)/.exec(mail.text)![1] });
    return visitor.cookie;
  }
}
