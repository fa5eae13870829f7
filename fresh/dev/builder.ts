import { isAbsolute, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { App } from "../app.ts";
import { onlyKnown } from "../left_out.ts";
import { applySnapshot, type LiveSnapshot, type Snapshot, type StaticFile } from "../snapshot.ts";
import { type Bundle, bundle, type SourceMap } from "./bundle.ts";
import { type DiskBuild, writeBuild } from "./disk.ts";
import { type BuilderListenOptions, serveLive } from "./live.ts";
import { findIslands, findRoutes, type Found, type FoundRoute } from "./scan.ts";
import {
  makeStatic,
  type OnTransformOptions,
  readStatics,
  type Transform,
  type TransformFn,
} from "./statics.ts";

export type { BuilderListenOptions };

type Mode = "development" | "production";

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

const OPTIONS = [
  ...["target", "root", "serverEntry", "outDir", "staticDir", "islandDir", "routeDir"],
  ...["ignore", "sourceMap"],
];

const TARGET = "es2022";

interface Made {
  routes: FoundRoute[];
  islands: Found[];
  bundle: Bundle;
  statics: Record<string, StaticFile>;
}

/**
 * Builds an app: finds its routes, bundles its islands, hashes and compresses
 * its static files.
 *
 * @example
 * ```ts
 * const builder = new Builder();
 * if (Deno.args.includes("build")) await builder.build();
 * else await builder.listen(() => import("./main.ts"));
 * ```
 */
// deno-lint-ignore no-explicit-any
export class Builder<State = any> {
  #options: BuildOptions;
  #root: string;
  #transforms: Transform[] = [];
  #registered: Found[] = [];

  constructor(options: BuildOptions = {}) {
    onlyKnown("Builder", options, OPTIONS);
    this.#options = options;
    const root = options.root ?? Deno.cwd();
    this.#root = root.startsWith("file:")
      ? fileURLToPath(root).replace(/[/\\]$/, "")
      : resolve(root);
  }

  /** Adds an island that is not in islands/: a path or `file:` URL. */
  registerIsland(specifier: string): void {
    if (/^(jsr|npm|https?):/.test(specifier)) {
      throw new Error(
        `Cannot register the island ${specifier}: only files are supported`,
      );
    }
    const file = specifier.startsWith("file:") ? fileURLToPath(specifier) : this.#path(specifier);
    this.#registered.push({ file, path: file });
  }

  /** Has static files of some name changed at build, such as style sheets. */
  onTransformStaticFile(options: OnTransformOptions, fn: TransformFn): void {
    this.#transforms.push({ ...options, fn });
  }

  /**
   * Builds the app, by default onto the disk.
   *
   * @returns a function that gives an app the build; a build on disk has
   *   `server.js` besides
   * @throws BuildError, naming file and line, when an island does not build
   */
  async build(
    options: { mode?: Mode; snapshot?: "disk" | "memory" } = {},
  ): Promise<(app: App<State>) => void> {
    const { mode = "production", snapshot = "disk" } = options;
    const made = await this.#make(mode);
    if (snapshot === "disk") await writeBuild(await this.#onDisk(made));
    const live = await this.#inMemory(made, mode);
    return (app) => applySnapshot(app, live);
  }

  /**
   * Builds and serves the app while it is written: pages reload when the server
   * has restarted (`deno run --watch`), and a build that fails is shown in the
   * browser with file and line.
   *
   * @param importApp imports the module that exports `app`
   */
  async listen(
    importApp: () => Promise<{ app: App<State> } | App<State>>,
    options: BuilderListenOptions = {},
  ): Promise<void> {
    let live: LiveSnapshot | undefined;
    const start = async () => {
      // All at once: whoever changed a file waits for them.
      const [made, module] = await Promise.all([this.#make("development"), importApp()]);
      const app = "app" in module ? module.app : module;
      live = applySnapshot(app, await this.#inMemory(made, "development"));
      return app.handler();
    };
    await serveLive(start, options, {
      folder: this.#path(this.#options.staticDir ?? "static"),
      renew: async () => await this.#renew(live!),
    });
  }

  /** Builds the static files of an app that is being served. */
  async #renew({ statics, hashes }: LiveSnapshot): Promise<Record<string, string>> {
    const changed: Record<string, string> = {};
    const files = new Map(await this.#statics("development"));
    for (const path in hashes) {
      if (files.has(path)) continue;
      changed[path] = "";
      statics.delete(path);
      delete hashes[path];
    }
    for (const [path, file] of files) {
      if (hashes[path] !== file.hash) changed[path] = file.hash;
      hashes[path] = file.hash;
      statics.set(path, file);
    }
    return changed;
  }

  async #statics(mode: Mode): Promise<[string, StaticFile][]> {
    const { ignore = [], target = TARGET } = this.#options;
    const dir = this.#path(this.#options.staticDir ?? "static");
    const files = await readStatics(dir, ignore, this.#transforms, mode, target);
    return await Promise.all(
      [...files].map(async ([path, bytes]): Promise<[string, StaticFile]> => [
        path,
        await makeStatic(path, bytes, mode),
      ]),
    );
  }

  #path(path: string): string {
    return isAbsolute(path) ? path : resolve(this.#root, path);
  }

  async #make(mode: Mode): Promise<Made> {
    const { ignore = [], target = TARGET, sourceMap } = this.#options;
    const routeDir = this.#path(this.#options.routeDir ?? "routes");
    const islandDir = this.#path(this.#options.islandDir ?? "islands");
    const islands = [...await findIslands(islandDir, routeDir, ignore), ...this.#registered];
    const making = this.#statics(mode);
    // esbuild is a process of its own: it works while styles are made here.
    const hashes = async () =>
      Object.fromEntries((await making).map(([path, { hash }]) => [path, hash]));
    const [scripts, plain, routes] = await Promise.all([
      bundle({ root: this.#root, islands, mode, target, hashes, sourceMap }),
      making,
      findRoutes(routeDir, ignore),
    ]);
    const built = await Promise.all(
      [...scripts.files].map(async ([path, bytes]) =>
        [path, await makeStatic(path, bytes, mode, true)] as const
      ),
    );
    const statics = Object.fromEntries([...plain, ...built]);
    return { routes, islands, bundle: scripts, statics };
  }

  async #inMemory(made: Made, mode: Mode): Promise<Snapshot> {
    const islands = await Promise.all(
      made.islands.map(async ({ file }) => {
        const module = await import(pathToFileURL(file).href);
        return islandsOf(file, module, made.bundle)
          .map((island) => ({ ...island, module }));
      }),
    );
    return {
      root: this.#root,
      dir: this.#root,
      mode,
      routes: made.routes.map(({ file, path, override }) => ({
        path,
        override,
        load: () => import(pathToFileURL(file).href),
      })),
      islands: islands.flat(),
      client: made.bundle.client,
      statics: made.statics,
    };
  }

  async #onDisk(made: Made): Promise<DiskBuild> {
    const islands = await Promise.all(made.islands.map(async ({ file }) => {
      const module = await import(pathToFileURL(file).href);
      return { file, names: islandsOf(file, module, made.bundle) };
    }));
    return {
      root: this.#root,
      outDir: this.#path(this.#options.outDir ?? "_fresh"),
      serverEntry: this.#path(this.#options.serverEntry ?? "main.ts"),
      routes: made.routes,
      islands,
      snapshot: { client: made.bundle.client, statics: made.statics },
    };
  }
}

/** Each exported function of an island file is an island. */
function islandsOf(
  file: string,
  module: Record<string, unknown>,
  { islands }: Bundle,
): DiskBuild["islands"][number]["names"] {
  const base = file.split(/[/\\]/).at(-1)!.replace(/\.\w+$/, "");
  const script = islands.get(file)!;
  return Object.keys(module)
    .filter((name) => typeof module[name] === "function")
    .map((exportName) => ({
      name: exportName === "default" ? base : `${base}.${exportName}`,
      exportName,
      ...script,
    }));
}
