import * as esbuild from "esbuild";
import { basename, dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
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

/** Folder of the scripts in addresses. */
const AT = "/_fresh/js/";
const CLIENT = fileURLToPath(new URL("../client/", import.meta.url));
const RUNTIME = fileURLToPath(new URL("../runtime.ts", import.meta.url));

let running = 0;

/**
 * Bundles islands for the browser: shared chunks, hashed names.
 *
 * @throws BuildError naming file and line
 */
export async function bundle(input: BundleInput): Promise<Bundle> {
  const { root, islands, mode } = input;
  // Without Preact there is nothing to make live: not even a partial.
  if (islands.length === 0 && !await hasPackage(root, "preact")) {
    return { files: new Map(), client: NO_SCRIPTS, islands: new Map() };
  }
  const entryPoints: Record<string, string> = {
    boot: CLIENT + "boot.ts",
    slots: CLIENT + "slots.ts",
    rich: CLIENT + "rich.ts",
    partials: CLIENT + "partials.ts",
  };
  const names = new Map<string, string>();
  for (const { file } of islands) {
    names.set(file, entryName(file, entryPoints));
    entryPoints[names.get(file)!] = file;
  }
  const usesSignals = await hasPackage(root, "@preact/signals");
  if (usesSignals) entryPoints.signals = CLIENT + "signals.ts";
  running++;
  let result: esbuild.BuildResult<{ write: false; metafile: true }>;
  try {
    result = await esbuild.build({
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
      define: {
        "process.env.NODE_ENV": JSON.stringify(mode),
        ...(mode === "production" ? { "window.__PREACT_SIGNALS_DEVTOOLS__": "false" } : {}),
      },
      legalComments: "none",
      logLevel: "silent",
      treeShaking: true,
      write: false,
      metafile: true,
      plugins: [await denoImports(root, input.hashes)],
    });
  } catch (error) {
    throw toBuildError(error, root);
  } finally {
    // Leaves no esbuild process behind, unless another build still uses it.
    if (--running === 0) await esbuild.stop();
  }
  return sortOut(result, root, names, usesSignals);
}

function entryName(file: string, taken: Record<string, string>): string {
  const name = basename(file).replace(/\.\w+$/, "").replace(/[^\w-]/g, "_");
  if (!(name in taken) && name !== "signals") return name;
  for (let n = 2;; n++) if (!(`${name}_${n}` in taken)) return `${name}_${n}`;
}

function sortOut(
  result: esbuild.BuildResult<{ write: false; metafile: true }>,
  root: string,
  names: Map<string, string>,
  usesSignals: boolean,
): Bundle {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (const { path, contents } of result.outputFiles) {
    files.set(AT + basename(path), new Uint8Array(contents));
  }
  const outputs = result.metafile.outputs;
  const byEntry = new Map<string, string>();
  for (const [path, { entryPoint }] of Object.entries(outputs)) {
    if (entryPoint) byEntry.set(resolve(root, entryPoint), path);
  }
  const find = (file: string) => {
    const output = byEntry.get(file)!;
    const imports = new Set<string>();
    collect(output, outputs, imports);
    imports.delete(output);
    const address = (path: string) => AT + basename(path);
    return { url: address(output), imports: [...imports].map(address) };
  };
  // The entry only imports the chunk that holds it: that is loaded itself.
  const boot = { url: find(CLIENT + "boot.ts").imports[0], imports: [] };
  return {
    files,
    client: {
      boot,
      slots: find(CLIENT + "slots.ts"),
      signals: usesSignals ? find(CLIENT + "signals.ts") : NO_SCRIPTS.signals,
      rich: find(CLIENT + "rich.ts"),
      partials: find(CLIENT + "partials.ts"),
    },
    islands: new Map([...names.keys()].map((file) => [file, find(file)])),
  };
}

function collect(path: string, outputs: esbuild.Metafile["outputs"], found: Set<string>): void {
  if (found.has(path)) return;
  found.add(path);
  for (const each of outputs[path]?.imports ?? []) {
    if (each.kind === "import-statement") collect(each.path, outputs, found);
  }
}

/** Resolves what deno.json's `imports` name, and our own modules. */
async function denoImports(root: string, hashes: BundleInput["hashes"]): Promise<esbuild.Plugin> {
  const { imports, dir } = await readImports(root);
  return {
    name: "deno-imports",
    setup(build) {
      build.onResolve({ filter: /^fresh:assets$/ }, ({ path }) => ({
        path,
        namespace: "fresh",
      }));
      build.onLoad({ filter: /.*/, namespace: "fresh" }, async () => ({
        contents: `export const hashes = ${JSON.stringify(await hashes())};`,
        loader: "js",
      }));
      build.onResolve({ filter: /.*/ }, async (args) => {
        if (args.pluginData === "resolved" || args.kind === "entry-point") {
          return;
        }
        if (args.path === "preact/jsx-runtime") {
          return { path: CLIENT + "jsx.ts" };
        }
        const target = mapped(args.path, imports);
        const path = target ?? args.path;
        if (/^\.{0,2}\//.test(path)) {
          const from = target === undefined ? args.resolveDir : dir;
          const file = resolve(from, path);
          return file === RUNTIME || file + ".ts" === RUNTIME
            ? { path: CLIENT + "runtime.ts" }
            : target === undefined
            ? undefined
            : { path: file };
        }
        const name = /^npm:\/?((?:@[^/]+\/)?[^@/]+)(?:@[^/]+)?(\/.*)?$/
          .exec(path);
        if (name === null) return;
        // Packages are found from the project, as Deno finds them.
        return await build.resolve(name[1] + (name[2] ?? ""), {
          kind: args.kind,
          resolveDir: root,
          pluginData: "resolved",
        });
      });
    },
  };
}

function mapped(path: string, imports: Record<string, string>): string | undefined {
  if (Object.hasOwn(imports, path)) return imports[path];
  const prefixes = Object.keys(imports)
    .filter((key) => path.startsWith(key.endsWith("/") ? key : key + "/"))
    .sort((a, b) => b.length - a.length);
  if (prefixes.length === 0) return undefined;
  const [key] = prefixes;
  // "npm:" packages map their subpaths even without a "/" entry.
  if (!key.endsWith("/") && !imports[key].startsWith("npm:")) return undefined;
  return imports[key] + path.slice(key.length);
}

/** The import map of the nearest deno.json, and its folder. */
async function readImports(
  root: string,
): Promise<{ imports: Record<string, string>; dir: string }> {
  for (let dir = root;; dir = dirname(dir)) {
    for (const name of ["deno.json", "deno.jsonc"]) {
      try {
        const url = pathToFileURL(`${dir}/${name}`).href;
        const text = await Deno.readTextFile(new URL(url));
        return { imports: JSON.parse(text).imports ?? {}, dir };
      } catch (error) {
        if (!(error instanceof Deno.errors.NotFound)) throw error;
      }
    }
    if (dirname(dir) === dir) return { imports: {}, dir: root };
  }
}

async function hasPackage(root: string, name: string): Promise<boolean> {
  for (let dir = root;; dir = dirname(dir)) {
    try {
      await Deno.stat(`${dir}/node_modules/${name}/package.json`);
      return true;
    } catch {
      if (dirname(dir) === dir) return false;
    }
  }
}

function toBuildError(error: unknown, root: string): unknown {
  const failure = error as esbuild.BuildFailure;
  if (!Array.isArray(failure?.errors)) return error;
  const places: BuildError["places"] = [];
  const lines = failure.errors.map(({ text, location }) => {
    if (!location) return text;
    const file = resolve(root, location.file);
    const { line, column, lineText } = location;
    places.push({ file, line, column: column + 1 });
    return `${location.file}:${line}:${column + 1}: ${text}\n  ${lineText}`;
  });
  return new BuildError(lines.join("\n\n"), places);
}
