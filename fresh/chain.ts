import type { AnyContext } from "./context.ts";
import { INNER, type Step } from "./inner.ts";
import type { ErrorPage, ErrorPages } from "./error_pages.ts";
import type { PageResponse, Route } from "./handlers.ts";
import { type Frame, renderView, type View } from "./render.ts";
import type { AnyMiddleware, Load, Scope } from "./scopes.ts";

/** A route's handlers and page, loaded. */
// deno-lint-ignore no-explicit-any
export type AnyRoute = Omit<Route<any>, "handlers">;

/** Middlewares of one place. */
export interface Use {
  /** It is a folder's `_middleware`. */
  folder?: boolean;
  load: Load;
  /** What is around them, outermost first. */
  scopes: () => Scope[];
}

/** What surrounds an answer. */
export interface Surroundings {
  /** Middlewares in the order in which they run. */
  uses: Use[];
  /** Scopes for layouts, app wrapper and error pages, outermost first. */
  scopes: () => Scope[];
}

/** Ready to run: the same for every request. */
export interface Chain {
  steps: Step[];
  view: View;
}

/** Loads everything around a handler and puts it in order. */
export async function makeChain({ uses, scopes }: Surroundings, fn: AnyMiddleware): Promise<Chain> {
  const steps: Step[] = [];
  // An error passes through the middlewares of a folder before the folder's error
  // page answers it, so that they can make another error of it.
  const entered = new Set<Scope>();
  const errorsIn = (scopes: Scope[]): ErrorPages[] =>
    scopes.filter((scope) => !entered.has(scope)).map(({ errors }) => errors).reverse();
  for (const { load, scopes, folder } of uses) {
    for (const fn of await load()) {
      const around = scopes();
      steps.push({ fn, errors: errorsIn(around) });
      if (folder) around.forEach((scope) => entered.add(scope));
    }
  }
  const around = scopes();
  steps.push({ fn, errors: errorsIn(around) });
  return { steps, view: await makeView(around) };
}

/** The layouts and app wrapper of scopes, outermost first. */
async function makeView(scopes: Scope[]): Promise<View> {
  const layouts: Frame[] = [];
  let app: Frame | null = null;
  for (const scope of scopes) {
    if (scope.layout) layouts.push(await scope.layout());
    if (scope.app) app = await scope.app();
  }
  return { app, layouts };
}

/** The last step: the handler of a method, then its page. */
export function answerWith({ handler, ...route }: AnyRoute, method: string): AnyMiddleware {
  const fn = typeof handler === "function"
    ? handler
    : handler?.[method as "GET"] ?? (method === "HEAD" ? handler?.GET : undefined);
  const send = (ctx: AnyContext, answer: unknown): Response | Promise<Response> => {
    // A middleware that app.get() loads when needed comes as a function.
    if (answer instanceof Response || typeof answer === "function") return answer as Response;
    if (typeof answer !== "object" || answer === null || !route.component) {
      throw new TypeError(
        `Cannot answer ${method} ${ctx.route}: its handler gave neither a Response ` +
          "nor page(…) for its component",
      );
    }
    const { data, status, headers } = answer as PageResponse<unknown>;
    ctx.data = data;
    const init = status || headers ? { status, headers } : undefined;
    return renderView(ctx, ctx[INNER].view, { ...route, data }, init);
  };
  if (fn === undefined) return (ctx) => send(ctx, {});
  return function handle(ctx): Response | Promise<Response> {
    const answer = fn(ctx);
    return answer instanceof Promise ? answer.then((it) => send(ctx, it)) : send(ctx, answer);
  };
}

/** A route as an error page, in the layouts of its own place. */
export function errorPage(
  load: () => AnyRoute | Promise<AnyRoute>,
  scopes: () => Scope[],
): ErrorPage {
  return async (ctx) => {
    const route = await load();
    ctx[INNER].view = await makeView(scopes());
    return await answerWith(route, "GET")(ctx);
  };
}
