import type { Fields } from "../../store/fields.ts";
import { PdfError } from "./error.ts";
import { encodePage } from "./page_image.ts";
import type { FromWorker, PdfAnswers, PdfJob, ToWorker } from "./protocol.ts";
import { createQueue } from "./queue.ts";
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
}

const defaults: Required<PdfEngineOptions> = {
  // Whoever waits for it waits less than ten seconds, a new worker's start included.
  deadlineMs: 9_000,
  memoryLimitBytes: 320 * MiB,
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
  const queue = createQueue();
  /** The page that is being packed: raw pixels take up to 48 MB, and must not pile up. */
  let packing: Promise<unknown> = Promise.resolve();
  let thread: Thread | undefined;

  function retire(): void {
    thread?.end(
      new PdfError("unavailable", "Cannot read the PDF: the engine was closed"),
    );
    thread = undefined;
  }

  /** One exchange with the worker; whatever is not a plain answer costs the worker its life. */
  async function ask(
    key: string,
    job: PdfJob,
    bytes?: Uint8Array,
  ): Promise<FromWorker> {
    const asked: Thread = thread ??= startThread(limits, () => {
      if (thread === asked) thread = undefined;
    });
    try {
      const answer = await asked.ask(key, job, bytes);
      const broken = answer.type === "failed" && answer.broken;
      if (thread === asked && (broken || answer.heap > limits.recycleBytes)) {
        retire();
      }
      return answer;
    } catch (error) {
      if (thread === asked) retire();
      throw error;
    }
  }

  async function perform<J extends PdfJob>(
    doc: PdfDocument,
    job: J,
  ): Promise<PdfAnswers[J["kind"]]> {
    return await inTurn(doc, job, (answer) => answer);
  }

  /** Has a job done in its owner's turn, which `last` belongs to. */
  function inTurn<J extends PdfJob, T>(
    doc: PdfDocument,
    job: J,
    last: (answer: PdfAnswers[J["kind"]]) => T | Promise<T>,
  ): Promise<T> {
    return queue.run(doc.owner ?? "", async () => {
      let answer = await ask(doc.key, job);
      if (answer.type === "need") {
        answer = await ask(doc.key, job, await fetchBytes(doc));
      }
      if (answer.type === "done") return await last(answer.value as PdfAnswers[J["kind"]]);
      if (answer.type === "failed") {
        throw new PdfError(answer.code, answer.message);
      }
      throw new PdfError(
        "unavailable",
        "Cannot read the PDF: the worker lost it",
      );
    });
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
      const { image } = await inTurn(doc, job, async (pixels) => {
        await packing;
        const image = encodePage(pixels);
        packing = image.catch(() => {});
        return { image };
      });
      return await image;
    },
    close: retire,
  };
}

/** Loading holds the queue, so that only one document is on its way into memory at a time. */
async function fetchBytes(doc: PdfDocument): Promise<Uint8Array> {
  try {
    return await doc.load();
  } catch (error) {
    throw new PdfError(
      "unavailable",
      `Cannot load the PDF: ${error instanceof Error ? error.message : error}`,
    );
  }
}

interface Thread {
  ask(key: string, job: PdfJob, bytes?: Uint8Array): Promise<FromWorker>;
  end(reason: PdfError): void;
}

/** A worker and the one question it is being asked. */
function startThread(limits: Required<PdfEngineOptions>, died: () => void): Thread {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), {
    type: "module",
    name: "pdf",
  });
  let settle: {
    resolve(answer: FromWorker): void;
    reject(error: PdfError): void;
  } | undefined;
  let lastId = 0;

  worker.onmessage = (event: MessageEvent<FromWorker>) => {
    if (event.data.id === lastId) settle?.resolve(event.data);
  };
  worker.onerror = (event) => {
    event.preventDefault(); // else Deno ends the whole process
    died(); // whether or not it was being asked: the next call gets another
    settle?.reject(
      new PdfError(
        "unavailable",
        `Cannot read the PDF: the worker failed (${event.message})`,
      ),
    );
  };
  worker.onmessageerror = () =>
    settle?.reject(
      new PdfError("unavailable", "Cannot read the PDF: the worker failed"),
    );
  const { memoryLimitBytes, keepBytes } = limits;
  worker.postMessage(
    { type: "setup", memoryLimitBytes, keepBytes } satisfies ToWorker,
  );

  return {
    async ask(key, job, bytes) {
      const { promise, resolve, reject } = Promise.withResolvers<FromWorker>();
      settle = { resolve, reject };
      const tooLong = () =>
        reject(
          new PdfError(
            "timeout",
            `Cannot read the PDF: it takes over ${limits.deadlineMs} ms`,
          ),
        );
      const timer = setTimeout(tooLong, limits.deadlineMs);
      try {
        const message: ToWorker = {
          type: "job",
          id: ++lastId,
          key,
          bytes,
          job,
        };
        // A view of a larger buffer is copied: transferring would take the rest of it along.
        const whole = bytes && bytes.byteLength === bytes.buffer.byteLength;
        worker.postMessage(message, whole ? [bytes.buffer] : []);
        return await promise;
      } finally {
        clearTimeout(timer);
        settle = undefined;
      }
    },
    end(reason) {
      worker.terminate();
      settle?.reject(reason);
    },
  };
}
