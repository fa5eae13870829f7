/**
 * How long a change takes from the save to the browser while one works on this app:
 * `deno task bench:dev`, or `deno task bench:dev COMMIT` for the app as it was.
 *
 * A copy of the app is served by its own `deno task dev`; Chromium has a page open that needs a
 * sign-in. Kinds of changes take turns. The clock of the browser says when the page shows one: an
 * island when its script has run, the others when they are laid out.
 *
 * Claim: medians of at most 500 ms.
 *
 * @module
 */
import type { Page } from "playwright-core";
import { signInByMailbox } from "../tests/browser/at_browser.ts";
import { launchChromium } from "../tests/browser/chromium.ts";

const ROUNDS = 11;
const PORT = 8768;
const [REVISION] = Deno.args;

interface Change {
  title: string;
  file: string;
  from: string;
  /** What takes the place of that in a round. */
  to: (round: number) => string;
  /** When the page shows it, if it does; asked in the browser. */
  shown: (round: number) => number | false;
}

const CHANGES: Change[] = [
  {
    title: "a route",
    file: "routes/scores/new.tsx",
    from: "<AddScores {...data} />",
    to: (round) => `<><AddScores {...data} /><b>route {${round}}</b></>`,
    shown: (round) => document.body?.innerText.includes(`route ${round}`) && Date.now(),
  },
  {
    title: "a component",
    file: "components/RoomBar.tsx",
    from: "used`;",
    to: (round) => `used, component ${round}\`;`,
    shown: (round) => document.body?.innerText.includes(`component ${round}`) && Date.now(),
  },
  {
    title: "an island",
    file: "islands/UploadScores.tsx",
    from: "setLive(true);",
    to: (round) => `setLive(true);\ndocument.title = "island ${round}";`,
    shown: (round) => document.title === `island ${round}` && Date.now(),
  },
  {
    title: "styles",
    file: "static/styles.css",
    from: "/* Paper and ink",
    to: (round) => `h1 { outline-offset: ${round}px; }\n/* Paper and ink`,
    shown: (round) => {
      const title = document.querySelector("h1");
      return title !== null && getComputedStyle(title).outlineOffset === `${round}px` && Date.now();
    },
  },
  {
    title: "a service, which most of the app imports",
    file: "services/formats/kinds.ts",
    from: "export const TAKEN = `",
    to: (round) => `export const TAKEN = \`service ${round} `,
    shown: (round) => document.body?.innerText.includes(`service ${round}`) && Date.now(),
  },
];

/** Files as they were. */
const originals = new Map<string, string>();
const folder = await Deno.makeTempDir();
const files = REVISION
  ? `git archive ${REVISION} | tar x -C ${folder}`
  : `git ls-files -co --exclude-standard | tar c -T - | tar x -C ${folder}`;
await new Deno.Command("sh", { args: ["-c", files] }).output();
await Deno.symlink(await Deno.realPath("node_modules"), `${folder}/node_modules`);
const app = new Deno.Command(Deno.execPath(), {
  args: ["task", "dev"],
  cwd: folder,
  env: { PORT: String(PORT), DENO_KV_PATH: `${folder}/data/bench.db` },
  stdout: "null",
  stderr: "null",
}).spawn();
try {
  await using browser = await launchChromium();
  const page = await browser.newPage({ baseURL: `http://localhost:${PORT}` });
  await signIn(page);
  await page.goto("/scores/new");
  const times = new Map<Change, number[]>(CHANGES.map((change) => [change, []]));
  for (let round = 0; round <= ROUNDS; round++) {
    for (const change of CHANGES) {
      const took = await measure(page, change, round);
      if (round > 0) times.get(change)!.push(took); // The first one also meets cold caches.
    }
  }
  for (const [{ title }, all] of times) {
    all.sort((a, b) => a - b);
    const [median, worst] = [all[all.length >> 1], all.at(-1)];
    console.log(`${title.padEnd(42)} ${median} ms (${all[0]} to ${worst})`);
  }
} finally {
  app.kill("SIGINT");
  await app.status;
  await Deno.remove(folder, { recursive: true });
}

async function measure(page: Page, change: Change, round: number): Promise<number> {
  const file = `${folder}/${change.file}`;
  const original = originals.get(file) ?? await Deno.readTextFile(file);
  originals.set(file, original);
  if (!original.includes(change.from)) throw new Error(`${change.file} has no ${change.from}`);
  await page.waitForTimeout(600); // Nobody saves as quickly as this.
  const begun = Date.now();
  await Deno.writeTextFile(file, original.replace(change.from, change.to(round)));
  const there = await page.waitForFunction(change.shown, round);
  return Number(await there.jsonValue()) - begun;
}

async function signIn(page: Page): Promise<void> {
  while (await page.goto("/signin").then(() => false, () => true)) await page.waitForTimeout(200);
  await signInByMailbox(page, "clara@example.org");
}
