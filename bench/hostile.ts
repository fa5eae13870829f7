// deno run -A bench/hostile.ts [FILE…]: what files that mean harm cost. Starts the built app as its own
// process; one person brings in each file (those of tests/fixtures/hostile*.ts where none is named), another
// a plain one right after it. Prints what became of each, how long the other waited, the longest answer of
// /health and the most memory it held that nobody else can have (RssAnon and RssShmem of /proc, so on Linux:
// the 60 MB of Deno's own program that are mapped from its file are given back when memory is short).
// Claims: no 5xx, /health within 300 ms, the other within 10 s, 700 MB.
import { AppProcess } from "../tests/app_process.ts";
import { crooked, heavy, speaking } from "../tests/fixtures/hostile.ts";
import { musicXmls } from "../tests/fixtures/hostile_musicxml.ts";
import { type HostileFile, pictures } from "../tests/fixtures/hostile_pictures.ts";
import { pdfFile, titlePage } from "../tests/pdf.ts";

const MB = 1e6;

const files: readonly HostileFile[] = Deno.args.length > 0
  ? Deno.args.map((path) => ({
    name: path.split("/").at(-1)!,
    fileName: path.split("/").at(-1)!,
    make: () => Deno.readFileSync(path),
  }))
  : [
    ...[...heavy, ...crooked, ...speaking].map((one) => ({ ...one, fileName: "hostile.pdf" })),
    ...pictures,
    ...musicXmls,
  ];

await using app = await AppProcess.start({ MALLOC_ARENA_MAX: "2" }); // As the image has it.
/** `lag` is how late this process itself was woken: of a busy machine nobody else is quicker. */
const worst = { health: 0, lag: 0, rss: 0 };
let woken = performance.now();
const watch = setInterval(async () => {
  const start = performance.now();
  worst.lag = Math.max(worst.lag, start - woken - 50);
  woken = start;
  const [answer, memory] = await Promise.all([fetch(`${app.origin}/health`), rss()]);
  await answer.body?.cancel();
  worst.health = Math.max(worst.health, answer.ok ? performance.now() - start : Infinity);
  worst.rss = Math.max(worst.rss, memory);
}, 50);

const anna = await app.signIn("anna@example.org");
const berta = await app.signIn("berta@example.org");
let failed = false;
console.log(
  "sent, read, other's upload and reading (s), /health and this process's lag (ms), memory (MB)",
);
for (const [at, { name, fileName, make }] of files.entries()) {
  const file = new File([make()], fileName);
  const plain = pdfFile("plain.pdf", { words: titlePage(`Sarabande ${at}`, "Anna Amalia") });
  await new Promise((later) => setTimeout(later, 100));
  Object.assign(worst, { health: 0, lag: 0, rss: 0 });
  const sending = send(anna, file);
  await new Promise((later) => setTimeout(later, 30));
  const start = performance.now();
  const other = await send(berta, plain);
  const uploaded = since(start);
  await ready(berta, other.url);
  const read = since(start);
  const sent = await sending;
  const chain = sent.url === undefined ? "" : await ready(anna, sent.url);
  const bad = worst.health - worst.lag > 300 || worst.rss > 700 * MB || uploaded > 10.5 ||
    other.status > 499 ||
    sent.status > 499;
  failed ||= bad;
  console.log(
    `${bad ? "! " : "  "}${name}: ${sent.said} ${chain} | ${uploaded} ${read} | ${
      Math.round(worst.health)
    } ${Math.round(worst.lag)} | ${Math.round(worst.rss / MB)}`,
  );
}
clearInterval(watch);
Deno.exitCode = failed ? 1 : 0;

function since(start: number): number {
  return Math.round((performance.now() - start) / 100) / 10;
}

async function send(cookie: string, file: File) {
  const form = new FormData();
  form.append("file", file);
  const response = await fetch(`${app.origin}/scores`, {
    method: "POST",
    body: form,
    headers: { cookie, origin: app.origin, accept: "application/json" },
  });
  const { scores = [], errors = [] } = await response.json();
  return {
    status: response.status,
    said: `${response.status} ${errors[0]?.code ?? ""}`,
    url: scores[0]?.url as string | undefined,
  };
}

/** Waits until a score has been read and drawn, and says what came of it. */
async function ready(cookie: string, url: string | undefined): Promise<string> {
  if (url === undefined) return "";
  while (true) {
    const metadata = await (await fetch(`${app.origin}${url}/metadata`, { headers: { cookie } }))
      .json();
    if (metadata.status === "ready") {
      const picture = await fetch(`${app.origin}${url}/pages/1?w=1000`, { headers: { cookie } });
      await picture.body?.cancel();
      const { outcome, code = "" } = metadata.chain.find(({ provider }: { provider: string }) =>
        provider === "local"
      );
      return `${outcome} ${code} drawn ${picture.status}`;
    }
    await new Promise((later) => setTimeout(later, 50));
  }
}

async function rss(): Promise<number> {
  const status = await Deno.readTextFile(`/proc/${app.pid}/status`);
  const held = [...status.matchAll(/Rss(?:Anon|Shmem):\s+(\d+) kB/g)];
  return held.reduce((sum, [, kB]) => sum + Number(kB), 0) * 1024;
}
