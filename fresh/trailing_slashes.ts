import { run } from "./context.ts";
import type { MiddlewareFn } from "./handlers.ts";

/**
 * Gives every page one address: with a slash at its end, or without.
 *
 * @param mode "always" adds the slash, "never" takes it off, by a redirect
 */
// deno-lint-ignore no-explicit-any
export function trailingSlashes<State = any>(mode: "always" | "never"): MiddlewareFn<State> {
  return function unifySlashes(ctx) {
    const { pathname, search } = ctx.url;
    const has = pathname.endsWith("/");
    if (pathname === "/" || has === (mode === "always")) return run(ctx);
    return ctx.redirect((has ? pathname.replace(/\/+$/, "") || "/" : pathname + "/") + search);
  };
}
