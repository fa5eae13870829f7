import { define } from "../../../define.ts";
import { wantsJson } from "../../../http/accept.ts";
import { readForm } from "../../../http/form.ts";
import { signedIn } from "../../../http/signed_in_only.ts";

export const handler = define.handlers({
  /** Remembers the `page` one is at, and whether margins are cropped: `crop`, yes or no. Answers `{ page, crop }`. */
  async POST(ctx) {
    const { user } = signedIn(ctx.state);
    const { library, places } = ctx.state.services;
    const score = await library.score(user.id, ctx.params.id);
    const form = await readForm(ctx.req);
    if (form.has("page")) await places.turned(score, Number(form.get("page")));
    if (form.has("crop")) await places.crop(score, form.get("crop") === "yes");
    return wantsJson(ctx.req)
      ? Response.json(await places.get(score))
      : ctx.redirect(`/scores/${score.id}`, 303);
  },
});
