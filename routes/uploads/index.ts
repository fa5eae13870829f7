import { define } from "../../define.ts";
import { signedIn } from "../../http/signed_in_only.ts";
import { ABILITIES, announced } from "../../http/tus.ts";
import { limits } from "../../services/problem.ts";

export const handler = define.handlers({
  OPTIONS: () => new Response(null, { status: 204, headers: ABILITIES }),

  /** What the person has begun to send and not finished, as JSON. */
  async GET(ctx) {
    const { user } = signedIn(ctx.state);
    return Response.json(await ctx.state.services.arrivals.unfinished(user.id));
  },

  /** Begins an upload: 201, and where it is. */
  async POST(ctx) {
    const file = announced(ctx.req.headers);
    const { id, createdAt } = await ctx.state.services.arrivals.begin(signedIn(ctx.state), file);
    const expires = new Date(createdAt + limits.unfinishedMs).toUTCString();
    return new Response(null, {
      status: 201,
      headers: { location: `/uploads/${id}`, "upload-expires": expires },
    });
  },
});
