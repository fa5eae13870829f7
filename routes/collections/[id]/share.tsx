import type { Context } from "fresh";
import { SharePage } from "../../../components/sharing/SharePage.tsx";
import { define, type State } from "../../../define.ts";
import { changeShares, showShares } from "../../../http/share_page.ts";
import { signedIn } from "../../../http/signed_in_only.ts";
import type { Target } from "../../../services/sharing/shares.ts";

async function target(ctx: Context<State>): Promise<Target> {
  const { collections } = ctx.state.services;
  const { id, name } = await collections.view(signedIn(ctx.state).user.id, ctx.params.id);
  return { kind: "collection", id, name };
}

export const handler = define.handlers({ GET: showShares(target), POST: changeShares(target) });

/** Sharing a collection or a setlist. */
export default define.page<typeof handler>(({ data }) => <SharePage {...data} />);
