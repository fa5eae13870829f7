import { define } from "../../../define.ts";
import { googleCookie, googleToken } from "../../../http/google_cookie.ts";
import { sendOn, withProblem } from "../../../http/google_way.ts";
import { changeSession } from "../../../http/sign_in.ts";

/** Back from Google: signed in or connected, or to the page with a sentence and the mail form. */
export const handler = define.handlers({
  async GET(ctx) {
    const { google, config: { origin } } = ctx.state.services;
    const { signedIn } = ctx.state;
    const browser = googleToken(ctx.req.headers, origin);
    const { problem, linking, returnTo, session } = await google.finish(
      ctx.url.searchParams,
      browser,
      signedIn,
    );
    if (problem !== null) {
      const account = linking && signedIn !== null;
      return sendOn(
        withProblem(account ? "/account" : "/signin", problem, linking ? "" : returnTo),
      );
    }
    const over = googleCookie(null, origin);
    if (session === null) return sendOn("/account?google=connected", [over]);
    return sendOn(returnTo, [over, ...await changeSession(ctx, session)]);
  },
});
