import { define } from "../define.ts";
import { sessionCookie } from "../http/session_cookie.ts";

export const handler = define.handlers({
  /** Ends this session. */
  async POST(ctx) {
    const { sessions, config } = ctx.state.services;
    if (ctx.state.signedIn) await sessions.end(ctx.state.signedIn.session);
    const response = ctx.redirect("/", 303);
    response.headers.append("set-cookie", sessionCookie("", 0, config.origin));
    return response;
  },
});
