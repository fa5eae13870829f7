import { FormatError, type FormatErrorCode } from "../formats/error.ts";

/** What can go wrong with a PDF, or with the engine that reads it. */
export type PdfErrorCode = Exclude<FormatErrorCode, "unknown">;

/** A PDF could not be read. */
export class PdfError extends FormatError {
  override readonly name = "PdfError";

  constructor(override readonly code: PdfErrorCode, message: string) {
    super(code, message);
  }
}
