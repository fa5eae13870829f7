import { define } from "../../../define.ts";
import { scoreForm } from "../../../http/score_view.tsx";
import { signedIn } from "../../../http/signed_in_only.ts";

/** Notes a time of practice: `day`, `minutes`, `words`; or takes one away: `drop`, its id. */
export const handler = define.handlers(scoreForm(async (ctx, form) => {
  const { user } = signedIn(ctx.state);
  const { library, practice } = ctx.state.services;
  const { id } = await library.score(user.id, ctx.params.id);
  const drop = form.get("drop");
  if (drop === null) await practice.note(user.id, id, form);
  else await practice.drop(user.id, id, drop);
  return `/scores/${id}#practised`;
}));
