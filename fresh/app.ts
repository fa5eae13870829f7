import type { FreshConfig, ResolvedFreshConfig } from "./context.ts";
import { answer } from "./dispatch.ts";
import { HttpError } from "./error.ts";
import type {
  LayoutConfig,
  MaybeLazy,
  Middleware,
  Route,
  RouteComponent,
  RouteConfig,
} from "./handlers.ts";
import { leftOut, onlyKnown } from "./left_out.ts";
import { errorPage } from "./chain.ts";
import { addFiles, loaded } from "./files.ts";
import { type AnyMiddleware, type Scope, segmentsOf } from "./scopes.ts";
import { emptySnapshot, type LiveSnapshot } from "./snapshot.ts";
import { Table } from "./table.ts";

type Command = (table: Table, prefix: string) => void;

/** Options of `app.listen`: those of `Deno.serve`. */
export type ListenOptions = Partial<
  Deno.ServeTcpOptions & Deno.TlsCertifiedKeyPem
>;

/** A handler made of an app. */
export type AppHandler = (req: Request, info?: Deno.ServeHandlerInfo) => Promise<Response>;

/**
 * An app: middlewares, routes, layouts and error pages, applied in the order
 * they are given.
 *
 * @example
 * ```ts
 * export const app = new App<State>()
 *   .use(staticFiles())
 *   .fsRoutes();
 * ```
 */
export class App<State> {
  /** What the app runs with. */
  readonly config: ResolvedFreshConfig;
  #commands: Command[] = [];
  #snapshot: LiveSnapshot | null = null;

  constructor(config: FreshConfig = {}) {
    onlyKnown("App", config, ["basePath", "mode", "trustProxy"]);
    const basePath = "/" + segmentsOf(config.basePath ?? "").join("/");
    this.config = {
      root: "",
      basePath: basePath === "/" ? "" : basePath,
      mode: config.mode ?? "production",
      trustProxy: config.trustProxy ?? false,
    };
  }

  /** @internal Gives the app what a build made. */
  useSnapshot(snapshot: LiveSnapshot): void {
    this.#snapshot = snapshot;
    this.config.root = snapshot.root;
    this.config.mode = snapshot.mode;
  }

  /** Adds middlewares for everything that follows, or for a path and below. */
  use(...middlewares: MaybeLazy<Middleware<State>>[]): this;
  use(path: string, ...middlewares: MaybeLazy<Middleware<State>>[]): this;
  use(first: unknown, ...more: unknown[]): this {
    const path = typeof first === "string" ? first : "*";
    const given = typeof first === "string" ? more : [first, ...more];
    return this.#at(path, (table, at) => table.use(segmentsOf(at), given as AnyMiddleware[]));
  }

  /** Answers GET (and HEAD). */
  readonly get = this.#method("GET");
  /** Answers POST. */
  readonly post = this.#method("POST");
  /** Answers PUT. */
  readonly put = this.#method("PUT");
  /** Answers PATCH. */
  readonly patch = this.#method("PATCH");
  /** Answers DELETE. */
  readonly delete = this.#method("DELETE");
  /** Answers HEAD. */
  readonly head = this.#method("HEAD");
  /** Answers every method. */
  readonly all = this.#method("*");

  /** Upstream's WebSocket routes, which are left out. */
  ws(): never {
    leftOut("app.ws()", "use app.get() and Deno.upgradeWebSocket(ctx.req)");
  }

  /** Adds a page with its handlers. */
  route(path: string, route: MaybeLazy<Route<State>>, own?: RouteConfig): this {
    if (typeof route !== "function") onlyKnown("app.route()", route, ROUTE);
    const load = async () => {
      const given = typeof route === "function" ? await route() : route;
      return loaded({ ...given, config: { ...given.config, ...own } });
    };
    return this.#at(path, (table, at) => table.add(at, { method: null, load }));
  }

