import { define } from "../../../define.ts";
import { googleCookie, googleToken } from "../../../http/google_cookie.ts";
import { freshly } from "../../../http/google_link.ts";
import { caughtProblem, sendOn, withProblem } from "../../../http/google_way.ts";
import { signedIn } from "../../../http/signed_in_only.ts";

/** Connecting begins; the browser goes on from a page of ours, for a form may lead nowhere else. */
export const handler = define.handlers({
  async POST(ctx) {
    const { google, config: { origin } } = ctx.state.services;
    const browser = googleToken(ctx.req.headers, origin);
    try {
      const { session } = freshly(ctx.state.services, signedIn(ctx.state));
      const left = await google.leave({ returnTo: "/account", browser, session: session.id });
      const cookie = googleCookie(left.browser, origin);
      return sendOn(`/account/google/leave?state=${left.state}`, [cookie]);
    } catch (error) {
      return sendOn(withProblem("/account", caughtProblem(error)));
    }
  },
});
