import type { Context } from "./context.ts";
import { INNER } from "./inner.ts";
import type { ErrorPage } from "./error_pages.ts";
import { fileKind, filePattern, type FileRoute, moduleComponent } from "./file_routes.ts";
import type { Middleware, Route } from "./handlers.ts";
import { type Frame, renderView } from "./render.ts";
import {
  type Chain,
  type Endpoint,
  type LoadedRoute,
  makeView,
  Routes,
  type Use,
} from "./routing.ts";
import { type AnyMiddleware, Scope, segmentsOf } from "./scopes.ts";
import type { LiveSnapshot } from "./snapshot.ts";

// deno-lint-ignore no-explicit-any
type Any = any;

/** What commands fill: routes, and what is around them. */
export interface Table {
  routes: Routes;
  /** By pattern, from code. */
  code: Scope;
  /** By folder, from files. */
  files: Scope;
  /** Middlewares so far, each with its path. */
  uses: (Use & { path: string[] })[];
  /** Chains for paths that no route answers, by what is around them. */
  unmatched: Map<string, Promise<Chain>>;
  /** The same by the path of a static file, ready: the way there is to be short. */
  statics: Map<string, Chain>;
  /** File middlewares hold for code routes that come after `fsRoutes`. */
  filesIn: boolean;
  snapshot: LiveSnapshot;
}

/** A table before any command. */
export function emptyTable(snapshot: LiveSnapshot): Table {
  return {
    routes: new Routes(),
    code: new Scope(),
    files: new Scope(),
    uses: [],
    unmatched: new Map(),
    statics: new Map(),
    filesIn: false,
    snapshot,
  };
}

/** A path with its slash. */
export function absolute(path: string): string {
  return path.startsWith("/") ? path : "/" + path;
}

/** A route from code: its scopes are those of its pattern. */
export function addRoute(
  table: Table,
  path: string,
  methods: string[] | null,
  own: AnyMiddleware[],
  load: Endpoint["load"],
): void {
  const segments = segmentsOf(path);
  const scopes = () => [...table.files.along(segments), ...table.code.along(segments)];
  const files = table.filesIn ? table.files.along(segments) : [];
  const uses: Use[] = [
    ...table.uses.filter(({ path }) => startsWith(segments, path)),
    ...usesOf(files, []),
    ...(own.length > 0 ? [{ load: () => own, scopes }] : []),
  ];
  table.routes.add(patternOf(path), { methods, load, uses, scopes });
}

/** The middlewares of folders, each inside the folders up to its own. */
export function usesOf(files: Scope[], outer: Scope[]): Use[] {
  return files.flatMap((scope, i) =>
    scope.middlewares.map((load) => ({
      folder: true,
      load,
      scopes: () => [...outer, ...files.slice(0, i + 1)],
    }))
  );
}

/** A path as the router takes it. */
function patternOf(path: string): string {
  const pattern = "/" + path.split("/").filter((part) => part !== "").join("/");
  return pattern.endsWith("/*") ? pattern.slice(0, -1) + "**" : pattern;
}

/** Whether a path is at or below another. */
export function startsWith(segments: string[], prefix: string[]): boolean {
  return prefix.every((part, i) => segments[i] === part);
}

/** An error page from code: a middleware, or a route with a component. */
export function errorPage(
  table: Table,
  path: string,
  page: Middleware<Any> | Route<Any>,
): ErrorPage {
  const segments = segmentsOf(path);
  const scopes = () => [...table.files.along(segments), ...table.code.along(segments)];
  const route: Route<Any> = typeof page === "function"
    ? { handler: page }
    : Array.isArray(page)
    ? { handler: page.at(-1) }
    : page;
  return pageForErrors(() => ({
    handler: route.handlers ?? route.handler,
    content: { component: route.component, config: route.config },
  }), scopes);
}

/** An error page with the layouts of its own place. */
function pageForErrors(
  load: () => LoadedRoute | Promise<LoadedRoute>,
  scopes: () => Scope[],
): ErrorPage {
  return async (ctx: Context<Any>): Promise<Response> => {
    const { handler, content } = await load();
    const view = await makeView(scopes());
    ctx[INNER].view = view;
    const fn = typeof handler === "function" ? handler : handler?.GET;
    const given = await fn?.(ctx);
    if (given instanceof Response) return given;
    if (!content.component) {
      throw new TypeError("Cannot show an error page: it has no component");
    }
    return renderView(ctx, view, { ...content, data: given?.data }, {
      status: given?.status ?? ctx[INNER].status,
      headers: given?.headers,
    });
  };
}

const ERROR_FILES = { _404: "notFound", _500: "failed", _error: "any" } as const;

/** Everything under routes/, conventions first. */
export function addFiles(table: Table, below: string): void {
  const prefix = segmentsOf(below);
  const pages: FileRoute[] = [];
  for (const file of table.snapshot.routes) {
    const { dirs, kind } = fileKind(file.path);
    const scope = table.files.at([...prefix, ...dirs]);
    const scopes = () => table.files.along([...prefix, ...dirs]);
    if (kind === "route") pages.push(file);
    else if (kind === "_middleware") scope.middlewares.push(fileUses(file));
    else if (kind === "_layout") scope.layout = fileFrame(file);
    else if (kind === "_app") scope.app = fileFrame(file);
    else {
      scope.errors[ERROR_FILES[kind]] = pageForErrors(() => loadFile(file), scopes);
    }
  }
  for (const file of pages) addFileRoute(table, below, prefix, file);
  table.filesIn = true;
}

function addFileRoute(table: Table, below: string, prefix: string[], file: FileRoute): void {
  const path = below + (file.override ?? filePattern(file.path));
  const segments = segmentsOf(path);
  const dirs = [...prefix, ...fileKind(file.path).dirs];
  const files = table.files.along(dirs);
  const code = table.code.along(segments);
  table.routes.add(patternOf(path), {
    methods: null,
    load: () => loadFile(file),
    uses: [...table.uses.filter(({ path }) => startsWith(segments, path)), ...usesOf(files, code)],
    scopes: () => [...table.code.along(segments), ...files],
  });
}

async function loadFile(file: FileRoute): Promise<LoadedRoute> {
  const module = await file.load();
  const handler = module.handlers ?? module.handler;
  const component = moduleComponent(module);
  return {
    handler: handler as LoadedRoute["handler"],
    content: { component, config: module.config },
  };
}

function fileFrame(file: FileRoute): () => Promise<Frame> {
  return async () => {
    const module = await file.load();
    const component = moduleComponent(module);
    if (component) return { component, config: module.config };
    throw new TypeError(`Cannot use ${file.path}: it has no default component`);
  };
}

function fileUses(file: FileRoute): () => Promise<AnyMiddleware[]> {
  return async () => {
    const { handler, handlers, default: own } = await file.load();
    const fns = [own ?? handler ?? handlers].flat();
    if (fns.every((fn) => typeof fn === "function")) {
      return fns as AnyMiddleware[];
    }
    throw new TypeError(`Cannot use ${file.path}: it exports no middleware`);
  };
}
