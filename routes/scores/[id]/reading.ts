import { define } from "../../../define.ts";
import { signedIn } from "../../../http/signed_in_only.ts";

export const handler = define.handlers({
  /** Has the score read by Gemini, where the person allows that. */
  async POST(ctx) {
    const { id } = ctx.params;
    await ctx.state.services.readings.ask(signedIn(ctx.state).user.id, id);
    return ctx.redirect(`/scores/${id}`, 303);
  },
});
