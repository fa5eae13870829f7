import type { ScoreDocument } from "../formats/format.ts";
import type { Originals } from "../originals.ts";

/** The original of a score as its format takes it: fetched only where it is not held open. */
export function scoreDocument(
  originals: Originals,
  owner: string,
  scoreId: string,
): ScoreDocument {
  return { key: scoreId, owner, load: () => originals.read(scoreId) };
}
