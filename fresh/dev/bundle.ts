import * as esbuild from "esbuild";
import { createRequire } from "node:module";
import { basename, dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type ClientScripts, NO_SCRIPTS, type Script } from "../snapshot.ts";
import type { Found } from "./scan.ts";

/** A build that failed on the app's own code. */
export class BuildError extends Error {
  readonly code = "build_failed";
  /**
   * @param message what is wrong, in words for a person
   * @param places file, line and column (from 1) of each fault
   */
  constructor(
    message: string,
    readonly places: { file: string; line: number; column: number }[] = [],
  ) {
    super(message);
    this.name = "BuildError";
  }
}

/** What to bundle. */
export interface BundleInput {
  /** Folder of the project. */
  root: string;
  islands: Found[];
  mode: "development" | "production";
  target: string | string[];
  /** What `asset()` knows in the browser. */
  hashes: () => Promise<Record<string, string>>;
  sourceMap?: SourceMap;
}

/** How source maps are made, as esbuild understands it. */
export interface SourceMap {
  kind?: boolean | "linked" | "inline" | "external" | "both";
  sourceRoot?: string;
  sourcesContent?: boolean;
}

/** Scripts by address, and who is who among them. */
export interface Bundle {
  files: Map<string, Uint8Array<ArrayBuffer>>;
  client: ClientScripts;
  /** For each island file: address of its script, and what that imports. */
  islands: Map<string, Script>;
}

/** Bundles again and again, and reads again only what has changed. */
export interface Bundler extends AsyncDisposable {
  /** @throws BuildError naming file and line */
  bundle(input: BundleInput): Promise<Bundle>;
}

type Result = esbuild.BuildResult<{ write: false; metafile: true }>;

/** Folder of the scripts in addresses. */
const AT = "/_fresh/js/";
const CLIENT = fileURLToPath(new URL("../client/", import.meta.url));
const RUNTIME = fileURLToPath(new URL("../runtime.ts", import.meta.url));

let bundlers = 0;

/** Bundles islands for the browser: shared chunks, hashed names. */
export function createBundler(): Bundler {
  let context: esbuild.BuildContext<{ write: false; metafile: true }> | undefined;
  let known = "";
  let input: BundleInput;
  bundlers++;
  return {
    async bundle(given) {
      input = given;
      const { root, islands, mode } = input;
      const has = (name: string) => hasPackage(root, name);
      // Without Preact there is nothing to make live: not even a partial.
      if (islands.length === 0 && !has("preact")) {
        return { files: new Map(), client: NO_SCRIPTS, islands: new Map() };
      }
      const entryPoints: Record<string, string> = {};
      const client = ["boot", "slots", "rich", "partials"];
      if (has("@preact/signals")) client.push("signals");
      for (const name of client) entryPoints[name] = `${CLIENT}${name}.ts`;
      for (const { file } of islands) entryPoints[entryName(file, entryPoints)] = file;
      if (JSON.stringify(entryPoints) !== known) {
        await context?.dispose();
        known = JSON.stringify(entryPoints);
        context = await esbuild.context({
          entryPoints,
          // With boot.ts in every entry, Preact and it share one chunk.
          inject: [CLIENT + "boot.ts"],
          bundle: true,
          splitting: true,
          format: "esm",
          platform: "browser",
          absWorkingDir: root,
          outdir: root + "/_out",
          entryNames: "[name]-[hash]",
          chunkNames: "chunk-[hash]",
          minify: mode === "production",
          sourcemap: input.sourceMap?.kind ?? mode === "development",
          sourceRoot: input.sourceMap?.sourceRoot,
          sourcesContent: input.sourceMap?.sourcesContent,
          target: input.target,
          jsx: "automatic",
          jsxImportSource: "preact",
          jsxDev: false,
          define: { "process.env.NODE_ENV": JSON.stringify(mode) },
          legalComments: "none",
          logLevel: "silent",
          treeShaking: true,
          write: false,
          metafile: true,
          alias: await aliases(root),
          plugins: [specials(root, () => input.hashes())],
        });
      }
      const result = await context!.rebuild().catch((error) => {
        throw toBuildError(error, root);
      });
      return sortOut(result, root, client, islands);
    },
    async [Symbol.asyncDispose]() {
      await context?.dispose();
      // Leaves no esbuild process behind, unless another build still uses it.
      if (--bundlers === 0) await esbuild.stop();
    },
  };
}

