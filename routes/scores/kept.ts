import { define } from "../../define.ts";
import { readForm } from "../../http/form.ts";
import { signedIn } from "../../http/signed_in_only.ts";

export const handler = define.handlers({
  /** Which of these scores (`id`, several) are no longer in the library: `{ gone }`. */
  async POST(ctx) {
    const { user } = signedIn(ctx.state);
    const ids = (await readForm(ctx.req)).getAll("id");
    return Response.json({ gone: await ctx.state.services.shelf.gone(user.id, ids) });
  },
});
