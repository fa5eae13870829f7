/**
 * What an export says of a score, beside what is known of it here: a person's own words stand, and
 * what is here is never less afterwards. Done twice it does no more than once.
 *
 * @module
 */
import type { Fields } from "../../store/fields.ts";
import { marksOf } from "../../store/marks.ts";
import type { Score } from "../../store/scores.ts";
import type { LibraryScore } from "../export/format.ts";
import { typedTags, withTags } from "../library/marks.ts";
import { Problem } from "../problem.ts";
import { mergeFields } from "../reading/fields.ts";

/** What a score begins with that an export tells of. */
export type Known = Pick<Score, "fields" | "chain" | "marks" | "createdAt" | "status" | "sample">;

const EARLIEST_MS = Date.UTC(1980, 0, 1);

/** The time, where it is one that can be: no file is younger than now, or older than ZIPs tell. */
export function momentOf(said: string, now: number): number {
  return Math.min(now, Math.max(EARLIEST_MS, Date.parse(said)));
}

/** Its tags as somebody could have typed them; none where nobody could. */
function tagsOf({ tags }: LibraryScore): string[] {
  try {
    return typedTags(tags.join(","));
  } catch (error) {
    if (error instanceof Problem) return [];
    throw error;
  }
}

/** A score as it begins here. Where nobody has read it to the end, it is read anew. */
export function knownOf(said: LibraryScore, now: number): Known {
  const { fields, chain, difficulty, practice, favourite, sample, addedAt } = said;
  return {
    fields: fields as Fields,
    chain,
    marks: { tags: tagsOf(said), difficulty, practice, favourite },
    createdAt: momentOf(addedAt, now),
    status: chain.length === 0 ? "reading" : "ready",
    ...(sample && { sample }),
  };
}

/** A score that is here already, with what it lacks. */
export function merged(score: Score, said: LibraryScore): Score {
  const marks = marksOf(score);
  return {
    ...score,
    fields: mergeFields(said.fields as Fields, score.fields),
    marks: {
      tags: withTags(marks.tags, tagsOf(said)) ?? marks.tags,
      difficulty: marks.difficulty ?? said.difficulty,
      practice: marks.practice ?? said.practice,
      favourite: marks.favourite || said.favourite,
    },
  };
}
