/**
 * What can be done to many scores at once: a table, so that another act is another row.
 *
 * @module
 */
import { marksOf } from "../../store/marks.ts";
import type { Score } from "../../store/scores.ts";
import type { Store } from "../../store/store.ts";
import { added, without } from "../collections/items.ts";
import { collectionName, newCollection } from "../collections/make.ts";
import { limits, Problem } from "../problem.ts";
import { edited, tidy } from "../scores/edit.ts";
import type { World } from "../world.ts";
import { difficultyOf, marked, practiceOf, typedTags, withoutTags, withTags } from "./marks.ts";

/** One score that something is done to. */
interface Subject extends Omit<Subjects, "ids"> {
  readonly id: string;
}

/** Several that something is done to. */
interface Subjects {
  readonly store: Store;
  readonly world: World;
  readonly userId: string;
  readonly ids: readonly string[];
  /** When the person asked for it (milliseconds since 1970). */
  readonly at: number;
}

/** Something done to scores: it may run twice, so it must not mind. */
interface Act {
  /** The form's field with what it is done with. */
  readonly field?: string;
  /** @throws {Problem} where it cannot be done with that */
  readonly check?: (value: string) => void;
  /** Does it, and says to how many it could be done. */
  readonly apply: (subjects: Subjects, value: string) => Promise<number>;
}

/** An act that is done to one after the other; `one` says whether it could be done. */
function each(one: (subject: Subject, value: string) => Promise<boolean>): Act["apply"] {
  return async ({ ids, ...subject }, value) => {
    let done = 0;
    for (const id of ids) if (await one({ ...subject, id }, value)) done++;
    return done;
  };
}

/** An act that changes what is kept of a score; null: this one cannot be changed so. */
function changing(change: (score: Score, value: string) => Score | null): Act["apply"] {
  return each(async ({ store, userId, id }, value) => {
    let possible = true;
    const score = await store.scores.change(userId, id, (score) => {
      const next = change(score, value);
      possible = next !== null;
      return next ?? score;
    });
    return score !== null && possible;
  });
}

/** Puts scores in the list of that name, in their order; where there is none, it is made. */
async function collect(
  { store, world, userId, ids, at }: Subjects,
  typed: string,
): Promise<number> {
  const name = collectionName(typed);
  const there = (await store.scores.several(userId, ids)).map(({ id }) => id);
  const list = await store.collections.byName(userId, name) ??
    await newCollection({ store, world }, userId, name, "collection")
      .catch(async (error) => {
        // Another tab was quicker.
        const made = await store.collections.byName(userId, name);
        if (made === null) throw error;
        return made;
      });
  const after = await store.collections.changeItems(userId, list, (row) => added(row, there, at));
  if (after === null) return 0; // Deleted just now.
  const inIt = new Set(after.items.map(({ id }) => id));
  return there.filter((id) => inIt.has(id)).length;
}

async function uncollect({ store, userId, ids }: Subjects, typed: string): Promise<number> {
  const list = await store.collections.byName(userId, collectionName(typed));
  const gone = new Set(ids);
  let before = 0;
  const after = list && await store.collections.changeItems(userId, list, (row) => {
    before = new Set(row.items.map(({ id }) => id).filter((id) => gone.has(id))).size;
    return without(row, ({ id }) => gone.has(id));
  });
  return after ? before : 0;
}

/** The menu of the bar begins with nothing: only who chose "none" means none. */
function someWord(value: string): void {
  if (value === "") throw new Problem("word_missing");
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
    check: someWord,
    apply: changing((score, value) => marked(score, { practice: practiceOf(value) })),
  },
  difficulty: {
    field: "difficulty",
    check: someWord,
    apply: changing((score, value) => marked(score, { difficulty: difficultyOf(value) })),
  },
  composer: {
    field: "composer",
    check: (value) => {
      if (tidy(value) === "") throw new Problem("composer_missing");
      if (value.length > limits.fieldCharacters) throw new Problem("field_too_long");
    },
    apply: changing((score, value) => ({
      ...score,
      fields: edited(score.fields, { composer: value }),
    })),
  },
  collect: { field: "collection", check: collectionName, apply: collect },
  uncollect: { field: "collection", check: collectionName, apply: uncollect },
  delete: {
    apply: each(async ({ store, userId, id, at }) => {
      await store.bin.put(userId, id, at);
      return true;
    }),
  },
} satisfies Record<string, Act>;

/** The names of the acts. */
export type ActName = keyof typeof ACTS;

/** The act of that name, or null. */
export function actNamed(name: string): (Act & { readonly name: ActName }) | null {
  return Object.hasOwn(ACTS, name) ? { name: name as ActName, ...ACTS[name as ActName] } : null;
}
