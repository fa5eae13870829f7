import type { Store } from "../../store/store.ts";
import type { PdfDocument } from "../pdf/engine.ts";

/** The original of a score as the PDF engine takes it: fetched only where the engine does not hold it. */
export function scoreDocument(store: Store, owner: string, scoreId: string): PdfDocument {
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
