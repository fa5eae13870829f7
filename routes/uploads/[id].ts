import { define, type State } from "../../define.ts";
import type { Context } from "fresh";
import { signedIn } from "../../http/signed_in_only.ts";
import { ABILITIES, part, said } from "../../http/tus.ts";
import { Problem } from "../../services/problem.ts";
import { isId } from "../../services/world.ts";

export const handler = define.handlers({
  OPTIONS: () => new Response(null, { status: 204, headers: ABILITIES }),

  /** How much has come. */
  async HEAD(ctx) {
    const { user } = signedIn(ctx.state);
    const progress = await ctx.state.services.arrivals.progress(user.id, idOf(ctx));
    return new Response(null, { headers: { ...said(progress), "cache-control": "no-store" } });
  },

  /** Takes in more; the answer to the last byte names the score. */
  async PATCH(ctx) {
    const { offset, content } = part(ctx.req);
    const progress = await ctx.state.services.arrivals
      .append(signedIn(ctx.state), idOf(ctx), offset, content);
    return new Response(null, { status: 204, headers: said(progress) });
  },

  /** Cancels it. */
  async DELETE(ctx) {
    await ctx.state.services.arrivals.cancel(signedIn(ctx.state).user.id, idOf(ctx));
    return new Response(null, { status: 204 });
  },
});

function idOf(ctx: Context<State>): string {
  const { id } = ctx.params;
  if (!isId(id)) throw new Problem("upload_unknown");
  return id;
}
