import { page } from "fresh";
import { AddScores } from "../../components/AddScores.tsx";
import { define } from "../../define.ts";
import { signedIn } from "../../http/signed_in_only.ts";
import { ACCEPT, TAKEN } from "../../services/formats/kinds.ts";
import { limits } from "../../services/problem.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { user } = signedIn(ctx.state);
    const consent = await ctx.state.services.readings.consent(user.id);
    return page({ limits, taken: TAKEN, accept: ACCEPT, consent });
  },
});

export default define.page<typeof handler>(({ data }) => <AddScores {...data} />);
