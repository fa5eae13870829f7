import { FormatError } from "./error.ts";
import type { ScoreDocument } from "./format.ts";

/**
 * The bytes of a document, whatever keeps it, or makes it: a page is drawn to be read.
 *
 * @param what as an error's message names it: "the PDF"
 * @param unavailable makes the error
 * @throws what `unavailable` makes, or the reason of whoever could not make them
 */
export async function loadDocument(
  doc: ScoreDocument,
  what: string,
  unavailable: (message: string) => Error,
): Promise<Uint8Array> {
  try {
    return await doc.load();
  } catch (error) {
    if (error instanceof FormatError) throw error;
    throw unavailable(`Cannot load ${what}: ${error instanceof Error ? error.message : error}`);
  }
}
