import { type Context, run } from "./context.ts";
import { HttpError } from "./error.ts";
import type { Middleware } from "./handlers.ts";

/** Options of `csrf()`. */
export interface CsrfOptions<State> {
  /** Other origins that may send unsafe requests; default: the app's own. */
  origin?:
    | string
    | string[]
    | ((origin: string, ctx: Context<State>) => boolean);
}

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Refuses unsafe requests that another site may have made. One passes with a
 * known Origin, or, without a usable one, with `Sec-Fetch-Site: same-origin`;
 * with neither it is refused. Whatever its content type.
 *
 * @param options `origin`: who may send; the request's own origin by default
 * @throws HttpError 403
 */
export function csrf<State>(options: CsrfOptions<State> = {}): Middleware<State> {
  const { origin: given } = options;
  const allows = typeof given === "function"
    ? given
    : given === undefined
    ? (origin: string, ctx: Context<State>) => origin === ctx.url.origin
    : (origin: string) => [given].flat().includes(origin);
  return function checkCsrf(ctx) {
    if (SAFE.has(ctx.req.method)) return run(ctx);
    const { headers } = ctx.req;
    const site = headers.get("sec-fetch-site");
    const origin = headers.get("origin");
    // "null" tells nothing: a referrer policy makes browsers send it. And behind
    // a proxy that ends TLS the app sees "http:" where the browser says
    // "https:"; unless origins are named, the browser's own word decides then.
    const named = origin !== null && origin !== "null";
    if (named && allows(origin, ctx)) return run(ctx);
    const decides = !named || given === undefined;
    if (decides && site === "same-origin") return run(ctx);
    throw new HttpError(403);
  };
}
