import type { Fields } from "../../store/fields.ts";
import { FormatError } from "../formats/error.ts";
import type { ScoreDocument } from "../formats/format.ts";
import type { PageText } from "../pdf/types.ts";
import { createEngine } from "../threads/engine.ts";
import type { Room } from "../threads/room.ts";
import { readParts, type Way } from "./parts.ts";
import type { OcrAnswers, OcrJob, OcrSetup } from "./protocol.ts";

const MiB = 1024 * 1024;

/** Limits of an engine. */
export interface OcrEngineOptions {
  /** How long one part of a page may take, and how long the start. */
  deadlineMs?: number;
  /** How large Tesseract's memory may grow; the worker needs about 100 MiB beside it. */
  memoryLimitBytes?: number;
  /** A worker whose memory has grown past this is replaced once its page is read. */
  recycleBytes?: number;
  /** A worker that had nothing to read for so long is ended, and gives its memory back. */
  idleMs?: number;
  /** Whom it shares its memory with. */
  room?: Room;
}

const defaults: Required<Omit<OcrEngineOptions, "room">> = {
  deadlineMs: 10_000,
  memoryLimitBytes: 320 * MiB,
  recycleBytes: 160 * MiB,
  // Its start is half of what the first fields of a scan take; whoever needs the memory has it leave sooner.
  idleMs: 10 * 60_000,
};

/** How long the longer side of a page is when it is drawn to be read, in pixels: 290 an inch of A4. */
export const READ_LENGTH = 3400;

/**
 * Reads pictures of pages with Tesseract in a worker of its own. Every method rejects with a
 * FormatError and nothing else; after any failure the next call gets a fresh worker.
 */
export interface OcrEngine {
  /**
   * The words and staves of a page: its head, then what stands beside its music, each in its own
   * time; what the head says stands where the rest takes too long.
   *
   * @param picture the page as `toNetpbm` packs it, its longer side about `READ_LENGTH` long
   * @param page its number, 0-based
   * @param headRead told what its head says, before the rest is read
   */
  page(
    picture: ScoreDocument,
    page: number,
    way: Way,
    headRead?: (head: PageText) => Promise<void>,
  ): Promise<PageText>;
  /**
   * What a document's first pages say.
   *
   * @param texts the pages in order, as `page` gave them
   * @param options `owner` whose they are; `pages` how many the document has; `known` composers
   *   to look for first
   */
  understand(
    texts: PageText[],
    options: { owner?: string; pages: number; known?: string[] },
  ): Promise<Fields>;
  /** Ends the worker; calls under way fail as `unavailable`. A later call starts a new one. */
  close(): void;
}

/** Where no picture is asked about. */
const nothing: ScoreDocument = {
  key: "",
  load: () => Promise.reject(new Error("nothing to load")),
};

/**
 * Makes an engine. Nothing starts before the first call.
 *
 * @example
 * const ocr = createOcrEngine();
 * const text = await ocr.page({ key: "1", load: () => picture }, 0, "letters");
 * const { title } = await ocr.understand([text], { pages: 1 });
 */
export function createOcrEngine(options: OcrEngineOptions = {}): OcrEngine {
  const { memoryLimitBytes, ...limits } = { ...defaults, ...options };
  const engine = createEngine<OcrSetup, OcrJob>({
    module: new URL("./worker.ts", import.meta.url),
    name: "ocr",
    what: "the picture",
    setup: { memoryLimitBytes, deadlineMs: limits.deadlineMs },
    ...limits,
    error: (code, message) => new FormatError(code, message),
  });
  /** A page's time begins when there is a worker: no page is to blame for its start. */
  async function started(owner?: string): Promise<void> {
    try {
      await engine.perform({ ...nothing, owner }, { kind: "start" });
    } catch (error) {
      const slow = error instanceof FormatError && error.code === "timeout";
      throw slow ? new FormatError("unavailable", "Cannot start Tesseract in time") : error;
    }
  }

  return {
    page: (picture, page, way, headRead) =>
      readParts(
        async (job) => {
          await started(picture.owner);
          return await engine.perform<OcrAnswers["part"]>(picture, { kind: "part", page, ...job });
        },
        way,
        headRead,
      ),
    understand: (texts, { owner, pages, known = [] }) =>
      engine.perform<OcrAnswers["understand"]>(
        { ...nothing, owner },
        { kind: "understand", texts, pages, known },
      ),
    close: engine.close,
  };
}
