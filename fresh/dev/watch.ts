import { lstatSync } from "node:fs";
import { dirname, join, relative } from "node:path";

/** How long a change may still be one with the one before: editors write in several steps. */
const SETTLED_MS = 15;
/** What nobody works in: packages, and what is hidden but settings. */
const OTHERS = /^$|(^|[/\\])(node_modules|\.(?!env|well-known)[^/\\]*)([/\\]|$)/;

/**
 * Watches a project: the files in its folder and all in the folders below, but those of packages and
 * those whose name begins with a dot.
 *
 * @param concerns whether a file, or a folder that has come or gone, matters, by its absolute path
 * @param changed gets what has changed
 */
export function watchProject(
  root: string,
  concerns: (path: string) => boolean,
  changed: (paths: string[]) => void,
): Disposable {
  const watchers = new Map<string, Deno.FsWatcher>();
  const found = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const settle = () => {
    for (const path of found) if (dirname(path) === root) watch(path).catch(() => {}); // It may be gone again.
    const paths = [...found].filter(concerns);
    found.clear();
    if (paths.length > 0) changed(paths);
  };
  const watch = async (folder: string) => {
    if (watchers.has(folder) || !lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
      return;
    }
    const watcher = Deno.watchFs(folder, { recursive: folder !== root });
    watchers.set(folder, watcher);
    for await (const { kind, paths } of watcher) {
      for (const path of paths) {
        if (kind === "access" || OTHERS.test(relative(root, path))) continue;
        const moved = kind !== "modify" && dirname(path) === root;
        if (!moved && !concerns(path)) continue;
        // A folder that comes again is another one, which its watcher does not know, and Deno takes a
        // moment to forget: it is watched anew once all has settled.
        if (moved) {
          watchers.get(path)?.close();
          watchers.delete(path);
        }
        found.add(path);
        clearTimeout(timer);
        timer = setTimeout(settle, SETTLED_MS);
      }
    }
  };
  watch(root);
  for (const { name } of Deno.readDirSync(root)) if (!OTHERS.test(name)) watch(join(root, name));
  return {
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}
