import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { StaticFile, Stored } from "../snapshot.ts";
import type { Build, LoadedIsland, Project } from "./build.ts";

const HERE = fileURLToPath(new URL("../snapshot.ts", import.meta.url));

/**
 * Writes a build: `server.js`, whose default export is `{ fetch }`, and the
 * files that it serves. The folder of the build before is replaced at once.
 */
export async function writeBuild(
  project: Project,
  build: Build,
  islands: LoadedIsland[],
): Promise<void> {
  const { outDir } = project;
  const [next, old, all] = [`${outDir}.next`, `${outDir}.old`, { recursive: true, force: true }];
  await rm(next, all);
  await mkdir(`${next}/static`, { recursive: true });
  const statics: Record<string, StaticFile> = {};
  for (const [path, { br, gzip, ...file }] of Object.entries(build.statics)) {
    statics[path] = {
      ...await store(file, `static${path}`, next),
      br: br && await store(br, `br${path}`, next),
      gzip: gzip && await store(gzip, `gzip${path}`, next),
    };
  }
  await writeFile(`${next}/server.js`, serverSource(project, { ...build, statics }, islands));
  await rm(old, all);
  if (existsSync(outDir)) await rename(outDir, old);
  await rename(next, outDir);
  await rm(old, all);
}

/** Writes the bytes of something, and gives the rest with the file that they are in. */
async function store<T extends Stored>({ bytes, ...rest }: T, file: string, dir: string) {
  const path = `${dir}/${file}`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes!);
  return { ...rest, file };
}

/** The built server: route modules are loaded when they are first asked for. */
function serverSource(
  { root, outDir, serverEntry }: Project,
  { routes, bundle, statics }: Build,
  islands: LoadedIsland[],
): string {
  const from = (file: string) => {
    const path = relative(outDir, file).replaceAll(sep, "/");
    return JSON.stringify(path.startsWith(".") ? path : "./" + path);
  };
  const json = JSON.stringify;
  // A route is read when it is first asked for: Deno would follow a literal `import()` at start.
  const routeLines = routes.map(({ file, ...route }) =>
    `    { ...${json(route)}, load: () => import(String(${from(file)})) },`
  );
  const islandLines = islands.flatMap(({ names }, n) =>
    names.map((island) => `    { ...${json(island)}, module: island${n} },`)
  );
  return [
    "// Made by the build; changes are lost.",
    `import { resolve } from "node:path";`,
    `import { serveBuilt } from ${from(HERE)};`,
    ...islands.map(({ file }, n) => `import * as island${n} from ${from(file)};`),
    `import { app } from ${from(serverEntry)};`,
    "",
    "export default serveBuilt(app, {",
    `  root: resolve(import.meta.dirname, ${from(root)}),`,
    "  dir: import.meta.dirname,",
    `  mode: "production",`,
    "  routes: [",
    ...routeLines,
    "  ],",
    "  islands: [",
    ...islandLines,
    "  ],",
    `  client: ${json(bundle.client)},`,
    `  statics: ${json(statics, null, 1)},`,
    "});",
    "",
  ].join("\n");
}
