import type { Fields } from "../../store/fields.ts";
import type { Pictures } from "../formats/format.ts";
import { toNetpbm } from "../ocr/netpbm.ts";
import { createPacking } from "../formats/packing.ts";
import { createEngine } from "../threads/engine.ts";
import type { Room } from "../threads/room.ts";
import { PdfError, type PdfErrorCode } from "./error.ts";
import type { PdfAnswers, PdfJob, PdfSetup } from "./protocol.ts";
import type { Inspection, PageImage, PageText, PdfDocument } from "./types.ts";

export type { Inspection, PageImage, PageText, PdfDocument, PdfInfo, TextRun } from "./types.ts";
export { PdfError, type PdfErrorCode } from "./error.ts";

const MiB = 1024 * 1024;

/** Limits of an engine; each has a default that suits an instance of 768 MB. */
export interface PdfEngineOptions {
  /** How long one call may take in the worker, its start included. */
  deadlineMs?: number;
  /** How large PDFium's memory may grow; the process needs about 200 MiB beside it. */
  memoryLimitBytes?: number;
  /** How many bytes of documents the worker keeps open between calls. */
  keepBytes?: number;
  /** A worker whose memory has grown past this is replaced once its call is answered. */
  recycleBytes?: number;
  /** How many letters of a page are read. */
  maxGlyphs?: number;
  /** How many pixels a page is drawn with at most. */
  maxPixels?: number;
  /** Whom it shares its memory with. */
  room?: Room;
}

const defaults: Required<Omit<PdfEngineOptions, "room">> = {
  // Whoever waits for it waits less than ten seconds, a new worker's start included.
  deadlineMs: 9_000,
  memoryLimitBytes: 288 * MiB,
  keepBytes: 64 * MiB,
  recycleBytes: 192 * MiB,
  maxGlyphs: 20_000,
  maxPixels: 16_000_000,
};

/**
 * Reads PDFs with PDFium in a worker of its own. Every method rejects with a
 * PdfError and nothing else; after any failure the next call gets a fresh worker.
 */
export interface PdfEngine {
  /** Page count and Info fields. Errors: all codes; `maxPages` is 100 unless said. */
  inspect(
    doc: PdfDocument,
    options?: { maxPages?: number },
  ): Promise<Inspection>;
  /**
   * What stands on the pages, understood (`services/reading/read_pages.ts`); `known` are composers
   * to look for first. Errors as `inspect`.
   */
  read(doc: PdfDocument, options?: { maxPages?: number; known?: string[] }): Promise<Fields>;
  /** The words of some pages (0-based, in the order asked). */
  text(doc: PdfDocument, options: { pages: number[] }): Promise<PageText[]>;
  /** One page (0-based) as a picture `widthPx` wide (16 to 4000). */
  render(
    doc: PdfDocument,
    pageIndex: number,
    widthPx: number,
  ): Promise<PageImage>;
  /** Its pages as pictures, for those that cannot be read otherwise. */
  pictures: Pictures;
  /** Ends the worker; calls under way fail as `unavailable`. A later call starts a new one. */
  close(): void;
}

/**
 * Makes an engine. Nothing starts before the first call.
 *
 * @example
 * const engine = createPdfEngine();
 * const { pages } = await engine.inspect({ key: id, load: () => readAll(id) });
 * engine.close();
 */
export function createPdfEngine(options: PdfEngineOptions = {}): PdfEngine {
  const limits = { ...defaults, ...options };
  const { deadlineMs, memoryLimitBytes, keepBytes, recycleBytes, room } = limits;
  const engine = createEngine<PdfSetup, PdfJob>({
    module: new URL("./worker.ts", import.meta.url),
    name: "pdf",
    what: "the PDF",
    setup: { memoryLimitBytes, keepBytes },
    deadlineMs,
    recycleBytes,
    room,
    error: (code, message) => new PdfError(code as PdfErrorCode, message),
  });
  const pack = createPacking();

  function perform<J extends PdfJob>(doc: PdfDocument, job: J): Promise<PdfAnswers[J["kind"]]> {
    return engine.perform(doc, job);
  }

  return {
    inspect: (doc, { maxPages = 100 } = {}) => perform(doc, { kind: "inspect", maxPages }),
    read: (doc, { maxPages = 100, known = [] } = {}) =>
      perform(doc, { kind: "read", maxPages, maxGlyphs: limits.maxGlyphs, known }),
    text: (doc, { pages }) => perform(doc, { kind: "text", pages, maxGlyphs: limits.maxGlyphs }),
    async render(doc, pageIndex, widthPx) {
      const width = Math.max(16, Math.min(4000, Math.round(widthPx) || 16));
      const job = {
        kind: "render",
        page: pageIndex,
        widthPx: width,
        maxPixels: limits.maxPixels,
      } as const;
      const { image } = await engine.perform(doc, job, pack);
      return await image;
    },
    pictures: {
      pictured: (doc) => perform(doc, { kind: "pictured", maxGlyphs: limits.maxGlyphs }),
      async pixels(doc, page, longerPx) {
        const job = { kind: "pixels", page, longerPx, maxPixels: limits.maxPixels } as const;
        const { data, width, height, channels } = await perform(doc, job);
        return toNetpbm(data, width, height, channels);
      },
    },
    close: engine.close,
  };
}
