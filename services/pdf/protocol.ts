import type { Fields } from "../../store/fields.ts";
import type { PdfErrorCode } from "./error.ts";
import type { Inspection, PagePixels, PageText } from "./types.ts";

/** One piece of work for the worker. Pages are 0-based. */
export type PdfJob =
  | { kind: "inspect"; maxPages: number }
  | { kind: "read"; maxPages: number; maxGlyphs: number; known: string[] }
  | { kind: "text"; pages: number[]; maxGlyphs: number }
  | { kind: "render"; page: number; widthPx: number; maxPixels: number };

/** What a job's answer is. */
export interface PdfAnswers {
  inspect: Inspection;
  read: Fields;
  text: PageText[];
  render: PagePixels;
}

/** Engine to worker. The first message sets the worker up. */
export type ToWorker =
  | { type: "setup"; memoryLimitBytes: number; keepBytes: number }
  | { type: "job"; id: number; key: string; bytes?: Uint8Array; job: PdfJob };

/** Worker to engine. `heap` is the size of the WASM memory in bytes. */
export type FromWorker =
  | { type: "done"; id: number; value: unknown; heap: number }
  /** The worker does not hold this document: send it. */
  | { type: "need"; id: number; heap: number }
  | {
    type: "failed";
    id: number;
    code: PdfErrorCode;
    message: string;
    heap: number;
    broken: boolean;
  };
