/**
 * What is known of a score: each field with where it came from and how sure that is.
 *
 * @module
 */

/**
 * Who says so: a person, an AI, the printed page, the picture of a page (letters recognised in it),
 * the PDF's Info, the file's name, or the file itself.
 */
export type Source = "person" | "gemini" | "page" | "picture" | "info" | "filename" | "file";

/** What one source says. */
export interface Said<T = string> {
  readonly value: T;
  readonly source: Source;
  /** 0 to 1: how often such a reading is right. */
  readonly confidence: number;
}

/** One field. A person's empty value ("") says that there is none. */
export interface Field<T = string> extends Said<T> {
  /** What the other reading says, where an AI and the page disagree: shown, to be taken or left. */
  readonly other?: Said<T>;
}

/** All fields of a score; null where nothing is known. */
export interface Fields {
  readonly title: Field | null;
  readonly subtitle: Field | null;
  readonly composer: Field | null;
  readonly arranger: Field | null;
  readonly opus: Field | null;
  readonly instruments: Field<string[]> | null;
  readonly key: Field | null;
  readonly timeSignature: Field | null;
  readonly tempo: Field | null;
  readonly year: Field | null;
  readonly pages: Field<number> | null;
  /** The works of a file that holds several, as their pages name them. */
  readonly works?: readonly WorkAt[];
}

/** A work and the page it begins on, from 1. */
export interface WorkAt {
  readonly title: string;
  readonly page: number;
}

/** One link of the chain of providers that read a score: who was asked, and what came of it. */
export interface ChainStep {
  readonly provider: "gemini" | "local" | "ocr" | "filename";
  /** Which of Gemini's models. */
  readonly model?: string;
  /** `nothing`: it worked, and found neither title nor composer. `skipped`: it was not asked. */
  readonly outcome: "ok" | "nothing" | "failed" | "skipped";
  /** Why not: the code of a FormatError or of an IntegrationError, or "internal". */
  readonly code?: string;
  /** Milliseconds it took. */
  readonly ms: number;
}
