/**
 * What a person says of a score: tags, difficulty, practice, favourite.
 *
 * @module
 */
import { likeness } from "../../store/fold.ts";
import { DIFFICULTIES, type Marks, marksOf, PRACTICE } from "../../store/marks.ts";
import type { Score } from "../../store/scores.ts";
import { limits, Problem } from "../problem.ts";

const same = (a: string, b: string) => likeness(a) === likeness(b);

/**
 * The tags in a line of text, parted by commas, each once.
 *
 * @throws {Problem} `tag_too_long`, `tags_too_many`
 */
export function typedTags(text: string): string[] {
  const tags: string[] = [];
  for (const part of text.normalize("NFC").split(/[,;\n]/)) {
    const tag = part.replace(/[\p{Cc}\p{Cf}\u2028\u2029\s]+/gu, " ").trim();
    if (tag === "" || tags.some((other) => same(other, tag))) continue;
    if ([...tag].length > limits.tagCharacters) throw new Problem("tag_too_long");
    tags.push(tag);
  }
  if (tags.length > limits.tags) throw new Problem("tags_too_many");
  return tags;
}

/** The score with some of its marks changed. */
export function marked(score: Score, change: Partial<Marks>): Score {
  return { ...score, marks: { ...marksOf(score), ...change } };
}

/** The tags with `more` among them; null where they would be too many. */
export function withTags(tags: readonly string[], more: readonly string[]): string[] | null {
  const added = more.filter((tag) => !tags.some((other) => same(other, tag)));
  return tags.length + added.length > limits.tags ? null : [...tags, ...added];
}

/** The tags without `less`. */
export function withoutTags(tags: readonly string[], less: readonly string[]): string[] {
  return tags.filter((tag) => !less.some((other) => same(other, tag)));
}

/** The difficulty that a form says; null for none, and for what is none. */
export const difficultyOf = (said: string | null) =>
  DIFFICULTIES.find((one) => one === said) ?? null;

/** How far a form says that the person is with a score; null for what is none. */
export const practiceOf = (said: string | null) => PRACTICE.find((one) => one === said) ?? null;

/** The marks of a score as a form shows them. */
export interface MarksView extends Marks {
  readonly words: { readonly practice: readonly string[]; readonly difficulty: readonly string[] };
}

/** The marks of a score, and what each of them can be. */
export function marksView(score: Score): MarksView {
  return { ...marksOf(score), words: { practice: PRACTICE, difficulty: DIFFICULTIES } };
}
