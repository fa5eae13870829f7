/**
 * Has modules loaded anew without another process: one that is out of date, and all that import it,
 * get another address. The process that serves the app loads this before it.
 *
 * @module
 */
import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** Tells a process that it is the one that serves. */
export const SERVES = "FRESH_DEV_SERVES";
/** Whether this process is the one that serves. */
export const serves: boolean = Deno.env.has(SERVES);

/** This layer, which stays as it is while the process runs. */
const LAYER = fileURLToPath(new URL("../", import.meta.url));

/** Who imports each file. */
const importers = new Map<string, Set<string>>();
/** Which change made a file out of date last. */
const ages = new Map<string, number>();
/** What was loaded before there was a builder. */
let fixed = new Set<string>();
let changes = 0;
/** What the last change made out of date. */
let outdated = new Set<string>();

/** Follows from here on which file imports which. */
export function followImports(): Disposable {
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context);
      if (!found.url.startsWith("file:") || found.url.includes("/node_modules/")) return found;
      const file = fileURLToPath(found.url);
      const known = importers.get(file) ?? new Set();
      importers.set(file, known);
      if (context.parentURL?.startsWith("file:")) known.add(fileURLToPath(context.parentURL));
      return ages.has(file) ? { ...found, url: addressOf(file) } : found;
    },
  });
  return { [Symbol.dispose]: () => hooks.deregister() };
}

if (serves) followImports();

/** What has been loaded by now stays as it is while the process runs. */
export function fixModules(): void {
  fixed = new Set(importers.keys());
}

/** The files that were loaded. */
export function loadedFiles(): string[] {
  return [...importers.keys()];
}

/** Whether a path is that of a folder, or of something in it. */
export const within = (path: string, folder: string): boolean =>
  `${path}${sep}`.startsWith(folder + sep);

/**
 * Has files and all that import them loaded anew, when they are imported next.
 *
 * @param paths of files, and of folders for what was loaded from there
 * @param isFound whether a build finds a path by itself, though nobody has imported it yet
 * @returns how far that goes: `app` is imported again, or only another process can load them
 */
export function outdate(
  paths: string[],
  isFound: (path: string) => boolean,
): "files" | "app" | "process" {
  outdated = new Set(paths.flatMap((path) => {
    const loaded = loadedFiles().filter((file) => within(file, path));
    return loaded.length > 0 ? loaded : path;
  }));
  let reach: "files" | "app" | "process" = "files";
  for (const file of outdated) {
    const known = importers.get(file);
    if (fixed.has(file) || file.startsWith(LAYER) || (!known && !isFound(file))) reach = "process";
    for (const importer of known ?? []) {
      if (importer.startsWith(LAYER)) continue;
      if (importers.has(importer) && !fixed.has(importer)) outdated.add(importer);
      else if (reach === "files") reach = "app";
    }
  }
  changes++;
  for (const file of outdated) ages.set(file, changes);
  return reach;
}

/**
 * Loads what is out of date, all at once: a module after the other takes Deno
 * three times as long. Whoever imports one of them next is told what is wrong.
 */
export async function loadOutdated(): Promise<void> {
  const loaded = [...outdated].filter((file) => importers.has(file) && existsSync(file));
  const source = loaded.map((file) => `import ${JSON.stringify(addressOf(file))};`).join("\n");
  await import(`data:text/javascript,${encodeURIComponent(source)}`).catch(() => {});
}

const addressOf = (file: string) => `${pathToFileURL(file).href}?v=${ages.get(file)}`;
