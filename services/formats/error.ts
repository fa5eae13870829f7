/** What can go wrong with a file, or with what reads it. */
export type FormatErrorCode =
  /** It is none of the kinds that are taken, though it may begin like one. */
  | "unknown"
  | "not_pdf"
  | "encrypted"
  | "damaged"
  /** Some of its text stands elsewhere, or is to be made by rules of its own. */
  | "entities"
  | "too_many_pages"
  | "no_such_page"
  | "timeout"
  | "memory"
  | "unavailable";

/**
 * A file could not be read. `code` is stable and decides what a person is told;
 * the message is for logs. `retryable` says whether the same call may succeed
 * later: true only where the file itself was not the cause.
 */
export class FormatError extends Error {
  override readonly name: string = "FormatError";

  constructor(readonly code: FormatErrorCode, message: string) {
    super(message);
  }

  get retryable(): boolean {
    return this.code === "unavailable";
  }
}
