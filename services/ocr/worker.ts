/// <reference lib="webworker" />
// The thread Tesseract runs in. It answers one message at a time and may be
// terminated at any moment: nothing here is worth keeping.
import type { FormatErrorCode } from "../formats/error.ts";
import type { FromThread, ThreadJob, ToThread } from "../threads/protocol.ts";
import { fromNetpbm } from "./netpbm.ts";
import { prepare, type PreparedPage, readPage } from "./page.ts";
import type { OcrJob, OcrSetup } from "./protocol.ts";
import { loadTesseract, type Tesseract } from "./tesseract.ts";
import { understand } from "./understand.ts";

const scope = self as unknown as DedicatedWorkerGlobalScope;
let tool: Promise<Tesseract>;
/** The page that was looked at last: it is often asked for more. */
let last: { key: string; prepared: PreparedPage } | undefined;

scope.onmessage = async (event: MessageEvent<ToThread<OcrSetup, OcrJob>>) => {
  const message = event.data;
  if (message.type === "setup") {
    tool = loadTesseract(message.setup.memoryLimitBytes);
    tool.catch(() => {}); // the first job reports it
    return;
  }
  scope.postMessage(await run(message));
};

async function run({ id, key, bytes, job }: ThreadJob<OcrJob>): Promise<FromThread> {
  let tesseract: Tesseract | undefined;
  try {
    tesseract = await tool;
    const heap = tesseract.heapBytes();
    if (job.kind === "understand") {
      const value = understand(job.texts, job.pages, job.known);
      return { type: "done", id, value, heap };
    }
    if (bytes) last = { key, prepared: prepare(fromNetpbm(bytes)) };
    if (last?.key !== key) return { type: "need", id, heap };
    const value = readPage(tesseract, last.prepared, job.page, job.way);
    return { type: "done", id, value, heap: tesseract.heapBytes() };
  } catch (error) {
    const heap = tesseract?.heapBytes() ?? 0;
    return { type: "failed", id, ...describe(error, tesseract), heap, broken: true };
  }
}

function describe(
  error: unknown,
  tesseract?: Tesseract,
): { code: FormatErrorCode; message: string } {
  const why = error instanceof Error ? error.message : String(error);
  if (!tesseract) return { code: "unavailable", message: `Cannot start Tesseract: ${why}` };
  return tesseract.overLimit()
    ? { code: "memory", message: "Cannot read the picture: it takes too much memory" }
    : { code: "damaged", message: `Cannot read the picture: ${why}` };
}
