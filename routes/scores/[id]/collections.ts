import { define } from "../../../define.ts";
import { readForm } from "../../../http/form.ts";
import { scoreAgain } from "../../../http/score_view.tsx";
import { signedIn } from "../../../http/signed_in_only.ts";

export const handler = define.handlers({
  /** Whoever reloads what could not be taken comes to the score. */
  GET: (ctx) => ctx.redirect(`/scores/${ctx.params.id}`, 303),

  /** Puts the score at the end of a `list`, or of a new collection with a `name`; back to the score. */
  async POST(ctx) {
    const { user } = signedIn(ctx.state);
    const { library, collections } = ctx.state.services;
    const { id } = await library.score(user.id, ctx.params.id);
    const form = await readForm(ctx.req);
    const name = form.get("name");
    try {
      const list = name === null
        ? form.get("list") ?? ""
        : await collections.create(user.id, name, "collection");
      await collections.add(user.id, list, id);
    } catch (error) {
      return await scoreAgain(ctx, error, form);
    }
    return ctx.redirect(`/scores/${id}`, 303);
  },
});
