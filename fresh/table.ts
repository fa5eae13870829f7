import type { Context } from "./context.ts";
import { INNER } from "./inner.ts";
import type { ErrorPage } from "./error_pages.ts";
import type { Middleware, Route } from "./handlers.ts";
import { renderView } from "./render.ts";
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
export function patternOf(path: string): string {
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
export function pageForErrors(
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
