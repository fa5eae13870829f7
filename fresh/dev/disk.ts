import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { Build, Project } from "./build.ts";

const HERE = fileURLToPath(new URL("../snapshot.ts", import.meta.url));

/**
 * Writes a build: `server.js`, whose default export is `{ fetch }`, and the
 * files that it serves. The folder of the build before is replaced at once.
 */
export async function writeBuild(project: Project, build: Build): Promise<void> {
  const { outDir } = project;
  const [next, old, all] = [`${outDir}.next`, `${outDir}.old`, { recursive: true, force: true }];
  await rm(next, all);
  await mkdir(`${next}/static`, { recursive: true });
  for (const [path, file] of Object.entries(build.statics)) {
    for (const [folder, body] of Object.entries({ static: file, br: file.br, gzip: file.gzip })) {
      if (body === undefined) continue;
      body.file = folder + path;
      await mkdir(dirname(`${next}/${body.file}`), { recursive: true });
      await writeFile(`${next}/${body.file}`, body.bytes!);
    }
  }
  await writeFile(`${next}/server.js`, serverSource(project, build));
  await rm(old, all);
  if (existsSync(outDir)) await rename(outDir, old);
  await rename(next, outDir);
  await rm(old, all);
}

/** The built server: the snapshot of a build, as code. */
function serverSource({ root, outDir, serverEntry }: Project, build: Build): string {
  const { mode, client, statics } = build;
  const json = (value: unknown) =>
    JSON.stringify(value, (key, inside) => key === "bytes" ? undefined : inside);
  const from = (file: string) => json("./" + relative(outDir, file).replaceAll(sep, "/"));
  const files = [...new Set(build.islands.map(({ file }) => file))];
  // A route is read when it is first asked for: Deno would follow a literal `import()` at start.
  const routes = build.routes.map(({ file, ...route }) =>
    `    { ...${json(route)}, load: () => import(String(${from(file)})) },\n`
  );
  const islands = build.islands.map(({ file, module: _, ...island }) =>
    `    { ...${json(island)}, module: island${files.indexOf(file)} },\n`
  );
  return `// Made by the build; changes are lost.
import { resolve } from "node:path";
import { serveBuilt } from ${from(HERE)};
${files.map((file, n) => `import * as island${n} from ${from(file)};\n`).join("")}\
import { app } from ${from(serverEntry)};

export default serveBuilt(app, {
  ...${json({ mode, client, statics })},
  root: resolve(import.meta.dirname, ${from(root)}),
  dir: import.meta.dirname,
  routes: [
${routes.join("")}  ],
  islands: [
${islands.join("")}  ],
});
`;
}
