import type { Context } from "./context.ts";
import { INNER, type Step } from "./inner.ts";
import { type ErrorPages, MethodNotAllowed } from "./error_pages.ts";
import type { PageResponse, Route } from "./handlers.ts";
import { type Frame, renderView, type View } from "./render.ts";
import type { AnyMiddleware, Scope } from "./scopes.ts";

// deno-lint-ignore no-explicit-any
type AnyContext = Context<any>;
/** A route's handlers and page, loaded. */
// deno-lint-ignore no-explicit-any
export type AnyRoute = Omit<Route<any>, "handlers">;

/** Middlewares of one place, with the error pages in force there. */
export interface Use {
  /** It is a folder's `_middleware`. */
  folder?: boolean;
  /** Loads them when a route that they hold for is first asked for. */
  load: () => AnyMiddleware[] | Promise<AnyMiddleware[]>;
  /** Outermost first. */
  scopes: () => Scope[];
}

/** What surrounds an answer. */
export interface Surroundings {
  /** Middlewares in order of registration, as of when this was registered. */
  uses: Use[];
  /** Scopes for layouts, app wrapper and error pages, outermost first. */
  scopes: () => Scope[];
}

/** One registration: what answers, and what is around it. */
export interface Endpoint extends Surroundings {
  /** The method it takes, "*" for all; null where that is known after loading. */
  method: string | null;
  load: () => AnyRoute | Promise<AnyRoute>;
}

/** Ready to run: the same for every request. */
export interface Chain {
  steps: Step[];
  view: View;
}

/** Everything registered for one pattern. */
export class Leaf {
  endpoints: Endpoint[] = [];
  #chains = new Map<string, Chain | Promise<Chain>>();
  constructor(readonly pattern: string) {}

  /**
   * What runs for a method: the handler, GET's for HEAD, an OPTIONS answer, or
   * a 405 that says which methods there are.
   */
  chain(method: string): Chain | Promise<Chain> {
    // Only methods that are answered are kept: anything may be asked for.
    return KEPT.has(method)
      ? this.#chains.get(method) ?? keep(this.#chains, method, this.#make(method))
      : this.#make(method);
  }

  async #make(method: string): Promise<Chain> {
    const loaded = await Promise.all(
      this.endpoints.map(async (endpoint) => {
        const route = await endpoint.load();
        return { endpoint, route, methods: methodsOf(endpoint, route) };
      }),
    );
    const has = (name: string) => loaded.find(({ methods }) => methods.includes(name));
    const head = method === "HEAD" ? has("GET") : undefined;
    const found = has(method) ?? head ?? has("*");
    if (found !== undefined) {
      const fn = answerWith(found.route, method);
      return await makeChain(found.endpoint, fn);
    }
    const allow = new Set(loaded.flatMap(({ methods }) => methods));
    if (allow.has("GET")) allow.add("HEAD");
    allow.add("OPTIONS");
    const words = [...allow].join(", ");
    return await makeChain(this.endpoints[0], () => {
      if (method !== "OPTIONS") throw new MethodNotAllowed(words);
      return new Response(null, { status: 204, headers: { allow: words } });
    });
  }
}

/** Keeps what is being made, and when it is ready that: no promise is on the way then. */
export function keep<T>(
  map: Map<string, T | Promise<T>>,
  key: string,
  made: Promise<T>,
): Promise<T> {
  map.set(key, made);
  made.then((ready) => map.set(key, ready), () => map.delete(key));
  return made;
}

const KEPT = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

function methodsOf({ method }: Endpoint, { handler, component }: AnyRoute): string[] {
  if (method !== null) return [method];
  if (typeof handler === "function") return ["*"];
  const named = Object.keys(handler ?? {});
  return component && !named.includes("GET") ? ["GET", ...named] : named;
}

/** The last step: the handler, then its page. */
function answerWith(route: AnyRoute, method: string): AnyMiddleware {
  const { handler, component } = route;
  const fn = typeof handler === "function"
    ? handler
    : handler?.[method as "GET"] ?? (method === "HEAD" ? handler?.GET : undefined);
  if (fn === undefined) return (ctx: AnyContext) => renderView(ctx, ctx[INNER].view, route);
  const send = (ctx: AnyContext, answer: unknown): Response | Promise<Response> => {
    // A middleware that app.get() loads when needed comes as a function.
    if (answer instanceof Response || typeof answer === "function") {
      return answer as Response;
    }
    if (typeof answer !== "object" || !component) {
      throw new TypeError(
        `Cannot answer ${method} ${ctx.route}: its handler gave ` +
          (typeof answer === "object"
            ? "data but there is no page for it"
            : "neither a Response nor page(…)"),
      );
    }
    const { data, status, headers } = answer as PageResponse<unknown>;
    ctx.data = data;
    return renderView(ctx, ctx[INNER].view, { ...route, data }, { status, headers });
  };
  return function handle(ctx: AnyContext): Response | Promise<Response> {
    const answer = fn(ctx);
    return answer instanceof Promise ? answer.then((it) => send(ctx, it)) : send(ctx, answer);
  };
}

/** Loads everything around a handler and puts it in order. */
export async function makeChain({ uses, scopes }: Surroundings, fn: AnyMiddleware): Promise<Chain> {
  const steps: Step[] = [];
  // An error passes through the middlewares of a folder before the folder's error
  // page answers it, so that they can make another error of it.
  const entered = new Set<Scope>();
  for (const use of uses) {
    const scopes = use.scopes().filter((scope) => !entered.has(scope));
    if (use.folder) scopes.forEach((scope) => entered.add(scope));
    const [first, ...rest] = await use.load();
    if (first) steps.push({ fn: first, errors: errorsOf(scopes) });
    for (const each of rest) steps.push({ fn: each, errors: use.folder ? [] : errorsOf(scopes) });
  }
  const around = scopes();
  steps.push({ fn, errors: errorsOf(around.filter((scope) => !entered.has(scope))) });
  return { steps, view: await makeView(around) };
}

/** Nearest first. */
function errorsOf(scopes: Scope[]): ErrorPages[] {
  return scopes.map(({ errors }) => errors)
    .filter((e) => e.any || e.failed || e.notFound).reverse();
}

/** The layouts and app wrapper of scopes, outermost first. */
export async function makeView(scopes: Scope[]): Promise<View> {
  const layouts: Frame[] = [];
  let app: Frame | null = null;
  for (const scope of scopes) {
    if (scope.layout) layouts.push(await scope.layout());
    if (scope.app) app = await scope.app();
  }
  return { app, layouts };
}
