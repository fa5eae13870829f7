/**
 * Fresh 2's public API for the server, on npm packages.
 *
 * @module
 */
export { App, type ListenOptions } from "./app.ts";
export type {
  Context,
  Context as FreshContext,
  FreshConfig,
  ResolvedFreshConfig,
} from "./context.ts";
export { cors, type CORSOptions } from "./cors.ts";
export { csp, type CSPOptions } from "./csp.ts";
export { csrf, type CsrfOptions } from "./csrf.ts";
export { createDefine, type Define } from "./define.ts";
export { HttpError } from "./error.ts";
export {
  type HandlerByMethod,
  type HandlerFn,
  type LayoutConfig,
  type Lazy,
  type MaybeLazy,
  type Method,
  type Middleware,
  type MiddlewareFn,
  page,
  type PageProps,
  type PageResponse,
  type RouteConfig,
  type RouteData,
  type RouteHandler,
} from "./handlers.ts";
export type { Island } from "./islands.ts";
export { ipFilter } from "./left_out.ts";
export { staticFiles } from "./static_files.ts";
export { trailingSlashes } from "./trailing_slashes.ts";
