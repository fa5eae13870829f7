import { fileKind, filePattern, type FileRoute, moduleComponent } from "./file_routes.ts";
import type { Frame } from "./render.ts";
import type { LoadedRoute } from "./routing.ts";
import { type AnyMiddleware, segmentsOf } from "./scopes.ts";
import { pageForErrors, patternOf, startsWith, type Table, usesOf } from "./table.ts";

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
