import { define } from "../define.ts";
import { signedOut } from "../http/signed_out.ts";

export const handler = define.handlers({
  /** Ends this session. */
  async POST(ctx) {
    const { sessions } = ctx.state.services;
    if (ctx.state.signedIn) await sessions.end(ctx.state.signedIn.session);
    return signedOut(ctx, "/");
  },
});
