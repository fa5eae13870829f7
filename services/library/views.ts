/**
 * Questions to the library that a person comes back to.
 *
 * @module
 */
import { likeness } from "../../store/fold.ts";
import type { SavedView } from "../../store/saved_views.ts";
import type { Store } from "../../store/store.ts";
import { limits, Problem } from "../problem.ts";
import { libraryQuery, queryText, questionOf } from "./query.ts";

/** Keeps views. */
export function createViews(store: Store) {
  return {
    list: (userId: string): Promise<readonly SavedView[]> => store.savedViews.list(userId),

    /**
     * Keeps what `query` (of an address) asks for under a name; one of the same name is replaced.
     *
     * @throws {Problem} `view_nameless`, `view_too_long`, `views_too_many`
     */
    async save(userId: string, typed: string, query: string): Promise<void> {
      const name = typed.normalize("NFC").replace(/[\p{Cc}\p{Cf}\s]+/gu, " ").trim();
      if (name === "") throw new Problem("view_nameless");
      if ([...name].length > limits.viewCharacters) throw new Problem("view_too_long");
      const view = { name, query: queryText(questionOf(libraryQuery(new URLSearchParams(query)))) };
      await store.savedViews.change(userId, (views) => {
        const at = views.findIndex((other) => likeness(other.name) === likeness(name));
        if (at >= 0) return views.with(at, view);
        if (views.length >= limits.views) throw new Problem("views_too_many");
        return [...views, view];
      });
    },

    async remove(userId: string, name: string): Promise<void> {
      await store.savedViews.change(
        userId,
        (views) => views.filter((other) => likeness(other.name) !== likeness(name)),
      );
    },
  };
}
