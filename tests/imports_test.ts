import assert from "node:assert/strict";

/**
 * Who may import whom: routes -> services -> store, routes -> components -> islands.
 * A star marks folders of which only types may be imported.
 */
const may: Record<string, string[]> = {
  "main.ts": ["fresh", "define.ts", "http", "services"],
  "serve.ts": ["http", "services"],
  "dev.ts": ["fresh.config.ts", "main.ts", "services"],
  "fresh.config.ts": ["fresh"],
  "define.ts": ["fresh", "services*"],
  routes: ["fresh", "define.ts", "http", "services", "components", "islands", "icons", "store*"],
  http: ["fresh", "define.ts", "services", "components", "store*"],
  components: ["fresh", "islands", "icons", "services*", "store*"],
  islands: ["fresh", "icons", "services*", "store*"],
  icons: [],
  services: ["store", "emails"],
  store: [],
  emails: [],
  fresh: [],
  commands: ["services", "store"],
};

const IMPORT = /^\s*(?:import|export)\s+(type\s)?[^"';]*?from\s+"([^"]+)"|import\("([^"]+)"\)/gm;

async function* sources(folder: string): AsyncGenerator<string> {
  for await (const entry of Deno.readDir(folder || ".")) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory) {
      if (folder !== "" || entry.name in may) yield* sources(path);
    } else if (/\.tsx?$/.test(entry.name)) yield path;
  }
}

/** The room a path is in: its top folder, or the file itself at the top. */
const room = (path: string) => path.split("/")[0];

Deno.test("imports run one way", async () => {
  const root = new URL("../", import.meta.url);
  const wrong: string[] = [];
  let seen = 0;
  for await (const path of sources("")) {
    if (!(room(path) in may)) continue;
    for (const match of (await Deno.readTextFile(path)).matchAll(IMPORT)) {
      const specifier = match[2] ?? match[3];
      const target = specifier.startsWith(".")
        ? room(new URL(specifier, new URL(path, root)).href.slice(root.href.length))
        : /^fresh(\/|$)/.test(specifier)
        ? "fresh"
        : null;
      if (target === "routes") wrong.push(`${path} imports the route ${specifier}`);
      if (target === null || target === room(path)) continue;
      seen++;
      const allowed = may[room(path)];
      const typeOnly = match[1] !== undefined;
      if (!allowed.includes(target) && !(typeOnly && allowed.includes(`${target}*`))) {
        wrong.push(`${path} imports ${specifier}`);
      }
    }
  }
  assert.ok(seen > 20, "the test sees imports at all");
  assert.deepEqual(wrong, []);
});

Deno.test("OCR imports the reading, never the other way", async () => {
  for await (const path of sources("services/reading")) {
    assert.doesNotMatch(await Deno.readTextFile(path), /from "[^"]*\/ocr\//, path);
  }
});

Deno.test("every room of the house is in the table", async () => {
  const others = [
    ".ci",
    ".git",
    "_fresh",
    "bench",
    "data",
    "docs",
    "node_modules",
    "static",
    "tests",
  ];
  const rooms = (await Array.fromAsync(Deno.readDir(".")))
    .filter(({ name, isDirectory }) => isDirectory || /\.tsx?$/.test(name))
    .map(({ name }) => name)
    .filter((name) => !others.includes(name));
  assert.deepEqual(rooms.filter((name) => !(name in may)), []);
});

Deno.test("the app imports nothing of fresh but its three public doors", async () => {
  for await (const path of sources("")) {
    if (room(path) === "fresh") continue;
    for (const match of (await Deno.readTextFile(path)).matchAll(IMPORT)) {
      const specifier = match[2] ?? match[3];
      if (/(^|\/)fresh(\/|$)/.test(specifier)) {
        assert.match(specifier, /^fresh(\/runtime|\/dev)?$/, path);
      }
    }
  }
});
