import { join } from "node:path";

/** How long a change may still be one with the one before: editors write in several steps. */
const SETTLED_MS = 15;

/**
 * Watches a project: the files in its folder and all in the folders below, but those of packages and
 * those whose name begins with a dot.
 *
 * @param concerns whether a file, by its absolute path, matters
 * @param changed gets the files that have changed
 */
export function watchProject(
  root: string,
  concerns: (file: string) => boolean,
  changed: (files: string[]) => void,
): Disposable {
  const folders = [...Deno.readDirSync(root)]
    .filter(({ name, isDirectory }) => isDirectory && !/^\.|^node_modules$/.test(name))
    .map(({ name }) => join(root, name));
  const watchers = [Deno.watchFs(root, { recursive: false }), Deno.watchFs(folders)];
  const files = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  for (const watcher of watchers) {
    (async () => {
      for await (const { kind, paths } of watcher) {
        const found = kind === "access" ? [] : paths.filter(concerns);
        if (found.length === 0) continue;
        for (const file of found) files.add(file);
        clearTimeout(timer);
        timer = setTimeout(() => {
          changed([...files]);
          files.clear();
        }, SETTLED_MS);
      }
    })();
  }
  return {
    [Symbol.dispose]: () => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}
