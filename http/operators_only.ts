import { define } from "../define.ts";
import { Problem } from "../services/problem.ts";
import { wantsJson } from "./accept.ts";
import { signedIn } from "./signed_in_only.ts";

/**
 * Lets operators pass who have signed in within the last hour, and asks the others of them to do so
 * again. To everybody else there is nothing here.
 */
export const operatorsOnly = define.middleware((ctx) => {
  const { operators } = ctx.state.services;
  const here = signedIn(ctx.state);
  if (!operators.isOne(here.user)) throw new Problem("nothing_here");
  if (operators.isAtTheDesk(here)) return ctx.next();
  if (!["GET", "HEAD"].includes(ctx.req.method) || wantsJson(ctx.req)) {
    throw new Problem("desk_again");
  }
  const returnTo = encodeURIComponent(ctx.url.pathname);
  return ctx.redirect(`/signin?again=1&returnTo=${returnTo}`, 303);
});
