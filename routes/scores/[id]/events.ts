import { define } from "../../../define.ts";
import { eventStream } from "../../../http/event_stream.ts";
import { signedIn } from "../../../http/signed_in_only.ts";

export const handler = define.handlers({
  /** How far the reading of the score is, as it goes on. */
  async GET(ctx) {
    const { user, session } = signedIn(ctx.state);
    const { services } = ctx.state;
    const { library } = services;
    const { id } = await library.score(user.id, ctx.params.id);
    return eventStream(
      services,
      services.streams,
      session.id,
      (signal) => library.watch(user.id, id, signal),
    );
  },
});
