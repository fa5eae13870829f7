import type { Context } from "fresh";
import type { State } from "../define.ts";
import type { Leaving } from "../store/users.ts";
import { cookie } from "./cookie.ts";
import { signedOut } from "./signed_out.ts";

/** What became of the connection at Google: it was ended, could not be, or was not asked to be. */
export const AFTER = ["ended", "failed", "by-hand"] as const;
export type After = (typeof AFTER)[number];

/** Tells the page that its reader is who has just left; it names nobody. */
const left = cookie("left");
const LEFT_SECONDS = 10 * 60;

/** Whether the reader of the page has left within the last minutes. */
export const hasLeft = ({ req, state }: Context<State>): boolean =>
  left.read(req.headers, state.services.config.origin) !== null;

/**
 * Leads, signed out, to the page that says what comes now. Whoever reads it has no session, so its
 * address says in itself what there is to say.
 *
 * @param leaving null where the account is gone already
 * @param google null where none was connected
 */
export function toDeletedPage(
  ctx: Context<State>,
  leaving: Leaving | null,
  google: After | null,
): Response {
  const query = new URLSearchParams();
  if (leaving !== null) query.set("on", new Date(leaving.due).toISOString().slice(0, 10));
  if (google !== null) query.set("google", google);
  const answer = signedOut(ctx, query.size === 0 ? "/deleted" : `/deleted?${query}`);
  answer.headers.append(
    "set-cookie",
    left.write("yes", LEFT_SECONDS, ctx.state.services.config.origin),
  );
  return answer;
}
