import * as esbuild from "esbuild";
import { existsSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { ClientScripts, Script, Snapshot } from "../snapshot.ts";
import type { Project } from "./build.ts";
import { BuildError } from "./build_error.ts";
import type { Mode } from "./statics.ts";

/** Bundles islands for the browser. */
export type Bundler = ReturnType<typeof createBundler>;

type Output = { write: false; metafile: true };

const CLIENT = fileURLToPath(new URL("../client/", import.meta.url));
const RUNTIME = fileURLToPath(new URL("../runtime.ts", import.meta.url));
const SCRIPTS = ["boot", "slots", "signals", "rich", "partials"] as const;
const clientFile = (name: string) => `${CLIENT}${name}.ts`;

/** Bundles islands for the browser again and again, and reads again only what has changed. */
export function createBundler({ root, target, sourceMap }: Project, mode: Mode) {
  let context: esbuild.BuildContext<Output> | undefined;
  let known = "";
  let statics: Promise<Snapshot["statics"]>;
  return {
    /**
     * Makes scripts with shared chunks and hashed names.
     *
     * @param islands their files
     * @param given what `asset()` knows in the browser
     * @throws BuildError naming file and line
     */
    async bundle(islands: string[], given: Promise<Snapshot["statics"]>) {
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
          alias: aliases(root),
          plugins: [specials(root, () => statics)],
        });
      }
      return sortOut(await context.rebuild().catch(fail), root);
    },
    async [Symbol.asyncDispose]() {
      await context?.dispose();
    },
  };
}

/** Scripts by address, those of the client, and that of each island with what it imports. */
function sortOut(
  { outputFiles, metafile: { outputs } }: esbuild.BuildResult<Output>,
  root: string,
) {
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

/** What the nearest deno.json names, and our own modules for the browser. */
function aliases(dir: string): Record<string, string> {
  const file = [`${dir}/deno.json`, `${dir}/deno.jsonc`].find((file) => existsSync(file));
  if (!file && dirname(dir) !== dir) return aliases(dirname(dir));
  // With its comments, and commas at ends, it is JavaScript.
  const { imports = {} } = file ? new Function(`return (${Deno.readTextFileSync(file)}\n)`)() : {};
  const paths = Object.entries<string>(imports).map(([name, target]) => {
    // Packages are found from the project, as Deno finds them.
    const path = target.startsWith("npm:") ? packagePath(target) : resolve(dir, target);
    return [name.replace(/\/$/, ""), path === RUNTIME ? clientFile("runtime") : path];
  });
  return { ...Object.fromEntries(paths), "preact/jsx-runtime": clientFile("jsx") };
}

/** "npm:@a/b@1.0.0/c" to "@a/b/c". */
function packagePath(specifier: string): string {
  return specifier.replace(/^npm:\/?((?:@[^/]+\/)?[^@/]+)(?:@[^/]+)?/, "$1");
}

/** What no path leads to. */
function specials(
  root: string,
  statics: () => Promise<Snapshot["statics"]>,
): esbuild.Plugin {
  return {
    name: "fresh",
    setup(build) {
      build.onResolve({ filter: /^fresh:assets$/ }, ({ path }) => ({ path, namespace: "fresh" }));
      build.onLoad({ filter: /.*/, namespace: "fresh" }, async () => {
        const entries = Object.entries(await statics()).map(([path, { hash }]) => [path, hash]);
        return {
          contents: `export const hashes = ${JSON.stringify(Object.fromEntries(entries))};`,
        };
      });
      build.onResolve(
        { filter: /^npm:/ },
        ({ path, kind }) => build.resolve(packagePath(path), { kind, resolveDir: root }),
      );
    },
  };
}

function fail(failure: Partial<esbuild.BuildFailure>): never {
  if (!failure.errors) throw failure;
  const lines = failure.errors.map(({ text, location: at }) =>
    at ? `${at.file}:${at.line}:${at.column + 1}: ${text}\n  ${at.lineText}` : text
  );
  throw new BuildError(lines.join("\n\n"));
}
