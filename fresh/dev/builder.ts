import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { App } from "../app.ts";
import { onlyKnown } from "../left_out.ts";
import { applySnapshot } from "../snapshot.ts";
import { build, type BuildOptions, type Project } from "./build.ts";
import { createBundler } from "./bundle.ts";
import { develop } from "./develop.ts";
import { writeBuild } from "./disk.ts";
import type { BuilderListenOptions } from "./live.ts";
import { fixModules } from "./modules.ts";
import type { Mode, OnTransformOptions, TransformFn } from "./statics.ts";

export type { BuilderListenOptions, BuildOptions };

const DEFAULTS = {
  root: ".",
  target: "es2022",
  serverEntry: "main.ts",
  outDir: "_fresh",
  staticDir: "static",
  islandDir: "islands",
  routeDir: "routes",
  ignore: [],
  sourceMap: {},
};

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
  #project: Project;

  constructor(options: BuildOptions = {}) {
    onlyKnown("Builder", options, Object.keys(DEFAULTS));
    const project = { ...DEFAULTS, ...options, transforms: [], registered: [] };
    const { root } = project;
    project.root = resolve(root.startsWith("file:") ? fileURLToPath(root) : root);
    for (const name of ["serverEntry", "outDir", "staticDir", "islandDir", "routeDir"] as const) {
      project[name] = resolve(project.root, project[name]);
    }
    this.#project = project;
    fixModules();
  }

  /** Adds an island that is not in islands/: a path or `file:` URL. */
  registerIsland(specifier: string): void {
    if (/^(jsr|npm|https?):/.test(specifier)) {
      throw new Error(
        `Cannot register the island ${specifier}: only files are supported`,
      );
    }
    const file = specifier.startsWith("file:")
      ? fileURLToPath(specifier)
      : resolve(this.#project.root, specifier);
    this.#project.registered.push(file);
  }

  /** Has static files of some name changed at build, such as style sheets. */
  onTransformStaticFile(options: OnTransformOptions, fn: TransformFn): void {
    this.#project.transforms.push({ ...options, fn });
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
    await using bundler = createBundler(this.#project, mode);
    const built = await build(this.#project, mode, bundler);
    if (snapshot === "disk") await writeBuild(this.#project, built);
    return (app) => applySnapshot(app, built);
  }

  /**
   * Builds and serves the app while it is written: what has changed is built and
   * loaded anew, and pages load again; a build that fails is shown in the browser
   * with file and line. This happens in a process of its own, which gives way to
   * another one where only that reads a change; with a `signal`, in this process.
   *
   * @param importApp imports the module that exports `app`; called again when a
   *   change reaches that, so what it opens besides is for it to close
   */
  async listen(
    importApp: () => Promise<{ app: App<State> } | App<State>>,
    options: BuilderListenOptions = {},
  ): Promise<void> {
    await develop(this.#project, importApp, options);
  }
}
