import { dirname, relative, sep } from "node:path";
import type { App } from "../app.ts";
import { applySnapshot } from "../snapshot.ts";
import { type Build, build, loadIslands, type Project, snapshotOf } from "./build.ts";
import { createBundler } from "./bundle.ts";
import { type BuilderListenOptions, type Made, serveLive } from "./live.ts";
import { followImports, loadedFiles, loadOutdated, outdate, serves } from "./modules.ts";
import { endWithParent, keepServing, startAnother } from "./parent.ts";
import { watchProject } from "./watch.ts";

// deno-lint-ignore no-explicit-any
type AnyApp = App<any>;

/** What a change may be of: code, what code imports, and settings; no editor's hidden file. */
const SOURCE = /[/\\]([^./\\][^/\\]*\.([cm]?[jt]sx?|jsonc?)|\.env[^/\\]*)$/;
/** Modules that were loaded anew stay in memory: beyond this another process is better. */
const MOST_MEMORY = 1 << 30;

/**
 * Serves a project while it is written, in a process of its own unless there is
 * a `signal`.
 *
 * @param importApp imports the module that exports `app`, again and again
 */
export async function develop(
  project: Project,
  importApp: () => Promise<{ app: AnyApp } | AnyApp>,
  options: BuilderListenOptions,
): Promise<void> {
  const { root, staticDir, routeDir, islandDir } = project;
  let built: Build | undefined;
  const isStatic = (file: string) => file.startsWith(staticDir + sep);
  const isFolder = (path: string) => {
    const routes = built?.routes.map(({ file }) => file) ?? [];
    const known = [...loadedFiles(), ...routes, staticDir, routeDir, islandDir];
    return known.some((each) => `${each}${sep}`.startsWith(path + sep));
  };
  const concerns = (path: string) => isStatic(path) || SOURCE.test(path) || isFolder(path);
  if (!serves && !options.signal) return await keepServing(root, concerns, options);
  if (serves) endWithParent();
  using _following = serves ? undefined : followImports();
  await using bundler = createBundler(project, "development");

  let app: AnyApp | undefined;
  let hashes: Record<string, string> = {};
  const atStart = Deno.memoryUsage().rss;
  /** What has changed since all was well. */
  const waiting = new Set<string>();

  const make = async (files: string[] = []): Promise<Made | undefined> => {
    const { isPart, isNew } = partsOf(project);
    for (const file of files) if (!built || isStatic(file) || isPart(file)) waiting.add(file);
    if (waiting.size === 0 && built) return;
    const known = [...waiting].every(isStatic) ? built : undefined;
    const reach = outdate([...waiting].filter((file) => !isStatic(file)), isNew);
    const heavy = Deno.memoryUsage().rss - atStart > MOST_MEMORY;
    if (serves && (reach === "process" || heavy)) startAnother();
    if (reach !== "files") app = undefined;
    built = undefined;
    const importing = loadOutdated().then(async () => app ??= appOf(await importApp()));
    const making = build(project, "development", bundler, known);
    // Both are over before there is another try.
    await Promise.allSettled([importing, making]);
    // A build says more exactly what is wrong than an import does.
    const made = await making;
    const running = await importing;
    const islands = await loadIslands(made);
    const snapshot = snapshotOf(project, "development", made, islands);
    let fault: unknown;
    for (const route of snapshot.routes) {
      const { load } = route;
      // Not for the error page of the app, which has words for other people.
      route.load = () =>
        load().catch((error) => {
          throw fault = error;
        });
    }
    const live = applySnapshot(running, snapshot);
    const changed = known && differences(hashes, live.hashes);
    hashes = live.hashes;
    built = made;
    waiting.clear();
    return { handler: running.handler(), changed, fault: () => fault };
  };
  await serveLive(make, options, (changed) => watchProject(root, concerns, changed));
}

function appOf(module: { app: AnyApp } | AnyApp): AnyApp {
  return "app" in module ? module.app : module;
}

/** What belongs to the app: what it has loaded, all that lies beside that, and settings. */
function partsOf({ root, routeDir, islandDir }: Project) {
  const loaded = new Set(loadedFiles());
  const topOf = (file: string) => relative(root, file).split(sep)[0];
  const tops = new Set([...loaded].map(topOf));
  const isNew = (file: string) =>
    !loaded.has(file) && [routeDir, islandDir].some((dir) => file.startsWith(dir + sep));
  const isPart = (file: string) => isNew(file) || dirname(file) === root || tops.has(topOf(file));
  return { isPart, isNew };
}

/** The files whose hash is another, with it; an empty one where they are gone. */
function differences(before: Record<string, string>, after: Record<string, string>) {
  const paths = Object.keys({ ...before, ...after });
  const changed = paths.filter((path) => before[path] !== after[path]);
  return Object.fromEntries(changed.map((path) => [path, after[path] ?? ""]));
}
