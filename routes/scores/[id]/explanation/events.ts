import { define } from "../../../../define.ts";
import { eventStream } from "../../../../http/event_stream.ts";
import { signedIn } from "../../../../http/signed_in_only.ts";
import { explanationView } from "../../../../services/explaining/view.ts";

export const handler = define.handlers({
  /** The explanation as it is, and again whenever it has changed, until it is over. */
  async GET(ctx) {
    const { user, session } = signedIn(ctx.state);
    const { services } = ctx.state;
    const { library, explanations } = services;
    const { id } = await library.score(user.id, ctx.params.id);
    return eventStream(services, services.streams, session.id, async function* (signal) {
      for await (const row of explanations.watch(user.id, id, signal)) {
        yield row && explanationView(row);
      }
    });
  },
});
