import { define } from "../../../../define.ts";
import { eventStream } from "../../../../http/event_stream.ts";
import { signedIn } from "../../../../http/signed_in_only.ts";
import { explanationView } from "../../../../services/explaining/view.ts";

export const handler = define.handlers({
  /** The explanation as it is, and again whenever it has changed, until it is over. */
  async GET(ctx) {
    const { library, explanations, stopping } = ctx.state.services;
    const { user } = signedIn(ctx.state);
    const { id } = await library.score(user.id, ctx.params.id);
    return eventStream(async function* (signal) {
      for await (const row of explanations.watch(user.id, id, signal)) {
        yield row && explanationView(row);
      }
    }, stopping);
  },
});
