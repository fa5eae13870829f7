import { define } from "../../../define.ts";
import { freshly } from "../../../http/google_link.ts";
import { caughtProblem, sendOn, withProblem } from "../../../http/google_way.ts";
import { signedIn } from "../../../http/signed_in_only.ts";

/** Google signs the person in no more. Nothing is to be revoked there: we keep no token of theirs. */
export const handler = define.handlers({
  async POST(ctx) {
    try {
      const here = freshly(ctx.state.services, signedIn(ctx.state));
      await ctx.state.services.googleAccounts.unlink(here);
      return sendOn("/account?google=disconnected");
    } catch (error) {
      return sendOn(withProblem("/account", caughtProblem(error)));
    }
  },
});
