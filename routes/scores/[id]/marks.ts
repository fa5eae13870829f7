import { define } from "../../../define.ts";
import { readForm } from "../../../http/form.ts";
import { signedIn } from "../../../http/signed_in_only.ts";
import { libraryAddress, libraryQuery } from "../../../services/library/query.ts";

export const handler = define.handlers({
  /** Saves what a person says of the score: `tags`, `difficulty`, `practice`, `favourite`; those that come. */
  async POST(ctx) {
    const { user } = signedIn(ctx.state);
    const { id } = ctx.params;
    const form = await readForm(ctx.req);
    await ctx.state.services.library.mark(user.id, id, form);
    const question = form.get("question");
    return ctx.redirect(
      question === null
        ? `/scores/${id}`
        : libraryAddress(libraryQuery(new URLSearchParams(question))),
      303,
    );
  },
});
