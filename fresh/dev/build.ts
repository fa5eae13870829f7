import { basename } from "node:path";
import { pathToFileURL } from "node:url";
import type { Snapshot } from "../snapshot.ts";
import type { Bundler } from "./bundle.ts";
import { type FoundRoute, scan } from "./scan.ts";
import { makeFiles, makeStatics, type Mode, type Transform } from "./statics.ts";

/** Options of `new Builder()`; paths are from `root`. */
export interface BuildOptions {
  /** What browsers the scripts are for, as esbuild's target. */
  target?: string | string[];
  /** Folder of the project: a path or `file:` URL. Default: where it runs. */
  root?: string;
  /** The module that exports `app`. Default: main.ts */
  serverEntry?: string;
  /** Where a build is written. Default: _fresh */
  outDir?: string;
  /** Default: static */
  staticDir?: string;
  /** Default: islands */
  islandDir?: string;
  /** Default: routes */
  routeDir?: string;
  /** Paths to leave out. */
  ignore?: RegExp[];
  /** Source maps of a production build, as esbuild understands it. */
  sourceMap?: {
    kind?: boolean | "linked" | "inline" | "external" | "both";
    sourceRoot?: string;
    sourcesContent?: boolean;
  };
}

/** What is built, with all options; paths are absolute. */
export interface Project extends Required<BuildOptions> {
  transforms: Transform[];
  /** Files of islands that are not in the folder of islands. */
  registered: string[];
}

/** What a build makes of a project: what an app takes, and the files that it is made of. */
export interface Build extends Snapshot {
  routes: FoundRoute[];
  islands: (Snapshot["islands"][number] & { file: string })[];
  /** Those of `statics` that are made of islands. */
  scripts: Snapshot["statics"];
}

/**
 * Builds a project.
 *
 * @param known of the build before, where only static files have changed
 * @param loading what else is loading modules: two at once take Deno longer
 * @throws BuildError naming file and line
 */
export async function build(
  project: Project,
  mode: Mode,
  bundler: Bundler,
  known?: Build,
  loading?: Promise<void>,
): Promise<Build> {
  const { root } = project;
  const making = makeStatics(project, mode);
  // esbuild is a process of its own: it works while styles are made here.
  const [code, statics] = await Promise.all([
    known ?? buildCode(project, mode, bundler, making, loading),
    making,
  ]);
  return { ...code, root, dir: root, mode, statics: { ...statics, ...code.scripts } };
}

async function buildCode(
  project: Project,
  mode: Mode,
  bundler: Bundler,
  statics: Promise<Snapshot["statics"]>,
  loading?: Promise<void>,
): Promise<Omit<Build, "root" | "dir" | "mode" | "statics">> {
  const { routes, islands } = await scan(project);
  const { files, client, scriptOf } = await bundler.bundle(islands, statics);
  await loading;
  const loaded = await Promise.all(islands.map(async (file) => {
    const module = await import(pathToFileURL(file).href);
    const base = basename(file).replace(/\.\w+$/, "");
    // Each exported function of an island file is one.
    return Object.keys(module).filter((name) => typeof module[name] === "function")
      .map((exportName) => {
        const name = exportName === "default" ? base : `${base}.${exportName}`;
        return { name, exportName, ...scriptOf(file), file, module };
      });
  }));
  return { routes, islands: loaded.flat(), client, scripts: await makeFiles(files, mode, true) };
}
