import { define } from "../../../define.ts";
import { signedIn } from "../../../http/signed_in_only.ts";

export const handler = define.handlers({
  /** What is known of the score, from where, and how sure. */
  async GET(ctx) {
    const { user } = signedIn(ctx.state);
    const { status, fields, chain } = await ctx.state.services.library.score(
      user.id,
      ctx.params.id,
    );
    return Response.json({ status, fields, chain });
  },
});
