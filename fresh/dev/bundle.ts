import * as esbuild from "esbuild";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type ClientScripts, NO_SCRIPTS, type Script } from "../snapshot.ts";
import type { Project } from "./build.ts";
import type { Found } from "./scan.ts";
import type { Mode } from "./statics.ts";

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
  /**
   * @param hashes what `asset()` knows in the browser
   * @throws BuildError naming file and line
   */
  bundle(islands: Found[], hashes: () => Promise<Record<string, string>>): Promise<Bundle>;
}

type Output = { write: false; metafile: true };

/** Folder of the scripts in addresses. */
const AT = "/_fresh/js/";
const CLIENT = fileURLToPath(new URL("../client/", import.meta.url));
const RUNTIME = fileURLToPath(new URL("../runtime.ts", import.meta.url));

let bundlers = 0;

/** Bundles islands for the browser: shared chunks, hashed names. */
export function createBundler({ root, target, sourceMap }: Project, mode: Mode): Bundler {
  let context: esbuild.BuildContext<Output> | undefined;
  let known = "";
  let hashes: () => Promise<Record<string, string>>;
  bundlers++;
  return {
    async bundle(islands, given) {
      hashes = given;
      // Without Preact there is nothing to make live: not even a partial.
      if (islands.length === 0 && !hasPackage(root, "preact")) {
        return { files: new Map(), client: NO_SCRIPTS, islands: new Map() };
      }
      const client = ["boot", "slots", "rich", "partials"];
      if (hasPackage(root, "@preact/signals")) client.push("signals");
      const entryPoints: Record<string, string> = {};
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
          absWorkingDir: root,
          outdir: root + "/_out",
          entryNames: "[name]-[hash]",
          chunkNames: "chunk-[hash]",
          minify: mode === "production",
          sourcemap: sourceMap.kind ?? mode === "development",
          sourceRoot: sourceMap.sourceRoot,
          sourcesContent: sourceMap.sourcesContent,
          target,
          jsx: "automatic",
          jsxImportSource: "preact",
          define: {
            "process.env.NODE_ENV": JSON.stringify(mode),
            ...(mode === "production" ? { "window.__PREACT_SIGNALS_DEVTOOLS__": "false" } : {}),
          },
          legalComments: "none",
          logLevel: "silent",
          write: false,
          metafile: true,
          alias: aliases(root),
          plugins: [specials(root, () => hashes())],
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
  { outputFiles, metafile: { outputs } }: esbuild.BuildResult<Output>,
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
function aliases(root: string): Record<string, string> {
  const { imports, dir } = readImports(root);
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
function specials(root: string, hashes: () => Promise<Record<string, string>>): esbuild.Plugin {
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
function readImports(dir: string): { imports: Record<string, string>; dir: string } {
  const file = [`${dir}/deno.json`, `${dir}/deno.jsonc`].find((file) => existsSync(file));
  if (file) return { imports: parseJsonc(Deno.readTextFileSync(file)).imports ?? {}, dir };
  return dirname(dir) === dir ? { imports: {}, dir } : readImports(dirname(dir));
}

/** JSON as Deno takes it: with comments, and commas at ends. */
function parseJsonc(text: string) {
  const without = (from: string, what: RegExp) =>
    from.replace(new RegExp(`("(?:\\\\.|[^"\\\\])*")|${what.source}`, "g"), (_, word = "") => word);
  return JSON.parse(without(without(text, /\/\/.*|\/\*[^]*?\*\//), /,(?=\s*[}\]])/));
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
