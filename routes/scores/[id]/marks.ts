import { define } from "../../../define.ts";
import { scoreForm } from "../../../http/score_view.tsx";
import { signedIn } from "../../../http/signed_in_only.ts";
import { libraryAddress, libraryQuery } from "../../../services/library/query.ts";

/** Saves what a person says of the score: `tags`, `difficulty`, `practice`, `favourite`; those that come. */
export const handler = define.handlers(scoreForm(async (ctx, form) => {
  const { id } = ctx.params;
  await ctx.state.services.library.mark(signedIn(ctx.state).user.id, id, form);
  const question = form.get("question");
  return question === null
    ? `/scores/${id}`
    : libraryAddress(libraryQuery(new URLSearchParams(question)));
}));
