import type { Context } from "fresh";
import { SharePage } from "../../../components/sharing/SharePage.tsx";
import { define, type State } from "../../../define.ts";
import { changeShares, showShares } from "../../../http/share_page.ts";
import { signedIn } from "../../../http/signed_in_only.ts";
import { heading } from "../../../services/scores/facts.ts";
import type { Target } from "../../../services/sharing/shares.ts";

async function target(ctx: Context<State>): Promise<Target> {
  const { library } = ctx.state.services;
  const score = await library.score(signedIn(ctx.state).user.id, ctx.params.id);
  return { kind: "score", id: score.id, name: heading(score) };
}

export const handler = define.handlers({ GET: showShares(target), POST: changeShares(target) });

/** Sharing a score. */
export default define.page<typeof handler>(({ data }) => <SharePage {...data} />);
