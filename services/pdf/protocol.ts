import type { Fields } from "../../store/fields.ts";
import type { Inspection, PagePixels, PageText } from "./types.ts";

/** One piece of work for the worker. Pages are 0-based. */
export type PdfJob =
  | { kind: "inspect"; maxPages: number }
  | { kind: "read"; maxPages: number; maxGlyphs: number; known: string[] }
  | { kind: "pictured"; maxGlyphs: number }
  | { kind: "text"; pages: number[]; maxGlyphs: number }
  | { kind: "render"; page: number; widthPx: number; maxPixels: number }
  | { kind: "pixels"; page: number; longerPx: number; maxPixels: number };

/** What a job's answer is. */
export interface PdfAnswers {
  inspect: Inspection;
  read: Fields;
  pictured: boolean;
  text: PageText[];
  render: PagePixels;
  pixels: PagePixels;
}

/** What the worker is set up with. */
export interface PdfSetup {
  memoryLimitBytes: number;
  keepBytes: number;
}
