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
    return ctx.redirect((has ? withoutSlashes(pathname) || "/" : pathname + "/") + search);
  };
}

/** By hand: a regular expression would look at each run of slashes again for each slash in it. */
function withoutSlashes(path: string): string {
  let end = path.length;
  while (path[end - 1] === "/") end--;
  return path.slice(0, end);
}
