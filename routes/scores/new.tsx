import { page } from "fresh";
import { AddScores } from "../../components/AddScores.tsx";
import { define } from "../../define.ts";
import { addScores } from "../../http/add_scores.ts";

export const handler = define.handlers({
  async GET(ctx) {
    return page(await addScores(ctx.state));
  },
});

export default define.page<typeof handler>(({ data }) => <AddScores {...data} />);
