import { define } from "../../../define.ts";
import { eventStream } from "../../../http/event_stream.ts";
import { signedIn } from "../../../http/signed_in_only.ts";

export const handler = define.handlers({
  /** How far the import is, as it goes on. */
  GET(ctx) {
    const { user, session } = signedIn(ctx.state);
    const { services } = ctx.state;
    const watch = (signal: AbortSignal) => services.imports.watch(user.id, signal);
    return eventStream(services, services.streams, session.id, watch);
  },
});
