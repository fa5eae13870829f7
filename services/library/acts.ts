/**
 * What can be done to many scores at once: a table, so that another act is another row.
 *
 * @module
 */
import { marksOf } from "../../store/marks.ts";
import type { Score } from "../../store/scores.ts";
import type { Store } from "../../store/store.ts";
import { limits, Problem } from "../problem.ts";
import { edited } from "../scores/edit.ts";
import { difficultyOf, marked, practiceOf, typedTags, withoutTags, withTags } from "./marks.ts";

/** One score that something is done to. */
interface Subject {
  readonly store: Store;
  readonly userId: string;
  readonly id: string;
  /** When the person asked for it (milliseconds since 1970). */
  readonly at: number;
}

/** Something done to a score: it may run twice, so it must not mind. */
interface Act {
  /** The form's field with what it is done with. */
  readonly field?: string;
  /** @throws {Problem} where it cannot be done with that */
  readonly check?: (value: string) => void;
  /** Says whether it could be done to this score. */
  readonly apply: (subject: Subject, value: string) => Promise<boolean>;
}

/** An act that changes what is kept of a score; null: this one cannot be changed so. */
function changing(change: (score: Score, value: string) => Score | null): Act["apply"] {
  return async ({ store, userId, id }, value) => {
    let possible = true;
    const score = await store.scores.change(userId, id, (score) => {
      const next = change(score, value);
      possible = next !== null;
      return next ?? score;
    });
    return score !== null && possible;
  };
}

function someTags(value: string): void {
  if (typedTags(value).length === 0) throw new Problem("tag_missing");
}

const ACTS = {
  favourite: { apply: changing((score) => marked(score, { favourite: true })) },
  unfavourite: { apply: changing((score) => marked(score, { favourite: false })) },
  tag: {
    field: "tags",
    check: someTags,
    apply: changing((score, value) => {
      const tags = withTags(marksOf(score).tags, typedTags(value));
      return tags === null ? null : marked(score, { tags });
    }),
  },
  untag: {
    field: "tags",
    check: someTags,
    apply: changing((score, value) =>
      marked(score, { tags: withoutTags(marksOf(score).tags, typedTags(value)) })
    ),
  },
  practice: {
    field: "practice",
    apply: changing((score, value) => marked(score, { practice: practiceOf(value) })),
  },
  difficulty: {
    field: "difficulty",
    apply: changing((score, value) => marked(score, { difficulty: difficultyOf(value) })),
  },
  composer: {
    field: "composer",
    check: (value) => {
      if (value.length > limits.fieldCharacters) throw new Problem("field_too_long");
    },
    apply: changing((score, value) => ({
      ...score,
      fields: edited(score.fields, { composer: value }),
    })),
  },
  delete: {
    apply: async ({ store, userId, id, at }) => {
      await store.bin.put(userId, id, at);
      return true;
    },
  },
} satisfies Record<string, Act>;

/** The names of the acts. */
export type ActName = keyof typeof ACTS;

/** The act of that name, or null. */
export function actNamed(name: string): (Act & { readonly name: ActName }) | null {
  return Object.hasOwn(ACTS, name) ? { name: name as ActName, ...ACTS[name as ActName] } : null;
}
