/// <reference lib="webworker" />
// The thread PDFium runs in. It answers one message at a time and may be
// terminated at any moment: nothing here is worth keeping.
import { isPictured } from "../reading/pictured.ts";
import { readPages } from "../reading/read_pages.ts";
import type { FromThread, Growing, ThreadJob, ToThread } from "../threads/protocol.ts";
import { withTimeLimit } from "../threads/time_limit.ts";
import { createDocuments, type Documents } from "./documents.ts";
import { PdfError } from "./error.ts";
import { inspectDocument } from "./inspection.ts";
import { drawPage, widthOfLonger } from "./page_pixels.ts";
import { readPageText } from "./page_text.ts";
import { loadPdfium, type Pdfium } from "./pdfium.ts";
import type { PdfAnswers, PdfJob, PdfSetup } from "./protocol.ts";

type Jobs = {
  [K in PdfJob["kind"]]: (
    job: Extract<PdfJob, { kind: K }>,
    document: number,
  ) => PdfAnswers[K];
};

interface Tools {
  pdfium: Pdfium;
  documents: Documents;
  jobs: Jobs;
}

const scope = self as unknown as DedicatedWorkerGlobalScope;
let tools: Promise<Tools>;

scope.onmessage = async (event: MessageEvent<ToThread<PdfSetup, PdfJob>>) => {
  const message = event.data;
  if (message.type === "setup") {
    tools = setUp(message.setup);
    tools.catch(() => {}); // the first job reports it
    return;
  }
  const answer = await run(message);
  const { kind } = message.job;
  const pixels = answer.type === "done" && (kind === "render" || kind === "pixels")
    ? (answer.value as PdfAnswers[typeof kind]).data.buffer
    : undefined;
  scope.postMessage(answer, pixels ? [pixels] : []);
};

const growing = (heap: number) => scope.postMessage({ type: "growing", heap } satisfies Growing);

async function setUp({ memoryLimitBytes, keepBytes }: PdfSetup): Promise<Tools> {
  const wasm = await Deno.readFile(
    new URL(import.meta.resolve("@embedpdf/pdfium/pdfium.wasm")),
  );
  const pdfium = await loadPdfium(wasm, memoryLimitBytes, growing);
  return {
    pdfium,
    documents: createDocuments(pdfium, keepBytes),
    jobs: {
      inspect: (job, document) => inspectDocument(pdfium, document, job.maxPages),
      read: (job, document) =>
        readPages(
          inspectDocument(pdfium, document, job.maxPages),
          (page) => readPageText(pdfium, document, page, job.maxGlyphs),
          job.known,
        ),
      pictured: (job, document) =>
        isPictured(
          pdfium.FPDF_GetPageCount(document),
          (page) => readPageText(pdfium, document, page, job.maxGlyphs),
        ),
      text: (job, document) =>
        job.pages.map((page) => readPageText(pdfium, document, page, job.maxGlyphs)),
      render: (job, document) => drawPage(pdfium, document, job.page, job.widthPx, job.maxPixels),
      pixels: (job, document) => {
        const widthPx = widthOfLonger(pdfium, document, job.page, job.longerPx);
        return drawPage(pdfium, document, job.page, widthPx, job.maxPixels);
      },
    },
  };
}

async function run({ id, key, bytes, job, stopMs }: ThreadJob<PdfJob>): Promise<FromThread> {
  let pdfium: Pdfium | undefined;
  try {
    const { documents, jobs, ...rest } = await tools;
    pdfium = rest.pdfium;
    const document = bytes
      ? withTimeLimit(stopMs, () => documents.open(key, bytes))
      : documents.get(key);
    if (document === undefined) {
      return { type: "need", id, heap: pdfium.heapBytes() };
    }
    const value = withTimeLimit(stopMs, () => jobs[job.kind](job as never, document));
    if (pdfium.overLimit()) {
      throw new PdfError(
        "memory",
        "Cannot read the PDF: it takes too much memory",
      );
    }
    return { type: "done", id, value, heap: pdfium.heapBytes() };
  } catch (error) {
    return {
      type: "failed",
      id,
      ...describe(error, pdfium),
      heap: pdfium?.heapBytes() ?? 0,
    };
  }
}

/** `broken`: PDFium's state is unknown (a trap, no memory), the worker has to go. */
function describe(
  error: unknown,
  pdfium?: Pdfium,
): { code: PdfError["code"]; message: string; broken: boolean } {
  if (pdfium?.overLimit()) {
    return {
      code: "memory",
      message: "Cannot read the PDF: it takes too much memory",
      broken: true,
    };
  }
  if (error instanceof PdfError) {
    return { code: error.code, message: error.message, broken: false };
  }
  const message = error instanceof Error ? error.message : String(error);
  return pdfium
    ? {
      code: "damaged",
      message: `Cannot read the PDF: PDFium stopped (${message})`,
      broken: true,
    }
    : {
      code: "unavailable",
      message: `Cannot start PDFium: ${message}`,
      broken: true,
    };
}
