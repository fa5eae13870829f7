import { define } from "../../../define.ts";
import { clientKey } from "../../../http/client_address.ts";
import { eventStream } from "../../../http/event_stream.ts";
import { attemptSecret } from "../../../http/sign_in.ts";

export const handler = define.handlers({
  /** How this browser's attempt stands, whenever that changes. */
  async GET(ctx) {
    const secret = attemptSecret(ctx);
    const { services } = ctx.state;
    // "No content" tells a browser not to ask again (HTML Standard, section 9.2.3).
    if (secret === null) return new Response(null, { status: 204 });
    const watch = (signal: AbortSignal) => services.waiting.watch(secret, signal);
    return eventStream(services, services.waitingStreams, await clientKey(ctx), watch);
  },
});
