import type { PageImage, ScoreDocument } from "../formats/format.ts";

export type { PageImage };

/** A document as callers name it: the worker keeps the last few by their keys. */
export type PdfDocument = ScoreDocument;

/** The document's Info dictionary, as far as it is filled in. */
export interface PdfInfo {
  title?: string;
  author?: string;
  subject?: string;
  keywords?: string;
  creator?: string;
  producer?: string;
  creationDate?: string;
}

/** What `inspect` says of a document. */
export interface Inspection {
  pages: number;
  /** Height by width of each page as it is shown (upright, after rotation). */
  shapes: number[];
  info: PdfInfo;
}

/**
 * Letters that stand together in one font, size and direction: a word or a
 * piece of one. Points (1/72 inch) from the top left corner of the page as it
 * is shown upright.
 */
export interface TextRun {
  text: string;
  x: number;
  y: number;
  width: number;
  height: number;
  /** The baseline, from the top. */
  baseline: number;
  /** Font size in points as it appears on the page. */
  size: number;
  /** Base font name without its subset prefix; "" when the file names none. */
  font: string;
  /** 100 to 900; 400 when unknown. */
  weight: number;
  italic: boolean;
  /** Light grey or nearly transparent, as watermarks are. */
  faint?: boolean;
  /** The file does not say which letters these are: the text is their numbers in the font. */
  unnamed?: boolean;
  /** A space stands before it in the file. */
  spaced?: boolean;
  /** How surely these letters were recognised in a picture, 0 to 1; left out where the file says them. */
  sure?: number;
}

/** The box of something drawn; points from the top left. */
export interface Rule {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The text of one page. */
export interface PageText {
  /** 0-based. */
  page: number;
  /** Points, as shown (after rotation). */
  width: number;
  height: number;
  runs: TextRun[];
  /** True when the page holds more text than the engine reads. */
  cut: boolean;
  /** Wide flat lines and paths, among them the staves. */
  rules: Rule[];
  /** Tall thin lines and paths, among them the lines that hold the staves of a system together. */
  bars: Rule[];
  /** The boxes of letters and signs, among them clefs, accidentals and heads of notes. */
  marks: Rule[];
  /** True when a picture covers most of the page: a scan. */
  scan: boolean;
}

/** Raw pixels from the worker: 1 channel when the page has no colour, else 3. */
export interface PagePixels {
  data: Uint8Array<ArrayBuffer>;
  width: number;
  height: number;
  channels: 1 | 3;
}
