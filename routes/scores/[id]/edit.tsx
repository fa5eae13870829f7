import { page } from "fresh";
import { EditScore } from "../../../components/EditScore.tsx";
import { define } from "../../../define.ts";
import { editView } from "../../../http/save_edits.tsx";
import { signedIn } from "../../../http/signed_in_only.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const { user } = signedIn(ctx.state);
    const { library, shelf } = ctx.state.services;
    return page(await editView(shelf, await library.score(user.id, ctx.params.id)));
  },
});

/** The form that corrects what was read. */
export default define.page<typeof handler>(({ data }) => <EditScore {...data} />);
