import { FormatError } from "../formats/error.ts";
import type { Tools } from "../formats/format.ts";
import { createPacking } from "../formats/packing.ts";
import { createEngine } from "../threads/engine.ts";
import type { Room } from "../threads/room.ts";
import type { MusicXmlAnswers, MusicXmlJob, MusicXmlSetup } from "./protocol.ts";

const MiB = 1024 * 1024;

/** Limits of an engine; each has a default that suits an instance of 768 MB. */
interface MusicXmlOptions {
  /** How long one call may take in the worker, its start included. */
  deadlineMs?: number;
  /** How large Verovio's memory may grow; it begins with 128 MiB, and a score of 8 MiB that says much of each note takes 265. */
  memoryLimitBytes?: number;
  /** A worker that nobody asked anything for so long is ended: its memory is large. */
  idleMs?: number;
  /** Whom it shares its memory with. */
  room?: Room;
}

/**
 * Reads MusicXML, compressed or not, in a worker of its own, and engraves it there.
 * A score that can be read but not engraved has no pages; it is a score all the same.
 */
export function createMusicXmlEngine(
  { deadlineMs = 10_000, memoryLimitBytes = 288 * MiB, idleMs = 60_000, room }: MusicXmlOptions =
    {},
): Tools & { close(): void } {
  const engine = createEngine<MusicXmlSetup, MusicXmlJob>({
    module: new URL("./worker.ts", import.meta.url),
    name: "musicxml",
    what: "the score",
    setup: { memoryLimitBytes },
    deadlineMs,
    recycleBytes: 256 * MiB,
    idleMs,
    room,
    heavyBytes: 512 * 1024,
    error: (code, message) => new FormatError(code, message),
  });
  const pack = createPacking();

  function perform<J extends MusicXmlJob>(
    doc: Parameters<Tools["read"]>[0],
    job: J,
  ): Promise<MusicXmlAnswers[J["kind"]]> {
    return engine.perform(doc, job);
  }

  return {
    async inspect(doc, { maxPages }) {
      await perform(doc, { kind: "check" });
      try {
        return await perform(doc, { kind: "engrave", maxPages });
      } catch (error) {
        if (error instanceof FormatError && !error.retryable) return { pages: 0, shapes: [] };
        throw error;
      }
    },
    read: (doc, { known = [] }) => perform(doc, { kind: "read", known }),
    async render(doc, page, widthPx) {
      const { image } = await engine.perform(doc, { kind: "render", page, widthPx }, pack);
      return await image;
    },
    close: engine.close,
  };
}
