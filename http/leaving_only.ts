import { define } from "../define.ts";
import { Problem } from "../services/problem.ts";
import { wantsJson } from "./accept.ts";

/** Where somebody whose account is going to be deleted decides, and takes their things along. */
const PAGE = "/account/leaving";

/** What else is open to them, and to everybody who is not signed in. */
const OPEN =
  /^\/(account\/(leaving|export)|signin|signout|address|shared|deleted|privacy|status|health|offline|dev|webhooks)(\/|$)/;

/**
 * Whoever is signed in to an account that is going to be deleted is led to the page where they can
 * keep it; anything but a page says so.
 */
export const leavingOnly = define.middleware((ctx) => {
  if (!ctx.state.signedIn?.user.leaving || OPEN.test(ctx.url.pathname)) return ctx.next();
  if (!["GET", "HEAD"].includes(ctx.req.method) || wantsJson(ctx.req)) {
    throw new Problem("account_leaving");
  }
  return ctx.redirect(PAGE, 303);
});
