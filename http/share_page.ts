/**
 * The page that makes links to a score or a list.
 *
 * @module
 */
import { type Context, page } from "fresh";
import type { SharePageData } from "../components/sharing/SharePage.tsx";
import type { State } from "../define.ts";
import type { Target } from "../services/sharing/shares.ts";
import { termOf } from "../services/sharing/terms.ts";
import { caught } from "./caught.ts";
import { readForm } from "./form.ts";
import { signedIn } from "./signed_in_only.ts";

/** Gives what is to be shared. */
type TargetOf = (ctx: Context<State>) => Promise<Target>;

async function about(ctx: Context<State>, target: Target): Promise<SharePageData> {
  const { shares, world } = ctx.state.services;
  return {
    target,
    shares: await shares.list(signedIn(ctx.state).user.id, target.id),
    now: world.now(),
    typed: { whom: "", term: "week", download: false },
  };
}

/** The form, and the links to this that there are. */
export function showShares(targetOf: TargetOf) {
  return async (ctx: Context<State>) => page(await about(ctx, await targetOf(ctx)));
}

/**
 * Makes a link for `whom`, good for a `term`, perhaps with `download`; or ends one (`end`). The
 * link is in the answer and nowhere else: no address of ours has it in a redirect.
 */
export function changeShares(targetOf: TargetOf) {
  return async (ctx: Context<State>) => {
    const { user } = signedIn(ctx.state);
    const { shares, config } = ctx.state.services;
    const target = await targetOf(ctx);
    const form = await readForm(ctx.req);
    const id = form.get("end");
    if (id !== null) {
      await shares.end(user.id, id);
      return ctx.redirect(ctx.url.pathname, 303);
    }
    const typed = {
      whom: form.get("whom") ?? "",
      term: termOf(form.get("term")),
      download: form.get("download") === "yes",
    };
    try {
      const token = await shares.create(user.id, target, typed);
      const made = { link: `${config.origin}/shared/${token}`, whom: typed.whom.trim() };
      return page<SharePageData>({ ...await about(ctx, target), made });
    } catch (error) {
      const { message, status } = caught(ctx, error);
      return page<SharePageData>({ ...await about(ctx, target), typed, error: message }, {
        status,
      });
    }
  };
}
