import type { Store } from "../../store/store.ts";
import type { ScoreDocument } from "../formats/format.ts";

/** The original of a score as its format takes it: fetched only where it is not held open. */
export function scoreDocument(store: Store, owner: string, scoreId: string): ScoreDocument {
  return {
    key: scoreId,
    owner,
    load: async () => {
      const bytes = await store.blobs.read(["original", scoreId]);
      if (bytes === null) throw new Error("Cannot open the score: its file is gone");
      return bytes;
    },
  };
}
