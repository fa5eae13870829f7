import type { RouteConfig } from "./handlers.ts";

/** What a file under routes/ may export. */
export interface RouteModule {
  default?: unknown;
  handler?: unknown;
  handlers?: unknown;
  config?: RouteConfig;
}

/** A file under routes/. */
export interface FileRoute {
  /** Its path from routes/ without the extension, e.g. "/(info)/about". */
  path: string;
  /** `config.routeOverride`, known at build time. */
  override?: string;
  load: () => Promise<RouteModule>;
}

const CONVENTIONS = ["_app", "_layout", "_middleware", "_error", "_404", "_500"] as const;

/** What a file's name makes of it. */
export type FileKind = "route" | (typeof CONVENTIONS)[number];

const SOURCE = /\.(tsx?|jsx?|mts|mjs)$/;
const TEST = /[._]test$/;

/**
 * The path of a route file as snapshots hold it.
 *
 * @param file path from routes/ with forward slashes, e.g. "blog/[slug].tsx"
 * @returns "/blog/[slug]"; null for what is not a route: tests, declarations,
 *   names that begin with "_" or "." and are no convention, `(_folders)`
 */
export function routePath(file: string): string | null {
  if (!SOURCE.test(file)) return null;
  const path = file.replace(SOURCE, "");
  if (TEST.test(path) || path.endsWith(".d")) return null;
  const parts = path.split("/");
  const name = parts.at(-1)!;
  const hidden = parts.some((part, i) =>
    part.startsWith(".") || part.startsWith("(_") ||
    (part.startsWith("_") &&
      !(i === parts.length - 1 && kindOf(name) !== "route"))
  );
  return hidden ? null : "/" + path;
}

/** Splits a snapshot's path into its folders and what the file is. */
export function fileKind(path: string): { dirs: string[]; kind: FileKind } {
  const dirs = path.split("/").slice(1);
  return { kind: kindOf(dirs.pop()!), dirs };
}

const kindOf = (name: string): FileKind => CONVENTIONS.find((each) => each === name) ?? "route";

/**
 * The pattern that a route file answers.
 *
 * @param path a snapshot's path, e.g. "/docs/[[version]]/index"
 * @returns a URL pattern, e.g. "/docs{/:version}?"
 * @throws Error when the brackets of a name do not close, or `[...rest]` is
 *   not last
 */
export function filePattern(path: string): string {
  const parts = path.split("/").slice(1).filter((part) => !/^\(.*\)$/.test(part));
  if (parts.at(-1) === "index") parts.pop();
  let pattern = "";
  parts.forEach((part, i) => {
    const rest = /^\[\.\.\.(\w+)\]$/.exec(part);
    const optional = /^\[\[(\w+)\]\]$/.exec(part);
    if (rest && i < parts.length - 1) {
      throw new Error(`Cannot route ${path}: [...${rest[1]}] must come last`);
    }
    if (rest) pattern += `/:${rest[1]}*`;
    else if (optional) pattern += `{/:${optional[1]}}?`;
    else pattern += "/" + namedParts(part, path);
  });
  return pattern === "" ? "/" : pattern;
}

/** "[a]" to ":a", "[a]-x[b]" to "{:a}-x{:b}". */
function namedParts(part: string, path: string): string {
  const pattern = part.replace(/\[(\w+)\]/g, (_, name) => `{:${name}}`);
  if (/[\[\]]/.test(pattern)) {
    throw new Error(`Cannot route ${path}: its brackets do not match`);
  }
  const single = /^\{:(\w+)\}$/.exec(pattern);
  return single ? `:${single[1]}` : pattern;
}
