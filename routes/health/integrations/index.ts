import { define } from "../../../define.ts";
import { healthAnswer } from "../../../http/health_answer.ts";

export const handler = define.handlers({
  /** How every integration is. A stand-in that plays is `warn`, not `fail`. */
  async GET(ctx) {
    return healthAnswer(await ctx.state.services.health.report());
  },
});
