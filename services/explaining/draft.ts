import { logError } from "../log.ts";

/** A page that is told more often than this only flickers. */
const EVERY_MS = 300;

/** A text while it is being written. */
export type Draft = ReturnType<typeof createDraft>;

/**
 * Collects a text as it comes and saves what there is of it, now and then.
 *
 * @param save writes the text so far; false where nobody waits for it any more
 */
export function createDraft(save: (text: string) => Promise<boolean>) {
  let text = "";
  let saved = "";
  let savedAt = -Infinity;
  let left = false;

  async function write(): Promise<void> {
    saved = text;
    savedAt = performance.now();
    left = !await save(text);
  }

  return {
    /** @throws where nobody waits for the text any more: the answer need not go on */
    async add(piece: string): Promise<void> {
      text += piece;
      if (performance.now() - savedAt < EVERY_MS) return;
      // A save that fails is made up for by the next one.
      await write().catch((error) => logError("draft_not_saved", error));
      if (left) throw new Error("Cannot go on with the draft: nobody waits for it");
    },

    /** Saves what has not been saved. */
    async end(): Promise<void> {
      if (saved !== text) await write();
    },

    /** Whether whoever asked has left. */
    left: () => left,
  };
}
