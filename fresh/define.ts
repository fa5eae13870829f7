import type { Middleware, RouteComponent, RouteData, RouteHandler } from "./handlers.ts";

/** Typed, empty wrappers: each gives back what it gets. */
export interface Define<State> {
  /** Handlers of a route, by method or one function for all. */
  handlers<Data, Handlers extends RouteHandler<Data, State> = RouteHandler<Data, State>>(
    handlers: Handlers,
  ): typeof handlers;
  /** A page (or app wrapper); `define.page<typeof handlers>` types its data. */
  page<
    // deno-lint-ignore no-explicit-any
    Handler extends RouteHandler<any, State> = never,
    Data = [Handler] extends [never] ? unknown : RouteData<Handler>,
  >(render: RouteComponent<Data, State>): typeof render;
  /** A layout. */
  layout(render: RouteComponent<unknown, State>): typeof render;
  /** A middleware, or a list of them. */
  middleware<M extends Middleware<State>>(middleware: M): typeof middleware;
}

/**
 * Makes `define.*` helpers that know the app's state.
 *
 * @example
 * ```ts
 * export const define = createDefine<{ user: User | null }>();
 * ```
 */
export function createDefine<State>(): Define<State> {
  const same = <T>(value: T): T => value;
  return { handlers: same, page: same, layout: same, middleware: same } as Define<State>;
}
