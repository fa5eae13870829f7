import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { leftOut, onlyKnown } from "../left_out.ts";
import { fileKind, filePattern, routePath } from "../file_routes.ts";
import type { Project } from "./build.ts";

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
  if (!existsSync(dir)) return [];
  const found: Found[] = [];
  for (const { name, isDirectory, isSymlink } of await Array.fromAsync(Deno.readDir(dir))) {
    const file = join(dir, name);
    if (ignore.some((pattern) => pattern.test(file))) continue;
    if (isSymlink ? (await Deno.stat(file)).isDirectory : isDirectory) {
      const inside = await filesOf(file, ignore);
      found.push(...inside.map(({ file, path }) => ({ file, path: `${name}/${path}` })));
    } else found.push({ file, path: name });
  }
  return found.sort((a, b) => a.path < b.path ? -1 : 1);
}

/** A route file, with the pattern from its own `config` if it has one. */
export interface FoundRoute {
  file: string;
  path: string;
  override?: string;
}

/**
 * Finds the route files, and those of islands: in their folder, and in each
 * `(_islands)` among the routes.
 *
 * @throws Error for a file whose name is no pattern, or two for one path
 */
export async function scan(
  { routeDir, islandDir, ignore, registered }: Project,
): Promise<{ routes: FoundRoute[]; islands: Found[] }> {
  const [inRoutes, inIslands] = await Promise.all([
    filesOf(routeDir, ignore),
    filesOf(islandDir, ignore),
  ]);
  const besides = inRoutes.filter(({ path }) => /(^|\/)\(_islands\)\//.test(path));
  const islands = [...inIslands, ...besides].filter(({ path }) =>
    /\.[jt]sx?$/.test(path) && !/[._]test\.\w+$|\.d\.ts$|(^|\/)\./.test(path)
  );
  const routes: FoundRoute[] = [];
  const taken = new Map<string, string>();
  for (const { file, path } of inRoutes) {
    const route = routePath(path);
    if (route === null) continue;
    const override = await overrideOf(file);
    routes.push({ file, path: route, override });
    const name = fileKind(route).kind === "route" ? override ?? filePattern(route) : route;
    const other = taken.get(name);
    if (other !== undefined) throw new Error(`Cannot route ${path}: ${other} has the same address`);
    taken.set(name, path);
  }
  return { routes, islands: [...islands, ...registered] };
}

const exporting = (name: string) =>
  new RegExp(`\\bexport\\s+(const|let|var)\\s+${name}\\b|\\bexport\\s*\\{[^}]*\\b${name}\\b`);
const CONFIG = exporting("config");
const CSS = exporting("css");

/** Only a file that exports a `config` must be run to know its pattern. */
async function overrideOf(file: string): Promise<string | undefined> {
  const text = await Deno.readTextFile(file);
  if (CSS.test(text)) leftOut(`The export "css" of ${file}`, "link style sheets of static/");
  if (!CONFIG.test(text)) return undefined;
  const { config = {} } = await import(pathToFileURL(file).href);
  const known = ["routeOverride", "skipAppWrapper", "skipInheritedLayouts"];
  onlyKnown(`config in ${file}`, config, known);
  return config.routeOverride;
}
