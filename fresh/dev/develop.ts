import { basename, join, relative, sep } from "node:path";
import type { App } from "../app.ts";
import { applySnapshot } from "../snapshot.ts";
import { type Build, build, type Project } from "./build.ts";
import { createBundler } from "./bundle.ts";
import { type BuilderListenOptions, type Made, serveLive } from "./live.ts";
import { followImports, loadedFiles, loadOutdated, outdate, serves, within } from "./modules.ts";
import { endWithParent, keepServing, startAnother } from "./parent.ts";
import { watchProject } from "./watch.ts";

// deno-lint-ignore no-explicit-any
type AnyApp = App<any>;

/** Code, by its name. */
const CODE = /[/\\][^.#/\\][^/\\]*\.[cm]?[jt]sx?$/;
/** What of a project may matter besides: what code imports, and settings. */
const SOURCE = /\.jsonc?$|[/\\]\.env[^/\\]*$/;
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
  /** What is wrong with a route that was asked for. */
  let faultOf = (): unknown => undefined;
  const isStatic = (path: string) => within(path, staticDir);
  const isFound = (path: string) =>
    (within(path, routeDir) || within(path, islandDir)) &&
    (CODE.test(path) || !basename(path).includes("."));
  /** Whether a path is of the app: found by a build, loaded, beside what was loaded, a setting. */
  const concerns = (path: string) => {
    const files = [staticDir, routeDir, islandDir, ...loadedFiles()];
    if (isStatic(path) || isFound(path) || files.some((file) => within(file, path))) return true;
    const top = join(root, relative(root, path).split(sep)[0]);
    // Of what does not load Deno does not tell all that it imports.
    if (CODE.test(path) && (!built || faultOf())) return true;
    return (CODE.test(path) || SOURCE.test(path)) &&
      (path === top || files.some((file) => within(file, top)));
  };
  if (!serves && !options.signal) return await keepServing(root, concerns, options);
  if (serves) endWithParent();
  using _following = serves ? undefined : followImports();
  await using bundler = createBundler(project, "development");

  let app: AnyApp | undefined;
  const atStart = Deno.memoryUsage().rss;
  /** What has changed since all was well. */
  const waiting = new Set<string>();

  const make = async (paths: string[] = []): Promise<Made> => {
    for (const path of paths) waiting.add(path);
    const known = [...waiting].every(isStatic) ? built : undefined;
    const reach = outdate([...waiting].filter((path) => !isStatic(path)), isFound);
    const heavy = Deno.memoryUsage().rss - atStart > MOST_MEMORY;
    if (serves && (reach === "process" || heavy)) startAnother();
    if (reach !== "files") app = undefined;
    const loading = loadOutdated();
    const importing = loading.then(async () => {
      if (app) return app;
      const module = await importApp();
      return app = "app" in module ? module.app : module;
    });
    const making = build(project, "development", bundler, known, loading);
    // Both are over before there is another try.
    await Promise.allSettled([importing, making]);
    built = undefined;
    let fault: unknown;
    faultOf = () => fault;
    // A build says more exactly what is wrong than an import does.
    const made = await making;
    const running = await importing;
    const routes = made.routes.map((route) => ({
      ...route,
      // Not for the error page of the app, which has words for other people.
      load: () =>
        route.load().catch((error) => {
          throw fault = error;
        }),
    }));
    applySnapshot(running, { ...made, routes });
    const changed = known && differences(known.statics, made.statics);
    built = made;
    waiting.clear();
    const answer = running.handler();
    const handler: Deno.ServeHandler = async (req, info) => {
      const res = await answer(req, info);
      if (fault) throw fault;
      return res;
    };
    return { handler, changed };
  };
  await serveLive(make, options, (changed) => watchProject(root, concerns, changed));
}

/** The files whose hash is another, with it; an empty one where they are gone. */
function differences(before: Build["statics"], after: Build["statics"]): Record<string, string> {
  const paths = Object.keys({ ...before, ...after });
  const changed = paths.filter((path) => before[path]?.hash !== after[path]?.hash);
  return Object.fromEntries(changed.map((path) => [path, after[path]?.hash ?? ""]));
}
