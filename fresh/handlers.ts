import type { AnyComponent, ComponentChildren, RenderableProps } from "preact";
import type { Context } from "./context.ts";

/** The HTTP methods that a route may name. */
export type Method =
  | "GET"
  | "POST"
  | "PUT"
  | "PATCH"
  | "DELETE"
  | "HEAD"
  | "OPTIONS";

/** What `page()` gives: data for the route's component, and how to send it. */
export interface PageResponse<Data> {
  data: Data;
  status?: number;
  headers?: HeadersInit;
}

// deno-lint-ignore no-explicit-any
type Any = any;

/** A handler: answers itself, or hands data to the route's component. */
export type HandlerFn<Data, State> = (ctx: Context<State>) =>
  | Response
  | PageResponse<Data>
  | Promise<Response | PageResponse<Data>>;

/** Handlers by method. */
export type HandlerByMethod<Data, State> = {
  [M in Method]?: HandlerFn<Data, State>;
};

/** What a route exports as `handler` or `handlers`. */
export type RouteHandler<Data, State> =
  | HandlerFn<Data, State>
  | HandlerByMethod<Data, State>;

/** The data type that a set of handlers gives its component. */
export type RouteData<H> = H extends (ctx: Any) => infer R ? DataOf<R> : {
  [M in keyof H]: H[M] extends (ctx: Any) => infer R ? DataOf<R> : never;
}[keyof H];
type DataOf<R> = Awaited<R> extends infer V ? V extends PageResponse<infer D> ? D : never
  : never;

/** A middleware: answers, or calls `ctx.next()`. */
export type Middleware<State> = (ctx: Context<State>) => Response | Promise<Response>;

/** The same, by the name that it had first. */
export type MiddlewareFn<State> = Middleware<State>;

/** Loads a value when it is first needed. */
export type Lazy<T> = () => Promise<T>;
/** A value, or what loads it. */
export type MaybeLazy<T> = T | Lazy<T>;

/** What a route file may export as `config`. */
export interface RouteConfig {
  /** Leave out the app wrapper. */
  skipAppWrapper?: boolean;
  /** Leave out the layouts of the folders above. */
  skipInheritedLayouts?: boolean;
  /** The pattern to answer, in place of the one that the file's name gives. */
  routeOverride?: string;
}

/** What a `_layout` file may export as `config`. */
export type LayoutConfig = Omit<RouteConfig, "routeOverride">;

/** What every page, layout and app wrapper gets. */
export type PageProps<Data = unknown, State = unknown> =
  & Pick<
    Context<State>,
    | "config"
    | "url"
    | "req"
    | "params"
    | "info"
    | "state"
    | "isPartial"
    | "error"
    | "route"
    | "Component"
  >
  & { data: Data };

/** A component that is awaited before rendering begins; it may also answer. */
export type AsyncAnyComponent<Props> = (
  props: RenderableProps<Props>,
  // deno-lint-ignore no-explicit-any
  context?: any,
) => Promise<ComponentChildren | Response>;

/** A page, layout or app wrapper. */
export type RouteComponent<Data = Any, State = Any> =
  | AnyComponent<PageProps<Data, State>>
  | AsyncAnyComponent<PageProps<Data, State>>;

/** A route made in code: `app.route(path, { component, handlers, config })`. */
export interface Route<State> {
  component?: RouteComponent<Any, State>;
  handler?: RouteHandler<Any, State>;
  handlers?: RouteHandler<Any, State>;
  config?: RouteConfig;
}

/** Data without options. */
export function page(): PageResponse<undefined>;
export function page<Data>(
  data: Data,
  options?: { status?: number; headers?: HeadersInit },
): PageResponse<Data>;
/**
 * Hands data from a handler to the route's component.
 *
 * @param data what the component finds as `props.data`
 * @param options status (200) and headers of the answer
 *
 * @example
 * ```ts
 * return page({ scores }, { headers: { "cache-control": "no-store" } });
 * ```
 */
export function page<Data>(
  data?: Data,
  options?: { status?: number; headers?: HeadersInit },
): PageResponse<Data | undefined> {
  return { data, status: options?.status, headers: options?.headers };
}
