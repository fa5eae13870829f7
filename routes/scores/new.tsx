import { page } from "fresh";
import { AddScores } from "../../components/AddScores.tsx";
import { define } from "../../define.ts";
import { signedIn } from "../../http/signed_in_only.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { user } = signedIn(ctx.state);
    return page({ consent: await ctx.state.services.readings.consent(user.id) });
  },
});

export default define.page<typeof handler>(({ data }) => <AddScores {...data} />);
