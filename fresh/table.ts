import { addRoute as addToRouter, createRouter, findRoute } from "rou3";
import { type Context, run } from "./context.ts";
import { INNER } from "./inner.ts";
import type { ErrorPage } from "./error_pages.ts";
import { fileKind, filePattern, type FileRoute } from "./file_routes.ts";
import type { Middleware, Route, RouteComponent } from "./handlers.ts";
import { type Frame, renderView } from "./render.ts";
import { type AnyRoute, type Chain, type Endpoint, Leaf, makeView, type Use } from "./routing.ts";
import { type AnyMiddleware, Scope, segmentsOf } from "./scopes.ts";
import type { LiveSnapshot } from "./snapshot.ts";

// deno-lint-ignore no-explicit-any
type Any = any;

/** What commands fill: routes, and what is around them. */
export class Table {
  /** By pattern, from code. */
  readonly code = new Scope();
  /** By folder, from files. */
  readonly files = new Scope();
  /** Middlewares so far, each with its path. */
  readonly uses: (Use & { path: string[] })[] = [];
  /** Chains for paths that no route answers, by what is around them; for static files by path. */
  readonly unmatched = new Map<string, Chain | Promise<Chain>>();
  /** File middlewares hold for code routes that come after `fsRoutes`. */
  filesIn = false;
  readonly #router = createRouter<Leaf>();
  readonly #leaves = new Map<string, Leaf>();

  constructor(readonly snapshot: LiveSnapshot) {}

  /** Adds what answers a path; the first for a method wins. */
  add(path: string, endpoint: Endpoint): void {
    const plain = "/" + path.split("/").filter((part) => part !== "").join("/");
    const pattern = plain.endsWith("/*") ? plain + "*" : plain;
    if (!this.#leaves.has(pattern)) {
      const leaf = new Leaf(plain);
      this.#leaves.set(pattern, leaf);
      addToRouter(this.#router, "", pattern, leaf);
    }
    this.#leaves.get(pattern)!.endpoints.push(endpoint);
  }

  /** The most specific pattern for a path, and its params, still percent-encoded. */
  find(path: string): { data: Leaf; params?: Record<string, string> } | undefined {
    return findRoute(this.#router, "", path);
  }

  /** What is around a path from code. */
  scopes(segments: string[]): Scope[] {
    return [...this.files.along(segments), ...this.code.along(segments)];
  }

  /** The middlewares so far that hold for an address. */
  usesAt(segments: string[]): Table["uses"] {
    return this.uses.filter(({ path }) => isBelow(segments, path));
  }

  /** The middlewares so far that hold for a pattern, or for some of the addresses that it takes. */
  usesFor(pattern: string): Use[] {
    const segments = segmentsOf(pattern);
    return this.uses.flatMap((use) => {
      if (isBelow(segments, use.path)) return [use];
      return mayBeBelow(pattern, use.path) ? [onlyBelow(use)] : [];
    });
  }
}

const isBelow = (segments: string[], path: string[]) =>
  path.every((part, i) => segments[i] === part);

/** Whether a pattern takes addresses at or below a path, such as "/:any*" those below "/in". */
function mayBeBelow(pattern: string, path: string[]): boolean {
  const segments = pattern.replaceAll("{/", "/{").split("/").filter((part) => part !== "");
  for (const [i, part] of path.entries()) {
    const own = segments[i] ?? "";
    const isOpen = /[:*({]/.test(own);
    if (isOpen && /[*+?]/.test(own)) return true;
    if (!isOpen && own !== part) return false;
  }
  return true;
}

/** Middlewares for those of a pattern's addresses that are below their path. */
function onlyBelow(use: Table["uses"][number]): Use {
  const holds = ({ url }: Context<Any>) =>
    isBelow(segmentsOf(decodeURIComponent(url.pathname)), use.path);
  const load = async () =>
    (await use.load()).map((fn): AnyMiddleware => (ctx) => holds(ctx) ? fn(ctx) : run(ctx));
  return { ...use, load };
}

/** A path with its slash. */
export function absolute(path: string): string {
  return path.startsWith("/") ? path : "/" + path;
}

/** A route from code: its scopes are those of its pattern. */
export function addRoute(
  table: Table,
  path: string,
  method: string | null,
  own: AnyMiddleware[],
  load: Endpoint["load"],
): void {
  const segments = segmentsOf(path);
  const scopes = () => table.scopes(segments);
  const files = table.filesIn ? table.files.along(segments) : [];
  const uses = [...table.usesFor(path), ...usesOf(files, []), { load: () => own, scopes }];
  table.add(path, { method, load, uses, scopes });
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

/** An error page from code: a middleware, or a route with a component. */
export function errorPage(page: Middleware<Any> | Route<Any>, scopes: () => Scope[]): ErrorPage {
  const route: Route<Any> = typeof page === "object" ? page : { handler: page };
  return pageForErrors(() => loaded(route), scopes);
}

/** A route as it is used: with one name for what may go by two. */
export function loaded({ handlers, handler, component, config }: Route<Any>): AnyRoute {
  return { handler: handlers ?? handler, component, config };
}

/** An error page with the layouts of its own place. */
function pageForErrors(load: Endpoint["load"], scopes: () => Scope[]): ErrorPage {
  return async (ctx: Context<Any>): Promise<Response> => {
    const route = await load();
    const view = await makeView(scopes());
    ctx[INNER].view = view;
    const fn = typeof route.handler === "function" ? route.handler : route.handler?.GET;
    const given = await fn?.(ctx);
    if (given instanceof Response) return given;
    if (!route.component) throw new TypeError("Cannot show an error page: it has no component");
    return renderView(ctx, view, { ...route, data: given?.data }, {
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
  const files = table.files.along([...prefix, ...fileKind(file.path).dirs]);
  const code = table.code.along(segments);
  table.add(path, {
    method: null,
    load: () => loadFile(file),
    uses: [...table.usesFor(path), ...usesOf(files, code)],
    scopes: () => [...table.code.along(segments), ...files],
  });
}

async function loadFile(file: FileRoute): Promise<AnyRoute> {
  const { default: own, ...route } = await file.load();
  const component = typeof own === "function" ? own as RouteComponent : undefined;
  return loaded({ ...route as Route<Any>, component });
}

function fileFrame(file: FileRoute): () => Promise<Frame> {
  return async () => {
    const { component, config } = await loadFile(file);
    if (component) return { component, config };
    throw new TypeError(`Cannot use ${file.path}: it has no default component`);
  };
}

function fileUses(file: FileRoute): () => Promise<AnyMiddleware[]> {
  return async () => {
    const { handler, handlers, default: own } = await file.load();
    const given = handlers ?? handler ?? own;
    const fns = given === own ? [own] : [given].flat(); // A list has one of the two names.
    if (fns.every((fn) => typeof fn === "function")) return fns as AnyMiddleware[];
    throw new TypeError(`Cannot use ${file.path}: it exports no middleware`);
  };
}