  /** Puts a layout around the pages at a path and below. */
  layout(path: string, component: RouteComponent<unknown, State>, config?: LayoutConfig): this {
    return this.#around(path, (scope) => scope.layout = () => ({ component, config }));
  }

  /** Sets the document around every page. */
  appWrapper(component: RouteComponent<unknown, State>): this {
    return this.#around("*", (scope) => scope.app = () => ({ component }));
  }

  /** Answers what no route answers, and every thrown 404. */
  notFound(page: Middleware<State> | Route<State>): this {
    return this.#error("*", "_404", page);
  }

  /** Answers errors, everywhere or at a path and below. */
  onError(page: Middleware<State> | Route<State>): this;
  onError(path: string, page: Middleware<State> | Route<State>): this;
  onError(first: unknown, second?: unknown): this {
    const path = typeof first === "string" ? first : "*";
    return this.#error(path, "_error", (second ?? first) as Middleware<State> | Route<State>);
  }

  /** Puts another app's commands at a path, and there at its own base path. */
  mountApp(path: string, app: App<State>): this {
    return this.#at(path, (table, at) => {
      const below = [...segmentsOf(at), ...segmentsOf(app.config.basePath)].join("/");
      for (const command of app.#commands) command(table, below);
    });
  }

  /** Adds the routes of the routes/ folder, at the root or at a path. */
  fsRoutes(pattern = "*"): this {
    return this.#at(pattern, (table, at) => addFiles(table, segmentsOf(at)));
  }

  /**
   * Makes a function that answers requests.
   *
   * @returns a handler for `Deno.serve`; it never rejects
   */
  handler(): AppHandler {
    const answer = this.answering();
    return async (req, info) => await answer(req, info);
  }

  /** @internal The same, without a promise where the answer needs none. */
  answering(): (req: Request, info?: Deno.ServeHandlerInfo) => Response | Promise<Response> {
    const snapshot = this.#snapshot ?? emptySnapshot(Deno.cwd());
    if (this.config.root === "") this.config.root = snapshot.root;
    const table = new Table(snapshot);
    for (const command of this.#commands) command(table, this.config.basePath);
    return (req, info = LOCAL) => answer(req, info, this.config, table);
  }

  /** Serves the app, by default on port 8000. */
  async listen(options: ListenOptions = {}): Promise<void> {
    const handler = this.answering();
    const server = Deno.serve(options as Deno.ServeTcpOptions, handler);
    await server.finished;
  }

  #method(method: string): (path: string, ...fns: MaybeLazy<Middleware<State>>[]) => this {
    return (path, ...given) => {
      const fns = [...given] as AnyMiddleware[];
      const handler = fns.pop() ?? (() => {
        throw new HttpError(404);
      });
      const endpoint = { method, load: () => ({ handler }) };
      return this.#at(path, (table, at) => table.add(at, endpoint, undefined, fns));
    };
  }

  #error(path: string, name: "_404" | "_error", page: Middleware<State> | Route<State>): this {
    const route = loaded(typeof page === "object" ? page : { handler: page });
    return this.#around(path, ({ errors }, scopes) => {
      errors[name] = errorPage(() => route, scopes);
    });
  }

  #around(path: string, set: (scope: Scope, scopes: () => Scope[]) => void): this {
    return this.#at(path, (table, at) => {
      const segments = segmentsOf(at);
      set(table.code.at(segments), () => table.scopes(segments));
    });
  }

  #at(path: string, add: (table: Table, at: string) => void): this {
    const absolute = path.startsWith("/") ? path : "/" + path;
    this.#commands.push((table, prefix) => add(table, `/${prefix}${absolute}`));
    return this;
  }
}

const ROUTE = ["component", "handler", "handlers", "config"];
const LOCAL: Deno.ServeHandlerInfo = {
  remoteAddr: { transport: "tcp", hostname: "localhost", port: 0 },
  completed: Promise.resolve(),
};
