import { type AnyRoute, errorPage } from "./chain.ts";
import { fileKind, filePattern, type FileRoute } from "./file_routes.ts";
import type { Route, RouteComponent } from "./handlers.ts";
import type { Frame } from "./render.ts";
import type { AnyMiddleware } from "./scopes.ts";
import type { Table } from "./table.ts";

/** Adds everything under routes/ below a path, conventions first. */
export function addFiles(table: Table, below: string[]): void {
  const files = table.snapshot.routes.map((file) => {
    const { kind, dirs } = fileKind(file.path);
    return { file, kind, folder: [...below, ...dirs] };
  });
  for (const { file, kind, folder } of files) {
    const scope = table.files.at(folder);
    if (kind === "_middleware") scope.middlewares = () => loadMiddlewares(file);
    else if (kind === "_layout") scope.layout = () => loadFrame(file);
    else if (kind === "_app") scope.app = () => loadFrame(file);
    else if (kind !== "route") {
      scope.errors[kind] = errorPage(() => loadFile(file), () => table.scopes(folder));
    }
  }
  for (const { file, kind, folder } of files) {
    if (kind !== "route") continue;
    const path = [...below, file.override ?? filePattern(file.path)].join("/");
    table.add(path, { method: null, load: () => loadFile(file) }, folder);
  }
}

/** A route as it is used: with one name for what may go by two. */
// deno-lint-ignore no-explicit-any
export function loaded({ handlers, handler, component, config }: Route<any>): AnyRoute {
  return { handler: handlers ?? handler, component, config };
}

async function loadFile(file: FileRoute): Promise<AnyRoute> {
  const { default: own, ...route } = await file.load();
  const component = typeof own === "function" ? own as RouteComponent : undefined;
  return loaded({ ...route as AnyRoute, component });
}

async function loadFrame(file: FileRoute): Promise<Frame> {
  const { component, config } = await loadFile(file);
  if (component) return { component, config };
  throw new TypeError(`Cannot use ${file.path}: it has no default component`);
}

async function loadMiddlewares(file: FileRoute): Promise<AnyMiddleware[]> {
  const { handler, handlers, default: own } = await file.load();
  const given = handlers ?? handler ?? own;
  const fns = given === own ? [own] : [given].flat(); // A list has one of the two names.
  if (fns.every((fn) => typeof fn === "function")) return fns as AnyMiddleware[];
  throw new TypeError(`Cannot use ${file.path}: it exports no middleware`);
}
