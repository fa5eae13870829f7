import { define } from "../../../define.ts";
import { toDeletedPage } from "../../../http/deleted_page.ts";
import { googleCookie, googleToken } from "../../../http/google_cookie.ts";
import { sendOn, withProblem } from "../../../http/google_way.ts";
import { changeSession } from "../../../http/sign_in.ts";

/**
 * Back from Google: signed in, connected, or leaving for good; or to the page with a sentence and
 * another way.
 */
export const handler = define.handlers({
  async GET(ctx) {
    const { google, deletions, config: { origin } } = ctx.state.services;
    const { signedIn } = ctx.state;
    const browser = googleToken(ctx.req.headers, origin);
    const { problem, linking, deleting, revoke, returnTo, session } = await google.finish(
      ctx.url.searchParams,
      browser,
      signedIn,
    );
    if (problem !== null && deleting) return sendOn(withProblem(returnTo, problem));
    if (problem !== null) {
      const account = linking && signedIn !== null;
      return sendOn(
        withProblem(account ? "/account" : "/signin", problem, linking ? "" : returnTo),
      );
    }
    const over = googleCookie(null, origin);
    if (revoke !== null) {
      const leaving = await deletions.confirmed(signedIn!);
      const answer = toDeletedPage(ctx, leaving, await revoke() ? "ended" : "failed");
      answer.headers.append("set-cookie", over);
      return answer;
    }
    if (session === null) return sendOn("/account?google=connected", [over]);
    return sendOn(returnTo, [over, ...await changeSession(ctx, session)]);
  },
});
