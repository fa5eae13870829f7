import { define } from "../../define.ts";
import { signedIn } from "../../http/signed_in_only.ts";

export const handler = define.handlers({
  /** What the library says already, to be offered where somebody types: `{ composers, tags }`, the most frequent first. */
  async GET(ctx) {
    return Response.json(await ctx.state.services.shelf.names(signedIn(ctx.state).user.id));
  },
});
