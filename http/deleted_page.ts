import type { Leaving } from "../store/users.ts";

/** What became of the connection at Google: it was ended, could not be, or was not asked to be. */
export const AFTER = ["ended", "failed", "by-hand"] as const;
export type After = (typeof AFTER)[number];

/**
 * The address of the page that says what comes now. Whoever reads it is signed out, so it says in
 * itself what there is to say.
 *
 * @param leaving null where the account is gone already
 * @param google null where none was connected
 */
export function deletedPage(leaving: Leaving | null, google: After | null): string {
  const query = new URLSearchParams();
  if (leaving !== null) query.set("on", new Date(leaving.due).toISOString().slice(0, 10));
  if (google !== null) query.set("google", google);
  return query.size === 0 ? "/deleted" : `/deleted?${query}`;
}
