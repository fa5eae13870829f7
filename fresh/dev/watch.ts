import { dirname, join, relative, sep } from "node:path";

/** How long a change may still be one with the one before: editors write in several steps. */
const SETTLED_MS = 15;
/** Folders that nobody works in: of packages, and hidden ones. */
const OTHERS = /^\.|^node_modules$/;

/**
 * Watches a project: the files in its folder and all in the folders below, but those of packages and
 * those whose name begins with a dot.
 *
 * @param concerns whether a file, or a folder that is gone, matters, by its absolute path
 * @param changed gets what has changed; of a folder that has come, the files in it
 */
export function watchProject(
  root: string,
  concerns: (path: string) => boolean,
  changed: (paths: string[]) => void,
): Disposable {
  const watchers = new Map<string, Deno.FsWatcher>();
  const found = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const add = (path: string) => {
    if (!concerns(path)) return;
    found.add(path);
    clearTimeout(timer);
    timer = setTimeout(() => {
      changed([...found]);
      found.clear();
    }, SETTLED_MS);
  };
  const watch = async (folder: string) => {
    // One that comes again is another one, which its watcher does not know.
    watchers.get(folder)?.close();
    const watcher = Deno.watchFs(folder, { recursive: folder !== root });
    watchers.set(folder, watcher);
    for await (const { kind, paths } of watcher) {
      if (kind === "access") continue;
      for (const path of paths) {
        add(path);
        const isOther = relative(root, path).split(sep).some((name) => OTHERS.test(name));
        if (kind === "modify" || isOther || !isFolder(path)) continue;
        if (dirname(path) === root) watch(path).catch(() => {}); // It may be gone again.
        filesBelow(path).forEach(add);
      }
    }
  };
  for (const folder of [root, ...foldersIn(root)]) watch(folder);
  return {
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

function isFolder(path: string): boolean {
  try {
    return Deno.lstatSync(path).isDirectory;
  } catch {
    return false;
  }
}

function foldersIn(dir: string): string[] {
  return [...Deno.readDirSync(dir)]
    .filter(({ name, isDirectory }) => isDirectory && !OTHERS.test(name))
    .map(({ name }) => join(dir, name));
}

function filesBelow(dir: string): string[] {
  try {
    const files = [...Deno.readDirSync(dir)].filter((entry) => entry.isFile);
    return [...files.map(({ name }) => join(dir, name)), ...foldersIn(dir).flatMap(filesBelow)];
  } catch {
    return []; // It is gone again.
  }
}
