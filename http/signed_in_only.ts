import { define, type State } from "../define.ts";
import type { SignedIn } from "../services/identity/session.ts";
import { Problem } from "../services/problem.ts";
import { wantsJson } from "./accept.ts";

/** Proxies refuse answers whose headers are much longer than this. */
const LONGEST_RETURN = 2_000;

/**
 * Lets signed-in people pass. A page asks the others to sign in and brings them
 * back; anything but a page says that they are signed out.
 */
export const signedInOnly = define.middleware((ctx) => {
  if (ctx.state.signedIn) return ctx.next();
  if (!["GET", "HEAD"].includes(ctx.req.method) || wantsJson(ctx.req)) {
    throw new Problem("signed_out");
  }
  const here = ctx.url.pathname + ctx.url.search;
  const returnTo = encodeURIComponent(here);
  return ctx.redirect(
    returnTo.length > LONGEST_RETURN ? "/signin" : `/signin?returnTo=${returnTo}`,
    303,
  );
});

/** Who is asking, in a route that only signed-in people reach. @throws {Problem} `signed_out` */
export function signedIn(state: State): SignedIn {
  if (state.signedIn === null) throw new Problem("signed_out");
  return state.signedIn;
}
