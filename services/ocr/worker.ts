/// <reference lib="webworker" />
// The thread Tesseract runs in. It answers one message at a time and may be
// terminated at any moment: nothing here is worth keeping.
import type { FormatErrorCode } from "../formats/error.ts";
import type { FromThread, Growing, ThreadJob, ToThread } from "../threads/protocol.ts";
import { withTimeLimit } from "../threads/time_limit.ts";
import { fromNetpbm } from "./netpbm.ts";
import { createClock } from "./clock.ts";
import { halved } from "./grey.ts";
import { halfTurnedPage, prepare, type PreparedPage, readPart } from "./page.ts";
import type { OcrJob, OcrSetup, PartJob } from "./protocol.ts";
import { loadTesseract, type Tesseract } from "./tesseract.ts";
import { understand } from "./understand.ts";

const scope = self as unknown as DedicatedWorkerGlobalScope;
let tool: Promise<Tesseract>;
let deadlineMs: number;
/** The page that was looked at last: it is often asked for more. */
let last: { key: string; small: boolean; turned: boolean; prepared: PreparedPage } | undefined;

scope.onmessage = async (event: MessageEvent<ToThread<OcrSetup, OcrJob>>) => {
  const message = event.data;
  if (message.type === "setup") {
    deadlineMs = message.setup.deadlineMs;
    tool = loadTesseract(message.setup.memoryLimitBytes, growing);
    tool.catch(() => {}); // the first job reports it
    return;
  }
  scope.postMessage(await run(message));
};

const growing = (heap: number) => scope.postMessage({ type: "growing", heap } satisfies Growing);

async function run({ id, key, bytes, job, stopMs }: ThreadJob<OcrJob>): Promise<FromThread> {
  let tesseract: Tesseract | undefined;
  const inTime = createClock(deadlineMs);
  try {
    tesseract = await tool;
    const heap = tesseract.heapBytes();
    if (job.kind === "start") return { type: "done", id, value: null, heap };
    if (job.kind === "understand") {
      const value = withTimeLimit(
        stopMs,
        () => understand(job.texts, job.pages, job.known),
      );
      return { type: "done", id, value, heap };
    }
    const asked = { tesseract, key, bytes, job };
    const value = withTimeLimit(stopMs, () => part(asked, inTime));
    if (value === undefined) return { type: "need", id, heap };
    return { type: "done", id, value, heap: tesseract.heapBytes() };
  } catch (error) {
    const heap = tesseract?.heapBytes() ?? 0;
    return { type: "failed", id, ...describe(error, tesseract), heap, broken: true };
  }
}

interface Asked extends Pick<ThreadJob<PartJob>, "key" | "bytes" | "job"> {
  tesseract: Tesseract;
}

/** What a part of a page says; undefined where the page is not at hand. */
function part({ tesseract, key, bytes, job }: Asked, inTime: ReturnType<typeof createClock>) {
  if (bytes) last = taken(bytes, key, job);
  if (last?.key !== key || last.small !== job.small) return undefined;
  if (last.turned !== job.turned) {
    last = { ...last, turned: job.turned, prepared: halfTurnedPage(last.prepared) };
  }
  return readPart(tesseract, last.prepared, job.page, job.part, inTime);
}

function taken(bytes: Uint8Array, key: string, { small }: PartJob): typeof last {
  const picture = fromNetpbm(bytes);
  const prepared = prepare(small ? halved(picture) : picture);
  return { key, small, turned: false, prepared };
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
