import { define } from "../../../define.ts";
import { readForm } from "../../../http/form.ts";
import { scoreAgain } from "../../../http/score_view.tsx";
import { signedIn } from "../../../http/signed_in_only.ts";
import { libraryAddress, libraryQuery } from "../../../services/library/query.ts";

export const handler = define.handlers({
  /** Whoever reloads what could not be taken comes to the score. */
  GET: (ctx) => ctx.redirect(`/scores/${ctx.params.id}`, 303),

  /** Saves what a person says of the score: `tags`, `difficulty`, `practice`, `favourite`; those that come. */
  async POST(ctx) {
    const { user } = signedIn(ctx.state);
    const { id } = ctx.params;
    const form = await readForm(ctx.req);
    const question = form.get("question");
    try {
      await ctx.state.services.library.mark(user.id, id, form);
    } catch (error) {
      return await scoreAgain(ctx, error, form);
    }
    return ctx.redirect(
      question === null
        ? `/scores/${id}`
        : libraryAddress(libraryQuery(new URLSearchParams(question))),
      303,
    );
  },
});
