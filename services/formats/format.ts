import type { Fields } from "../../store/fields.ts";
import type { Kind, KindName } from "./kinds.ts";

/** A file as callers name it: the bytes are fetched only when needed. */
export interface ScoreDocument {
  /** Same key, same bytes: what has been opened is kept by it for a while. */
  readonly key: string;
  /** Whose it is: people take turns. */
  readonly owner?: string;
  /** Gives the whole file. The array is taken over and must not be used again. */
  readonly load: () => Promise<Uint8Array>;
}

/** A page as an encoded picture. */
export interface PageImage {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  readonly type: "image/webp" | "image/png";
}

/** What is done with a file of one kind. Each rejects with a FormatError and nothing else. */
export interface Tools {
  /** How many pages it has, and each one's height by width as it is shown. */
  inspect(
    doc: ScoreDocument,
    options: { maxPages: number },
  ): Promise<{ pages: number; shapes: number[] }>;
  /** What it says of itself; `known` are composers to look for first. */
  read(doc: ScoreDocument, options: { known?: string[] }): Promise<Partial<Fields>>;
  /** One page (0-based) as a picture about `widthPx` wide. */
  render(doc: ScoreDocument, page: number, widthPx: number): Promise<PageImage>;
  /** Where its pages may be pictures, and have to be read as such. */
  readonly pictures?: Pictures;
}

/** What it takes to read pages from their pictures. */
export interface Pictures {
  /** Whether the first pages, up to the first with music, are pictures or hold no legible letters. */
  pictured(doc: ScoreDocument): Promise<boolean>;
  /**
   * One page (0-based), its longer side about `longerPx` long, as `toNetpbm` of
   * `services/ocr/netpbm.ts` packs it.
   */
  pixels(doc: ScoreDocument, page: number, longerPx: number): Promise<Uint8Array>;
}

/** A kind of file, and what is done with it. */
export interface Format extends Kind, Tools {
  readonly name: KindName;
}
