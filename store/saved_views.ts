/**
 * Questions to the library that a person has named.
 *
 * `saved_views/USER` all of them, in one row.
 *
 * @module
 */
import { commit } from "./database.ts";

/** A named question. */
export interface SavedView {
  readonly name: string;
  /** The query part of the library's address, without a question mark. */
  readonly query: string;
}

const viewsKey = (userId: string) => ["saved_views", userId];

/** The row of a person's views. */
export function savedViews(kv: Deno.Kv) {
  return {
    async list(userId: string): Promise<readonly SavedView[]> {
      return (await kv.get<SavedView[]>(viewsKey(userId))).value ?? [];
    },

    /** Changes them, as often as it takes when others change them at the same time. */
    async change(
      userId: string,
      change: (views: readonly SavedView[]) => readonly SavedView[],
    ): Promise<void> {
      while (true) {
        const entry = await kv.get<SavedView[]>(viewsKey(userId));
        const next = change(entry.value ?? []);
        if (await commit(kv.atomic().check(entry).set(entry.key, next))) return;
      }
    },
  };
}
