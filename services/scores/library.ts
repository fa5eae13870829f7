/**
 * A person's scores: seeing, correcting, marking.
 *
 * @module
 */
import type { Score } from "../../store/scores.ts";
import type { Store } from "../../store/store.ts";
import { difficultyOf, marked, practiceOf, typedTags } from "../library/marks.ts";
import { Problem } from "../problem.ts";
import type { Progress } from "../progress.ts";
import { progress } from "./progress.ts";
import { isId } from "../world.ts";
import { edited, type EditProblems, editProblems, type Left, type Typed } from "./edit.ts";

/** The scores of one person at a time. */
export function createLibrary(store: Store) {
  return {
    count: (userId: string): Promise<number> => store.scores.count(userId),

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

    /**
     * Saves what a person says of a score: tags, difficulty, practice, favourite; what the form
     * does not have stays as it is.
     *
     * @throws {Problem} `score_unknown`, `tag_too_long`, `tags_too_many`
     */
    async mark(userId: string, id: string, form: URLSearchParams): Promise<void> {
      const said = <T>(name: string, read: (value: string) => T) => {
        const value = form.get(name);
        return value === null ? {} : { [name]: read(value) };
      };
      const change = {
        ...said("tags", typedTags),
        ...said("difficulty", difficultyOf),
        ...said("practice", practiceOf),
        ...said("favourite", (value) => value === "yes"),
      };
      const saved = isId(id)
        ? await store.scores.change(userId, id, (score) => marked(score, change))
        : null;
      if (saved === null) throw new Problem("score_unknown");
    },

    /** Remembers that a person has opened a score. */
    opened: (userId: string, id: string): Promise<void> => store.opened.add(userId, id),
  };
}
