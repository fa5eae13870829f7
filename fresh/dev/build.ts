import { pathToFileURL } from "node:url";
import type { Snapshot, StaticFile } from "../snapshot.ts";
import type { Bundle, Bundler, SourceMap } from "./bundle.ts";
import { type Found, type FoundRoute, scan } from "./scan.ts";
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
  /** Source maps of a production build. */
  sourceMap?: SourceMap;
}

/** What is built, with all options; paths are absolute. */
export interface Project extends Required<BuildOptions> {
  transforms: Transform[];
  /** Islands that are not in the folder of islands. */
  registered: Found[];
}

/** What a build makes of the code of a project. */
export interface CodeBuild {
  routes: FoundRoute[];
  islands: Found[];
  bundle: Bundle;
}

/** What a build makes of a project. */
export interface Build extends CodeBuild {
  statics: Record<string, StaticFile>;
}

/** An island file, its module, and what of it are islands. */
export interface LoadedIsland {
  file: string;
  module: Record<string, unknown>;
  names: Omit<Snapshot["islands"][number], "module">[];
}

/**
 * Builds a project.
 *
 * @param known of the build before, where only static files have changed
 * @throws BuildError naming file and line
 */
export async function build(
  project: Project,
  mode: Mode,
  bundler: Bundler,
  known?: CodeBuild,
): Promise<Build> {
  const making = makeStatics(project, mode);
  const hashes = async () =>
    Object.fromEntries(Object.entries(await making).map(([path, { hash }]) => [path, hash]));
  // esbuild is a process of its own: it works while styles are made here.
  const coding = known ?? scan(project).then(async ({ routes, islands }) => {
    return { routes, islands, bundle: await bundler.bundle(islands, hashes) };
  });
  const [code, plain] = await Promise.all([coding, making]);
  return { ...code, statics: { ...plain, ...await makeFiles(code.bundle.files, mode, true) } };
}

/** Loads the islands of a build: each exported function of an island file is one. */
export async function loadIslands({ islands, bundle }: CodeBuild): Promise<LoadedIsland[]> {
  return await Promise.all(islands.map(async ({ file }) => {
    const module = await import(pathToFileURL(file).href);
    const base = file.split(/[/\\]/).at(-1)!.replace(/\.\w+$/, "");
    const names = Object.keys(module)
      .filter((name) => typeof module[name] === "function")
      .map((exportName) => ({
        name: exportName === "default" ? base : `${base}.${exportName}`,
        exportName,
        ...bundle.islands.get(file)!,
      }));
    return { file, module, names };
  }));
}

/** A build as an app takes it. */
export function snapshotOf(
  { root }: Project,
  mode: Mode,
  { routes, bundle, statics }: Build,
  islands: LoadedIsland[],
): Snapshot {
  return {
    root,
    dir: root,
    mode,
    routes: routes.map(({ file, path, override }) => ({
      path,
      override,
      load: () => import(pathToFileURL(file).href),
    })),
    islands: islands.flatMap(({ module, names }) => names.map((name) => ({ ...name, module }))),
    client: bundle.client,
    statics,
  };
}
