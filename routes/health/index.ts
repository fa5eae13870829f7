import { define } from "../../define.ts";
import { healthAnswer } from "../../http/health_answer.ts";

export const handler = define.handlers({
  /** Alive: the process answers and its database does. 200 or 503, for uptime checks. */
  async GET(ctx) {
    const alive = await ctx.state.services.ping().then(() => true, () => false);
    return healthAnswer({ status: alive ? "pass" : "fail" });
  },
});
