import assert from "node:assert/strict";
import { launchChromium } from "../browser/chromium.ts";
import { project, write } from "./fixture.ts";

const FILES = {
  ".env": "WORD=first",
  "dev.ts": `import { Builder } from "fresh/dev";
import process from "node:process";
const builder = new Builder({ root: import.meta.dirname, ignore: [/_parts/] });
process.loadEnvFile(import.meta.dirname + "/.env");
await builder.listen(() => import("./main.ts"), { port: Number(Deno.args[0]), onListen() {} });`,
  "main.ts": `import { App, staticFiles } from "fresh";
import "./services/kept.ts";
export const app = new App().use(staticFiles()).fsRoutes();`,
  "services/kept.ts": `export const made = crypto.randomUUID();`,
  "components/Title.tsx": `export const Title = () => <h1>title one</h1>;`,
  "islands/_parts/tick.ts": `export const tick = "tick one";`,
  "islands/Tick.tsx": `import { useEffect, useState } from "preact/hooks";
import { tick } from "./_parts/tick.ts";
export default function Tick() {
  const [word, set] = useState("server");
  useEffect(() => set(tick), []);
  return <p id="tick">{word}</p>;
}`,
  "routes/index.tsx": `import { Title } from "../components/Title.tsx";
import { made } from "../services/kept.ts";
import Tick from "../islands/Tick.tsx";
export default () => (
  <html>
    <body>
      <Title />
      <Tick />
      <b>route one</b>
      <i>{Deno.pid} {made} {Deno.env.get("WORD")}</i>
      <div style="height:5000px"></div>
    </body>
  </html>
);`,
  "static/a.txt": "a",
};

interface Developing {
  root: string;
  origin: string;
  process: Deno.ChildProcess;
  /** The page, once it says something. */
  saying: (text: string) => Promise<string>;
  /** Replaces something in a file. */
  change: (path: string, from: string | RegExp, to: string) => Promise<void>;
}

/** A project as `deno run -A dev.ts` serves it. */
async function developing(
  use: (project: Developing) => Promise<void>,
  files: Record<string, string> = FILES,
): Promise<void> {
  await project(files, async (root) => {
    // Nobody is given one of these by chance while a server is away.
    const port = 15_000 + Math.floor(Math.random() * 15_000);
    const origin = `http://localhost:${port}`;
    const process = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", "dev.ts", String(port)],
      cwd: root,
      stdout: "null",
      stderr: "null",
    }).spawn();
    const saying = async (text: string) => {
      let page = "";
      for (const end = Date.now() + 20_000; Date.now() < end;) {
        page = await fetch(origin).then((res) => res.text(), () => "nobody answers");
        if (page.includes(text)) return page;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      assert.fail(`not there: ${text}\n${page}`);
    };
    const change: Developing["change"] = async (path, from, to) => {
      const text = await Deno.readTextFile(`${root}/${path}`);
      assert.notEqual(text.replace(from, to), text);
      await Deno.writeTextFile(`${root}/${path}`, text.replace(from, to));
    };
    try {
      await saying("");
      await use({ root, origin, process, saying, change });
    } finally {
      try {
        process.kill();
      } catch {
        // It has ended already.
      }
      await process.status;
    }
  });
}

/** What the page tells of the process and the modules that made it. */
const made = (page: string) => /<i>(\d+) (\S+) (\S+)<\/i>/.exec(page)!.slice(1);

Deno.test("what has changed is loaded anew, and nothing else, in the same process", async () => {
  await developing(async ({ root, saying, change }) => {
    const before = made(await saying("route one"));
    await change("routes/index.tsx", "route one", "route two");
    assert.deepEqual(made(await saying("route two")), before);
    await change("components/Title.tsx", "title one", "title two");
    assert.deepEqual(made(await saying("title two")), before);
    await write(root, { "routes/new.tsx": "export default () => <p>new</p>;" });
    await change("main.ts", "new App()", `new App().get("/main", (ctx) => ctx.text("main"))`);
    await change("routes/index.tsx", "route two", "route three");
    assert.deepEqual(made(await saying("route three")), before);
    await change("services/kept.ts", "crypto.randomUUID()", '"services"');
    assert.deepEqual(made(await saying("services")), [before[0], "services", before[2]]);
    for (let n = 0; n < 20; n++) { // Also while one of them is being built.
      await change("components/Title.tsx", /title \w+/, `title ${n}`);
      await new Promise((resolve) => setTimeout(resolve, 5 * n));
    }
    await saying("title 19");
  });
});

