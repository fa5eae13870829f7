import { define } from "../../../define.ts";
import { healthAnswer } from "../../../http/health_answer.ts";
import { INTEGRATIONS } from "../../../services/integration/definition.ts";
import { Problem } from "../../../services/problem.ts";

export const handler = define.handlers({
  /** How one integration is, for a monitor of its own: 503 when it fails. */
  async GET(ctx) {
    const name = INTEGRATIONS.find((name) => name === ctx.params.name);
    if (name === undefined) throw new Problem("nothing_here");
    return healthAnswer(await ctx.state.services.health.check(name));
  },
});
