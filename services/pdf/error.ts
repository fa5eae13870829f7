/** What can go wrong with a PDF, or with the engine that reads it. */
export type PdfErrorCode =
  | "not_pdf"
  | "encrypted"
  | "damaged"
  | "too_many_pages"
  | "no_such_page"
  | "timeout"
  | "memory"
  | "unavailable";

/**
 * A PDF could not be read. `code` is stable and decides what a person is told;
 * the message is for logs. `retryable` says whether the same call may succeed
 * later: true only where the file itself was not the cause.
 */
export class PdfError extends Error {
  override readonly name = "PdfError";

  constructor(readonly code: PdfErrorCode, message: string) {
    super(message);
  }

  get retryable(): boolean {
    return this.code === "unavailable";
  }
}
