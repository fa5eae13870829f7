import { relative, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { onlyKnown } from "../left_out.ts";
import { fileKind, filePattern, routePath } from "../file_routes.ts";

/** A source file that a build found. */
export interface Found {
  /** Absolute path. */
  file: string;
  /** Path from the scanned folder, with forward slashes. */
  path: string;
}

/**
 * All files of a folder and those below it, sorted; none when there is no such
 * folder.
 *
 * @param dir absolute path
 * @param ignore paths to leave out
 */
export async function filesOf(dir: string, ignore: RegExp[]): Promise<Found[]> {
  const found: Found[] = [];
  async function walk(folder: string): Promise<void> {
    for await (const entry of Deno.readDir(folder)) {
      const file = `${folder}${sep}${entry.name}`;
      if (ignore.some((pattern) => pattern.test(file))) continue;
      const { isDirectory, isFile } = entry.isSymlink ? await Deno.stat(file) : entry;
      if (isDirectory) await walk(file);
      else if (isFile) {
        found.push({ file, path: relative(dir, file).replaceAll(sep, "/") });
      }
    }
  }
  try {
    await walk(dir);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
  return found.sort((a, b) => a.path < b.path ? -1 : 1);
}

const SOURCE = /\.(tsx?|jsx?)$/;
const TEST = /[._]test\.\w+$/;

/** Files of islands: those of islands/ and of each `(_islands)` in routes/. */
export async function findIslands(
  islandDir: string,
  routeDir: string,
  ignore: RegExp[],
): Promise<Found[]> {
  const all = [
    ...await filesOf(islandDir, ignore),
    ...(await filesOf(routeDir, ignore)).filter(({ path }) => /(^|\/)\(_islands\)\//.test(path)),
  ];
  return all.filter(({ path }) =>
    SOURCE.test(path) && !TEST.test(path) && !path.endsWith(".d.ts") &&
    !/(^|\/)[._]/.test(path)
  );
}

/** A route file, with the pattern from its own `config` if it has one. */
export interface FoundRoute {
  file: string;
  path: string;
  override?: string;
}

/**
 * The route files of a folder.
 *
 * @throws Error for a file whose name is no pattern, or two for one path
 */
export async function findRoutes(routeDir: string, ignore: RegExp[]): Promise<FoundRoute[]> {
  const routes: FoundRoute[] = [];
  const taken = new Map<string, string>();
  for (const { file, path } of await filesOf(routeDir, ignore)) {
    const route = routePath(path);
    if (route === null) continue;
    const override = await findOverride(file);
    routes.push({ file, path: route, override });
    const { kind } = fileKind(route);
    const name = kind === "route" ? override ?? filePattern(route) : route;
    const other = taken.get(name);
    if (other !== undefined) {
      throw new Error(`Cannot route ${path}: ${other} has the same address`);
    }
    taken.set(name, path);
  }
  return routes;
}

const CONFIG = /\bexport\s+(const|let|var)\s+config\b|\bexport\s*\{[^}]*\bconfig\b/;

/** Only a file that exports a `config` must be run to know its pattern. */
async function findOverride(file: string): Promise<string | undefined> {
  if (!CONFIG.test(await Deno.readTextFile(file))) return undefined;
  const { config = {} } = await import(pathToFileURL(file).href);
  onlyKnown(`config in ${file}`, config, [
    "routeOverride",
    "skipAppWrapper",
    "skipInheritedLayouts",
  ]);
  return config.routeOverride;
}
