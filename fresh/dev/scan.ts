import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { leftOut, onlyKnown } from "../left_out.ts";
import { fileKind, filePattern, type FileRoute, routePath } from "../file_routes.ts";
import type { Project } from "./build.ts";

/** A file that a build found. */
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
export function filesOf(dir: string, ignore: RegExp[]): Found[] {
  if (!existsSync(dir)) return [];
  const found: Found[] = [];
  for (const { name } of Deno.readDirSync(dir)) {
    const file = join(dir, name);
    if (ignore.some((pattern) => pattern.test(file))) continue;
    // Editors keep links that lead nowhere beside what is open in them.
    if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) {
      const inside = filesOf(file, ignore);
      found.push(...inside.map(({ file, path }) => ({ file, path: `${name}/${path}` })));
    } else found.push({ file, path: name });
  }
  return found.sort((a, b) => a.path < b.path ? -1 : 1);
}

/** A route, and the file that it is in. */
export type FoundRoute = FileRoute & { file: string };

/**
 * Finds the route files, and those of islands: in their folder, and in each
 * `(_islands)` among the routes.
 *
 * @throws Error for a file whose name is no pattern, or two for one path
 */
export async function scan(
  { routeDir, islandDir, ignore, registered }: Project,
): Promise<{ routes: FoundRoute[]; islands: string[] }> {
  const inRoutes = filesOf(routeDir, ignore);
  const besides = inRoutes.filter(({ path }) => /(^|\/)\(_islands\)\//.test(path));
  const islands = [...filesOf(islandDir, ignore), ...besides].filter(({ path }) =>
    /\.[jt]sx?$/.test(path) && !/[._]test\.\w+$|\.d\.ts$|(^|\/)\./.test(path)
  );
  const routes: FoundRoute[] = [];
  const taken = new Map<string, string>();
  for (const { file, path: from } of inRoutes) {
    const path = routePath(from);
    if (path === null) continue;
    const load = () => import(pathToFileURL(file).href);
    const override = await overrideOf(file, load);
    routes.push({ file, path, override, load });
    const name = fileKind(path).kind === "route" ? override ?? filePattern(path) : path;
    const other = taken.get(name);
    if (other !== undefined) throw new Error(`Cannot route ${from}: ${other} has the same address`);
    taken.set(name, from);
  }
  return { routes, islands: [...islands.map(({ file }) => file), ...registered] };
}

const exporting = (name: string) =>
  new RegExp(`\\bexport\\s+(const|let|var)\\s+${name}\\b|\\bexport\\s*\\{[^}]*\\b${name}\\b`);
const CONFIG = exporting("config");
const CSS = exporting("css");

/** The pattern of a route's own `config`; only a file that exports one must be run to know it. */
async function overrideOf(file: string, load: FileRoute["load"]): Promise<string | undefined> {
  const text = await Deno.readTextFile(file);
  if (CSS.test(text)) leftOut(`The export "css" of ${file}`, "link style sheets of static/");
  if (!CONFIG.test(text)) return undefined;
  const { config = {} } = await load();
  const known = ["routeOverride", "skipAppWrapper", "skipInheritedLayouts"];
  onlyKnown(`config in ${file}`, config, known);
  return config.routeOverride;
}
