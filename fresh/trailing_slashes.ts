import { run } from "./context.ts";
import type { Middleware } from "./handlers.ts";

/**
 * Gives every page one address: with a slash at its end, or without.
 *
 * @param mode "always" adds the slash, "never" takes it off, by a redirect
 */
export function trailingSlashes<State>(mode: "always" | "never"): Middleware<State> {
  return function unifySlashes(ctx) {
    const { pathname, search } = ctx.url;
    const has = pathname.endsWith("/");
    if (pathname === "/" || has === (mode === "always")) return run(ctx);
    return ctx.redirect((has ? pathname.replace(/\/+$/, "") || "/" : pathname + "/") + search);
  };
}
