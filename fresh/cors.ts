import { type Context, run } from "./context.ts";
import type { MiddlewareFn } from "./handlers.ts";
import { writable } from "./headers.ts";

/** Options of `cors()`. */
export interface CORSOptions<State> {
  /** Who may read answers: "*", an origin, several, or a function that gives one or none. */
  origin:
    | string
    | string[]
    | ((origin: string, ctx: Context<State>) => string | undefined | null);
  /** Methods that may be used. Default: GET, HEAD, PUT, POST, DELETE, PATCH. */
  allowMethods?: string[];
  /** Request headers that may be used; those asked for when left out. */
  allowHeaders?: string[];
  /** Seconds for which a browser may keep the answer to its question. */
  maxAge?: number;
  /** Whether cookies may come along; not together with origin "*". */
  credentials?: boolean;
  /** Headers of answers that may be read. */
  exposeHeaders?: string[];
}

const METHODS = ["GET", "HEAD", "PUT", "POST", "DELETE", "PATCH"];

/**
 * Lets pages of other origins read answers (Fetch standard, 3.2). Answers the
 * question that a browser asks before an unusual request; other OPTIONS pass.
 *
 * @param options see CORSOptions; every origin when left out
 * @throws Error for credentials with origin "*", which browsers refuse
 */
// deno-lint-ignore no-explicit-any
export function cors<State = any>(
  options: CORSOptions<State> = { origin: "*" },
): MiddlewareFn<State> {
  const { origin, allowMethods = METHODS, allowHeaders = [], exposeHeaders = [] } = options;
  const { maxAge, credentials } = options;
  if (credentials && origin === "*") {
    throw new Error('Cannot use cors(): credentials need named origins, not "*"');
  }
  const allowed = (from: string, ctx: Context<State>): string | null | undefined =>
    typeof origin === "function"
      ? origin(from, ctx)
      : origin === "*"
      ? "*"
      : [origin].flat().find((each) => each === from);

  return async function addCors(ctx) {
    const { method, headers: asked } = ctx.req;
    const preflight = method === "OPTIONS" && asked.has("access-control-request-method");
    const res = preflight ? new Response(null, { status: 204 }) : writable(await run(ctx));
    const { headers } = res;
    // Whatever was decided, it was decided by who asked: caches must know.
    if (origin !== "*") headers.append("vary", "Origin");
    const to = allowed(asked.get("origin") ?? "", ctx);
    if (!to) return res;
    headers.set("access-control-allow-origin", to);
    if (credentials) headers.set("access-control-allow-credentials", "true");
    if (!preflight) {
      if (exposeHeaders.length > 0) {
        headers.set("access-control-expose-headers", exposeHeaders.join(", "));
      }
      return res;
    }
    headers.set("access-control-allow-methods", allowMethods.join(", "));
    if (maxAge !== undefined) headers.set("access-control-max-age", String(maxAge));
    if (allowHeaders.length === 0) headers.append("vary", "Access-Control-Request-Headers");
    const names = allowHeaders.join(", ") || asked.get("access-control-request-headers");
    if (names) headers.set("access-control-allow-headers", names);
    return res;
  };
}
