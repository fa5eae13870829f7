import type { Fields } from "../../store/fields.ts";
import type { PageText } from "../pdf/types.ts";
import type { Part } from "./page.ts";

/** Reads a part of the picture that comes as the document's bytes. */
export interface PartJob {
  kind: "part";
  page: number;
  part: Part;
  /** The page stands on its head. */
  turned: boolean;
  /** The picture is read at half its size, in a quarter of the time. */
  small: boolean;
}

/** One piece of work for the worker. */
export type OcrJob =
  /** Starts, which on a busy machine takes longer than a page. */
  | { kind: "start" }
  | PartJob
  /** Understands pages that were read. */
  | { kind: "understand"; texts: PageText[]; pages: number; known: string[] };

/** What a job's answer is. */
export interface OcrAnswers {
  part: PageText;
  understand: Fields;
}

/** What the worker is set up with. */
export interface OcrSetup {
  memoryLimitBytes: number;
  /** How long reading one part may take. */
  deadlineMs: number;
}
