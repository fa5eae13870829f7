import { define } from "../../../define.ts";
import { limitSignIns } from "../../../http/client_limit.ts";
import { googleCookie, googleToken } from "../../../http/google_cookie.ts";
import { caughtProblem, sendOn, withProblem } from "../../../http/google_way.ts";
import { returnPath } from "../../../services/identity/return_path.ts";

/** To Google, or back to the sign-in page where Google is away. */
export const handler = define.handlers({
  async GET(ctx) {
    const { google, config: { origin } } = ctx.state.services;
    const returnTo = returnPath(ctx.url.searchParams.get("returnTo"));
    await limitSignIns(ctx);
    const browser = googleToken(ctx.req.headers, origin);
    try {
      const left = await google.leave({ returnTo, browser, session: null });
      return sendOn(left.address, [googleCookie(left.browser, origin)]);
    } catch (error) {
      return sendOn(withProblem("/signin", caughtProblem(error), returnTo));
    }
  },
});
