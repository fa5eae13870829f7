/// <reference lib="webworker" />
// The thread that MusicXML is read and engraved in. It answers one message at a time and may be
// terminated at any moment: nothing here is worth keeping.
import { FormatError } from "../formats/error.ts";
import type { FromThread, Growing, ThreadJob, ToThread } from "../threads/protocol.ts";
import { type MusicXml, readMusicXml } from "./document.ts";
import type { Engraver } from "./engraver.ts";
import { headingFields } from "./heading_fields.ts";
import { capMemories } from "../threads/memory_cap.ts";
import { withTimeLimit } from "../threads/time_limit.ts";
import type { MusicXmlAnswers, MusicXmlJob, MusicXmlSetup } from "./protocol.ts";

/** The score that was asked about last. */
interface Held extends MusicXml {
  readonly key: string;
  /** How many pages it has, once it is laid out. */
  pages?: number;
}

type Jobs = {
  [K in MusicXmlJob["kind"]]: (
    job: Extract<MusicXmlJob, { kind: K }>,
    score: Held,
    stopMs: number,
  ) => MusicXmlAnswers[K] | Promise<MusicXmlAnswers[K]>;
};

const scope = self as unknown as DedicatedWorkerGlobalScope;
let held: Held | undefined;
let starting: Promise<Engraver> | undefined;
let engraver: Engraver | undefined;

/** The engraver with this score laid out. */
async function laidOut(score: Held, stopMs: number): Promise<Engraver> {
  const { xml } = score;
  if (xml === null) {
    throw new FormatError("memory", "Cannot engrave the score: it is too long, or empty");
  }
  // Only who needs it pays for it.
  starting ??= import("./engraver.ts").then(({ createEngraver }) => createEngraver());
  engraver = await starting.catch((error) => {
    starting = undefined;
    throw new FormatError("unavailable", `Cannot start the engraver: ${error}`);
  });
  const { load } = engraver;
  score.pages ??= withTimeLimit(stopMs, () => load(xml));
  return engraver;
}

const jobs: Jobs = {
  check: () => null,
  read: ({ known }, { heading }, stopMs) =>
    withTimeLimit(stopMs, () => headingFields(heading, known)),
  engrave: async ({ maxPages }, score, stopMs) => {
    const { shape } = await laidOut(score, stopMs);
    const pages = score.pages!;
    if (pages < 1) throw new FormatError("damaged", "Cannot engrave the score: it has no pages");
    if (pages > maxPages) {
      throw new FormatError("too_many_pages", `Cannot engrave the score: it has ${pages} pages`);
    }
    return { pages, shapes: Array.from({ length: pages }, () => shape) };
  },
  render: async ({ page, widthPx }, score, stopMs) => {
    const { draw } = await laidOut(score, stopMs);
    if (page >= score.pages!) throw new FormatError("no_such_page", "Cannot draw the page");
    return withTimeLimit(stopMs, () => draw(page, widthPx));
  },
};

scope.onmessage = async ({ data }: MessageEvent<ToThread<MusicXmlSetup, MusicXmlJob>>) => {
  if (data.type === "setup") return capMemories(data.setup.memoryLimitBytes, growing);
  const answer = await run(data);
  const pixels = answer.type === "done" && data.job.kind === "render"
    ? (answer.value as MusicXmlAnswers["render"]).data.buffer
    : undefined;
  scope.postMessage(answer, pixels ? [pixels] : []);
};

const growing = (heap: number) => scope.postMessage({ type: "growing", heap } satisfies Growing);

async function run(
  { id, key, bytes, job, stopMs }: ThreadJob<MusicXmlJob>,
): Promise<FromThread> {
  const heap = () => engraver?.heapBytes() ?? 0;
  try {
    if (bytes) held = { key, ...withTimeLimit(stopMs, () => readMusicXml(bytes)) };
    if (held?.key !== key) return { type: "need", id, heap: heap() };
    const value = await jobs[job.kind](job as never, held, stopMs);
    return { type: "done", id, value, heap: heap() };
  } catch (error) {
    // Whatever threw that is none of our own errors left the engraver in a state that nobody knows.
    const broken = !(error instanceof FormatError);
    const { code, message } = broken
      ? new FormatError("damaged", `Cannot read the score: ${error}`)
      : error;
    return { type: "failed", id, code, message, heap: heap(), broken };
  }
}
