import { page } from "fresh";
import { ScorePage } from "../../../components/ScorePage.tsx";
import { define } from "../../../define.ts";
import { saveEdits } from "../../../http/save_edits.tsx";
import { scoreView } from "../../../http/score_view.tsx";

export const handler = define.handlers({
  async GET(ctx) {
    return page(await scoreView(ctx));
  },

  POST: saveEdits,
});

/** The score. */
export default define.page<typeof handler>(({ data }) => <ScorePage {...data} />);
