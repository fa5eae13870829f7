import { define } from "../../define.ts";
import { healthAnswer } from "../../http/health_answer.ts";
import { within } from "../../services/within.ts";

/** A database that takes longer than this is away for whoever asks. */
const PATIENCE_MS = 1_000;

export const handler = define.handlers({
  /** Alive: the process answers and its database does. 200 or 503, for uptime checks. */
  async GET(ctx) {
    const ping = ctx.state.services.ping().then(() => true, () => false);
    return healthAnswer({ status: await within(PATIENCE_MS, ping) ? "pass" : "fail" });
  },
});