Deno.test("folders may come, be renamed, and go and come again", async () => {
  await developing(async ({ root, origin, saying, change }) => {
    await saying("route one");
    const answers = async (path: string, status: number) => {
      let now = 0;
      for (const end = Date.now() + 20_000; now !== status && Date.now() < end;) {
        now = await fetch(origin + path).then((res) => res.text().then(() => res.status), () => 0);
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      assert.equal(now, status, path);
    };
    await write(root, { "parts/word.ts": `export const word = "word one";` });
    await change("routes/index.tsx", "import", `import { word } from "../parts/word.ts";\nimport`);
    await change("routes/index.tsx", "route one", "{word}");
    await saying("word one");
    await change("parts/word.ts", "one", "two");
    await saying("word two");
    await write(root, { "routes/a/index.tsx": "export default () => <p>a</p>;" });
    await answers("/a", 200);
    await Deno.rename(`${root}/routes/a`, `${root}/routes/b`);
    await answers("/b", 200);
    await answers("/a", 404);
    await Deno.rename(`${root}/routes`, `${root}/before`);
    await answers("/b", 404);
    await Deno.rename(`${root}/before`, `${root}/routes`);
    await answers("/b", 200);
    await change("routes/index.tsx", "{word}", "route two");
    await saying("route two");
  });
});

Deno.test("what only another process reads is there after a moment: .env, dev.ts, what lies beside", async () => {
  await developing(async ({ root, saying, change }) => {
    const before = made(await saying("route one"));
    await write(root, { ".env": "WORD=second" });
    const second = made(await saying("second"));
    assert.notEqual(second[0], before[0]);
    await change("dev.ts", "await builder", 'Deno.env.set("WORD", "third");\nawait builder');
    const third = made(await saying("third"));
    await write(root, {
      "services/worker.ts": "// Nobody imports this: a worker is started by it.",
    });
    for (let pid = third[0]; pid === third[0];) [pid] = made(await saying("third"));
  });
});

Deno.test("a process that is large from the start serves, and takes changes in", async () => {
  const large = "globalThis.large = new Uint8Array(1.2e9).fill(1);\nconst builder";
  const files = { ...FILES, "dev.ts": FILES["dev.ts"].replace("const builder", large) };
  await developing(async ({ saying, change }) => {
    const before = made(await saying("route one"));
    await change("routes/index.tsx", "route one", "route two");
    assert.deepEqual(made(await saying("route two")), before);
  }, files);
});

Deno.test("a fault in code is shown with file and line, and the next save mends it", async () => {
  await developing(async ({ root, origin, saying, change }) => {
    const before = made(await saying("route one"));
    await change("components/Title.tsx", "<h1>title one</h1>", "<h1>\ntitle");
    await saying("components/Title.tsx:2:");
    assert.equal((await fetch(origin).then(async (res) => [await res.text(), res.status]))[1], 500);
    await change("components/Title.tsx", "<h1>\ntitle", "<h1>title two</h1>");
    assert.deepEqual(made(await saying("title two")), before);
    await change("services/kept.ts", "crypto", "\nmissing()\ncrypto");
    await saying("services/kept.ts:2:");
    await change("services/kept.ts", "\nmissing()\ncrypto", "crypto");
    await saying("title two");
    // In a folder that nothing was loaded from.
    await write(root, { "parts/word.ts": "export const word = ;" });
    await change("routes/index.tsx", "import", `import { word } from "../parts/word.ts";\nimport`);
    await saying("parts/word.ts:1:");
    await change("parts/word.ts", "= ;", '= "one";');
    await saying("title two");
  });
});

Deno.test("a fault that is there at the start is shown, and the next save mends it", async () => {
  const files = { ...FILES, "services/kept.ts": "export const made: string =;" };
  await developing(async ({ saying, change }) => {
    await saying("services/kept.ts:1:");
    await change("services/kept.ts", "=;", '= "mended";');
    await saying("mended");
  }, files);
});

Deno.test("a process that ends by itself says why in the browser, and the next save starts it again", async () => {
  await developing(async ({ saying, change }) => {
    await saying("route one");
    const fault = 'setTimeout(() => {\n  throw new Error("all is lost");\n});\n';
    await change("services/kept.ts", "export", `${fault}export`);
    const page = await saying("all is lost");
    assert.match(page, /services\/kept\.ts:2:9/);
    await change("services/kept.ts", fault, "");
    await saying("route one");
    await change("dev.ts", "const builder", "const builder = ;");
    await saying("dev.ts:3:");
    await change("dev.ts", "const builder = ;", "const builder");
    await saying("route one");
  });
});

Deno.test("however it is ended, nothing of it goes on", async () => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGKILL"] as const) {
    await developing(async ({ origin, process, saying }) => {
      await saying("route one");
      process.kill(signal);
      await process.status;
      for (const end = Date.now() + 5_000; Date.now() < end;) {
        const answers = await fetch(origin).then((res) => res.text().then(() => true), () => false);
        if (!answers) return;
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      assert.fail(`still there after ${signal}`);
    });
  }
});

Deno.test("a change of an island or a route is on the page by itself, which stays where it was", async () => {
  await developing(async ({ origin, saying, change }) => {
    await saying("route one");
    await using browser = await launchChromium();
    const page = await browser.newPage();
    page.setDefaultTimeout(15_000);
    await page.goto(origin);
    await page.getByText("tick one").waitFor();
    await page.evaluate(() => scrollTo(0, 1234));
    await page.waitForTimeout(300);
    await change("islands/_parts/tick.ts", "tick one", "tick two");
    await page.getByText("tick two").waitFor();
    await page.waitForFunction(() => scrollY === 1234);
    await change("islands/Tick.tsx", "return <p", "return <p <");
    await page.getByText(/islands\/Tick\.tsx:6:\d+: /).waitFor();
    await change("islands/Tick.tsx", "return <p <", "return <p");
    await page.getByText("tick two").waitFor();
    await change("routes/index.tsx", "route one", "route two");
    await page.getByText("route two").waitFor();
    await page.waitForFunction(() => scrollY === 1234);
  });
});
