import { define } from "../../../define.ts";
import { isId } from "../../../services/world.ts";
import { Problem } from "../../../services/problem.ts";

/** Mail brings its own styles along, and nothing else. */
const MAIL_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; " +
  "sandbox allow-top-navigation-by-user-activation";

export const handler = define.handlers({
  /** The HTML of one mail, for the frame on the mailbox page. */
  async GET(ctx) {
    const { id } = ctx.params;
    const mail = isId(id) ? await ctx.state.services.mailbox?.get(id) : null;
    if (!mail) throw new Problem("nothing_here");
    // A new tab would inherit the sandbox, and its forms would be dead.
    const html = mail.html.replaceAll('target="_blank"', 'target="_top"');
    return new Response(html, {
      headers: {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": MAIL_POLICY,
      },
    });
  },
});
