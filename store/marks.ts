/**
 * What a person says of a score beside what is printed on it.
 *
 * @module
 */

/** How hard a score is, in the person's own judgement, easiest first. */
export const DIFFICULTIES = ["beginner", "easy", "medium", "advanced", "virtuoso"] as const;
export type Difficulty = (typeof DIFFICULTIES)[number];

/** How far a person is with a score. */
export const PRACTICE = ["planned", "learning", "polished"] as const;
export type Practice = (typeof PRACTICE)[number];

/** What a person says of a score. */
export interface Marks {
  /** As typed; no two of them are the same once folded. */
  readonly tags: readonly string[];
  /** Null until said. */
  readonly difficulty: Difficulty | null;
  readonly practice: Practice | null;
  readonly favourite: boolean;
}

/** Of a score that nobody has said anything of yet. */
const UNMARKED: Marks = { tags: [], difficulty: null, practice: null, favourite: false };

/** The marks of a score, also of one from before there were any. */
export function marksOf({ marks }: { readonly marks?: Partial<Marks> }): Marks {
  return { ...UNMARKED, ...marks };
}
