/**
 * What is known of a score: each field with where it came from and how sure that is.
 *
 * @module
 */

/** Who says so: a person, an AI, the printed page, the PDF's Info, the file's name, or the file itself. */
export type Source = "person" | "gemini" | "page" | "info" | "filename" | "file";

/** One field. A person's empty value ("") says that there is none. */
export interface Field<T = string> {
  readonly value: T;
  readonly source: Source;
  /** 0 to 1: how often such a reading is right. */
  readonly confidence: number;
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
}

/** One link of the chain of providers that read a score: who was asked, and what came of it. */
export interface ChainStep {
  readonly provider: "local" | "filename";
  /** `nothing`: it worked, and found neither title nor composer. */
  readonly outcome: "ok" | "nothing" | "failed";
  /** Why it failed: the code of a PdfError, or "internal". */
  readonly code?: string;
  /** Milliseconds it took. */
  readonly ms: number;
}
