import * as esbuild from "esbuild";
import { basename, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { ClientScripts, Script, StaticFile } from "../snapshot.ts";
import type { Project } from "./build.ts";
import { BuildError } from "./build_error.ts";
import type { Mode } from "./statics.ts";

/** Scripts for the browser. */
export interface Bundle {
  /** By address. */
  files: Map<string, Uint8Array<ArrayBuffer>>;
  client: ClientScripts;
  /** The script of an island file, and what that imports. */
  scriptOf: (file: string) => Script;
}

/** Bundles again and again, and reads again only what has changed. */
export interface Bundler extends AsyncDisposable {
  /**
   * @param islands their files
   * @param statics what `asset()` knows in the browser
   * @throws BuildError naming file and line
   */
  bundle(islands: string[], statics: Promise<Record<string, StaticFile>>): Promise<Bundle>;
}

type Output = { write: false; metafile: true };

const CLIENT = fileURLToPath(new URL("../client/", import.meta.url));
const RUNTIME = fileURLToPath(new URL("../runtime.ts", import.meta.url));
const SCRIPTS = ["boot", "slots", "signals", "rich", "partials"] as const;
const clientFile = (name: string) => `${CLIENT}${name}.ts`;

/** Bundles islands for the browser: shared chunks, hashed names. */
export function createBundler({ root, target, sourceMap }: Project, mode: Mode): Bundler {
  let context: esbuild.BuildContext<Output> | undefined;
  let known = "";
  let statics: Promise<Record<string, StaticFile>>;
  return {
    async bundle(islands, given) {
      statics = given;
      if (islands.join("\n") !== known || !context) {
        await context?.dispose();
        known = islands.join("\n");
        context = await esbuild.context({
          entryPoints: [...SCRIPTS.map(clientFile), ...islands].map((file) => ({
            in: file,
            out: basename(file).replace(/\.\w+$/, "").replace(/[^\w-]/g, "_"),
          })),
          // With boot.ts in every entry, Preact and it share one chunk.
          inject: [clientFile("boot")],
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
          alias: { "preact/jsx-runtime": clientFile("jsx") },
          plugins: [finding(() => statics)],
        });
      }
      return sortOut(await context.rebuild().catch(fail), root);
    },
    async [Symbol.asyncDispose]() {
      await context?.dispose();
    },
  };
}

function sortOut(
  { outputFiles, metafile: { outputs } }: esbuild.BuildResult<Output>,
  root: string,
): Bundle {
  const address = (path: string) => "/_fresh/js/" + basename(path);
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
  const scriptOf = (file: string) => scripts.get(file)!;
  const parts = SCRIPTS.map((name) => [name, scriptOf(clientFile(name))]);
  const client: ClientScripts = Object.fromEntries(parts);
  // The entry only imports the chunk that holds it: that is loaded itself.
  client.boot = { url: client.boot.imports[0], imports: [] };
  const files = new Map(outputFiles.map(({ path, contents }) => [
    address(path),
    new Uint8Array(contents),
  ]));
  return { files, client, scriptOf };
}

/** Finds what an island imports: names of deno.json lead where Deno says. */
function finding(statics: () => Promise<Record<string, StaticFile>>): esbuild.Plugin {
  const isPackage = (file: string) => /[/\\]node_modules[/\\]/.test(file);
  const byName = { resolveDir: CLIENT, pluginData: "by name" };
  return {
    name: "fresh",
    setup(build) {
      build.onResolve({ filter: /^[^./]/ }, async ({ path, kind, importer, pluginData }) => {
        if (path === "fresh:assets") return { path, namespace: "fresh" };
        if (pluginData === byName.pluginData || isPackage(importer)) return;
        const file = fileOf(path);
        if (file === RUNTIME) return { path: clientFile("runtime") };
        if (file === undefined || !isPackage(file)) return { path: file };
        // Of a package esbuild takes the script for the browser. "npm:@a/b@1.0.0/c" is "@a/b/c" there.
        const name = path.replace(/^npm:\/?((?:@[^/]+\/)?[^@/]+)(?:@[^/]+)?/, "$1");
        const script = await build.resolve(name, { ...byName, kind });
        // deno.json may have another name for a package.
        return script.errors.length > 0 ? { path: file } : script;
      });
      build.onLoad({ filter: /.*/, namespace: "fresh" }, async () => {
        const entries = Object.entries(await statics()).map(([path, { hash }]) => [path, hash]);
        return {
          contents: `export const hashes = ${JSON.stringify(Object.fromEntries(entries))};`,
        };
      });
    },
  };
}

/** The file that Deno finds by a name; nothing where it is none of deno.json's. */
function fileOf(name: string): string | undefined {
  try {
    return fileURLToPath(import.meta.resolve(name));
  } catch {
    return undefined; // esbuild says so, and where.
  }
}

function fail(failure: Partial<esbuild.BuildFailure>): never {
  if (!failure.errors) throw failure;
  const lines = failure.errors.map(({ text, location: at }) =>
    at ? `${at.file}:${at.line}:${at.column + 1}: ${text}\n  ${at.lineText}` : text
  );
  throw new BuildError(lines.join("\n\n"));
}
