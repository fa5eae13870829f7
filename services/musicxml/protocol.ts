import type { Fields } from "../../store/fields.ts";
import type { PagePixels } from "../pdf/types.ts";

/** One piece of work for the worker. Pages are 0-based. */
export type MusicXmlJob =
  /** Reads it to its end: whether it is whole. */
  | { kind: "check" }
  | { kind: "read"; known: string[] }
  | { kind: "engrave"; maxPages: number }
  | { kind: "render"; page: number; widthPx: number };

/** What a job's answer is. */
export interface MusicXmlAnswers {
  check: null;
  read: Partial<Fields>;
  engrave: { pages: number; shapes: number[] };
  render: PagePixels;
}

/** What the worker is set up with. */
export interface MusicXmlSetup {
  memoryLimitBytes: number;
}
