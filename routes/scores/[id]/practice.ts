import { define } from "../../../define.ts";
import { readForm } from "../../../http/form.ts";
import { scoreAgain } from "../../../http/score_view.tsx";
import { signedIn } from "../../../http/signed_in_only.ts";

export const handler = define.handlers({
  /** Whoever reloads what could not be taken comes to the score. */
  GET: (ctx) => ctx.redirect(`/scores/${ctx.params.id}`, 303),

  /** Notes a time of practice: `day`, `minutes`, `words`; or takes one away: `drop`, its id. */
  async POST(ctx) {
    const { user } = signedIn(ctx.state);
    const { library, practice } = ctx.state.services;
    const { id } = await library.score(user.id, ctx.params.id);
    const form = await readForm(ctx.req);
    const drop = form.get("drop");
    try {
      if (drop === null) await practice.note(user.id, id, form);
      else await practice.drop(user.id, id, drop);
    } catch (error) {
      return await scoreAgain(ctx, error, form);
    }
    return ctx.redirect(`/scores/${id}#practised`, 303);
  },
});
