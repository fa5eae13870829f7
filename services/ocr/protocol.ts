import type { Fields } from "../../store/fields.ts";
import type { PageText } from "../pdf/types.ts";
import type { Way } from "./page.ts";

/** One piece of work for the worker. */
export type OcrJob =
  /** Reads the picture that comes as the document's bytes. */
  | { kind: "page"; page: number; way: Way }
  /** Understands pages that were read. */
  | { kind: "understand"; texts: PageText[]; pages: number; known: string[] };

/** What a job's answer is. */
export interface OcrAnswers {
  page: PageText;
  understand: Fields;
}

/** What the worker is set up with. */
export interface OcrSetup {
  memoryLimitBytes: number;
}
