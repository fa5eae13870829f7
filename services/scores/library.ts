/**
 * A person's scores: finding, seeing, correcting.
 *
 * @module
 */
import { fold } from "../../store/fold.ts";
import { type CardPage, type Order, ORDERS, type Score } from "../../store/scores.ts";
import type { Store } from "../../store/store.ts";
import { limits, Problem } from "../problem.ts";
import { type Progress, progress } from "./progress.ts";
import { isId } from "../world.ts";
import { edited, type EditProblems, editProblems, type Left, type Typed } from "./edit.ts";

const PAGE_SCORES = 48;

/** What of the library is asked for. */
export interface LibraryQuery {
  readonly words: string;
  readonly order: Order;
  readonly cursor: string | null;
}

/** The query of a library address (`q`, `sort`, `cursor`); what is not understood counts as not said. */
export function libraryQuery(params: URLSearchParams): LibraryQuery {
  const sort = params.get("sort");
  return {
    words: (params.get("q") ?? "").slice(0, limits.fieldCharacters).trim(),
    order: ORDERS.find((order) => order === sort) ?? "added",
    cursor: params.get("cursor"),
  };
}

/** The scores of one person at a time. */
export function createLibrary(store: Store) {
  return {
    count: (userId: string): Promise<number> => store.scores.count(userId),

    /** A page of the library: scores that have all of the words, or their beginnings. */
    async page(userId: string, { words, order, cursor }: LibraryQuery): Promise<CardPage> {
      const folded = fold(words).split(" ").filter((word) => word !== "");
      const options = { order, limit: PAGE_SCORES, words: folded };
      try {
        return await store.scores.list(userId, { ...options, cursor: cursor ?? undefined });
      } catch (error) {
        if (cursor === null) throw error;
        return await store.scores.list(userId, options); // The cursor was made up.
      }
    },

    /** @throws {Problem} `score_unknown`, for a score that is somebody else's just as for none */
    async score(userId: string, id: string): Promise<Score> {
      const entry = isId(id) ? await store.scores.get(userId, id) : null;
      if (entry === null) throw new Problem("score_unknown");
      return entry.value;
    },

    /** How far the reading of a score is, and again whenever that changes, until `signal` ends or it is over. */
    async *watch(userId: string, id: string, signal: AbortSignal): AsyncGenerator<Progress> {
      for await (const score of store.scores.watch(userId, id, signal)) {
        if (score === null) return;
        const now = progress(score);
        yield now;
        if (now.settled) return;
      }
    },

    /**
     * Saves what a person typed.
     *
     * @param left other readings that they saw and did not take
     *
     * @returns what is wrong, field by field, and then nothing was saved; null where all is saved
     * @throws {Problem} `score_unknown`
     */
    async edit(
      userId: string,
      id: string,
      typed: Typed,
      left: Left = {},
    ): Promise<EditProblems | null> {
      const problems = editProblems(typed);
      if (Object.keys(problems).length > 0) return problems;
      const saved = await store.scores.change(
        userId,
        id,
        (score) => ({ ...score, fields: edited(score.fields, typed, left) }),
      );
      if (saved === null) throw new Problem("score_unknown");
      return null;
    },
  };
}
