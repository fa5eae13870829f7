import { define } from "../../../define.ts";
import { limitSignIns } from "../../../http/client_limit.ts";
import { googleCookie, googleToken } from "../../../http/google_cookie.ts";
import { caughtProblem, sendOn, withProblem } from "../../../http/google_way.ts";
import { returnPath } from "../../../services/identity/return_path.ts";

/** To Google, or back to the sign-in page where Google is away. */
export const handler = define.handlers({
  async GET(ctx) {
    const { google, config } = ctx.state.services;
    const { origin } = config;
    const returnTo = returnPath(ctx.url.searchParams.get("returnTo"));
    // A picture on somebody's page must not use up what a whole school may ask for.
    if (!isVisit(ctx.req.headers)) return sendOn("/signin");
    const browser = googleToken(ctx.req.headers, origin);
    try {
      if (config.google !== null) await limitSignIns(ctx);
      const left = await google.leave({ returnTo, browser, session: null });
      return sendOn(left.address, [googleCookie(left.browser, origin)]);
    } catch (error) {
      return sendOn(withProblem("/signin", caughtProblem(error), returnTo));
    }
  },
});

/** Whether a person goes to the page, from here or from no page at all (Fetch Metadata). */
function isVisit(headers: Headers): boolean {
  const [site, dest] = [headers.get("sec-fetch-site"), headers.get("sec-fetch-dest")];
  return (site === null || ["same-origin", "none"].includes(site)) &&
    (dest === null || dest === "document");
}
