import { define } from "../define.ts";

export const handler = define.handlers({
  /** Alive: the process answers and its database does. 200 or 503, for uptime checks. */
  async GET(ctx) {
    const alive = await ctx.state.services.ping().then(() => true, () => false);
    return Response.json({ status: alive ? "pass" : "fail" }, {
      status: alive ? 200 : 503,
      headers: { "content-type": "application/health+json", "cache-control": "no-store" },
    });
  },
});
