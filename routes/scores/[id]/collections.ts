import { define } from "../../../define.ts";
import { scoreForm } from "../../../http/score_view.tsx";
import { signedIn } from "../../../http/signed_in_only.ts";

/** Puts the score at the end of a `list`, or of a new collection with a `name`; back to the score. */
export const handler = define.handlers(scoreForm(async (ctx, form) => {
  const { user } = signedIn(ctx.state);
  const { library, collections } = ctx.state.services;
  const { id } = await library.score(user.id, ctx.params.id);
  const name = form.get("name");
  const list = name === null
    ? form.get("list") ?? ""
    : await collections.create(user.id, name, "collection");
  await collections.add(user.id, list, id);
  return `/scores/${id}`;
}));