function entryName(file: string, taken: Record<string, string>): string {
  const name = basename(file).replace(/\.\w+$/, "").replace(/[^\w-]/g, "_");
  if (!(name in taken) && name !== "signals") return name;
  for (let n = 2;; n++) if (!(`${name}_${n}` in taken)) return `${name}_${n}`;
}

function sortOut(
  { outputFiles, metafile: { outputs } }: Result,
  root: string,
  client: string[],
  islands: Found[],
): Bundle {
  const address = (path: string) => AT + basename(path);
  const scripts = new Map<string, Script>();
  for (const [path, { entryPoint }] of Object.entries(outputs)) {
    if (!entryPoint) continue;
    const needed = new Set([path]);
    for (const each of needed) {
      for (const { path, kind } of outputs[each]?.imports ?? []) {
        if (kind === "import-statement") needed.add(path);
      }
    }
    const [url, ...imports] = [...needed].map(address);
    scripts.set(resolve(root, entryPoint), { url, imports });
  }
  const parts = client.map((name) => [name, scripts.get(`${CLIENT}${name}.ts`)!]);
  const made: ClientScripts = { ...NO_SCRIPTS, ...Object.fromEntries(parts) };
  // The entry only imports the chunk that holds it: that is loaded itself.
  made.boot = { url: made.boot.imports[0], imports: [] };
  return {
    files: new Map(outputFiles.map(({ path, contents }) => [
      address(path),
      new Uint8Array(contents),
    ])),
    client: made,
    islands: new Map(islands.map(({ file }) => [file, scripts.get(file)!])),
  };
}

/** What deno.json's `imports` name, and our own modules for the browser. */
async function aliases(root: string): Promise<Record<string, string>> {
  const { imports, dir } = await readImports(root);
  const made: Record<string, string> = {};
  for (const [name, target] of Object.entries(imports)) {
    // Packages are found from the project, as Deno finds them.
    const path = target.startsWith("npm:") ? packagePath(target) : resolve(dir, target);
    made[name.replace(/\/$/, "")] = path === RUNTIME ? CLIENT + "runtime.ts" : path;
  }
  return { ...made, "preact/jsx-runtime": CLIENT + "jsx.ts" };
}

/** "npm:@a/b@1.0.0/c" to "@a/b/c". */
function packagePath(specifier: string): string {
  return specifier.replace(/^npm:\/?((?:@[^/]+\/)?[^@/]+)(?:@[^/]+)?/, "$1");
}

/** What no path leads to. */
function specials(root: string, hashes: BundleInput["hashes"]): esbuild.Plugin {
  return {
    name: "fresh",
    setup(build) {
      build.onResolve({ filter: /^fresh:assets$/ }, ({ path }) => ({ path, namespace: "fresh" }));
      build.onLoad({ filter: /.*/, namespace: "fresh" }, async () => ({
        contents: `export const hashes = ${JSON.stringify(await hashes())};`,
      }));
      build.onResolve(
        { filter: /^npm:/ },
        ({ path, kind }) => build.resolve(packagePath(path), { kind, resolveDir: root }),
      );
    },
  };
}

/** The import map of the nearest deno.json, and its folder. */
async function readImports(
  root: string,
): Promise<{ imports: Record<string, string>; dir: string }> {
  for (let dir = root;; dir = dirname(dir)) {
    for (const name of ["deno.json", "deno.jsonc"]) {
      try {
        const text = await Deno.readTextFile(`${dir}/${name}`);
        return { imports: JSON.parse(text).imports ?? {}, dir };
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      }
    }
    if (dirname(dir) === dir) return { imports: {}, dir: root };
  }
}

function hasPackage(root: string, name: string): boolean {
  try {
    createRequire(root + "/").resolve(name);
    return true;
  } catch {
    return false;
  }
}

function toBuildError(error: unknown, root: string): unknown {
  const failure = error as esbuild.BuildFailure;
  if (!Array.isArray(failure?.errors)) return error;
  const places: BuildError["places"] = [];
  const lines = failure.errors.map(({ text, location }) => {
    if (!location) return text;
    const { file, line, column, lineText } = location;
    places.push({ file: resolve(root, file), line, column: column + 1 });
    return `${file}:${line}:${column + 1}: ${text}\n  ${lineText}`;
  });
  return new BuildError(lines.join("\n\n"), places);
}
