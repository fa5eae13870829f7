import { z } from "zod";
import type { Store } from "../../store/store.ts";
import type { PdfEngine } from "../pdf/engine.ts";
import { mergeFields } from "../reading/fields.ts";
import { readScore } from "../reading/reading.ts";
import { scoreDocument } from "./document.ts";
import type { createPageImages } from "./page_images.ts";
import { Problem } from "../problem.ts";
import type { Job } from "../../store/jobs.ts";
import type { JobHandler } from "../jobs.ts";

const Payload = z.object({ userId: z.string(), id: z.string() });

/** The library's thumbnail, on plain and on dense screens, and the score page's first picture. */
const DRAWN_AHEAD = [320, 640, 1000];

/**
 * The handler of `read-score`: reads what stands on the page, keeps it beside what
 * a person may have typed meanwhile, and draws the first page ahead of its being asked for.
 * A score that cannot be read becomes ready all the same: its chain says why, its file's name stands in.
 */
export function createReadJob(
  store: Store,
  engine: PdfEngine,
  images: ReturnType<typeof createPageImages>,
): JobHandler {
  async function run(payload: unknown, _job: Job, last: boolean): Promise<void> {
    const { userId, id } = Payload.parse(payload);
    const entry = await store.scores.get(userId, id);
    if (entry === null) return;
    const { fileName, pages } = entry.value;

    const reading = await readScore(engine, { doc: scoreDocument(store, userId, id), fileName });
    const away = reading.chain.some(({ code }) => code === "unavailable");
    if (away && !last) throw new Error("Cannot read the score: the engine is away");
    await store.scores.change(userId, id, (score) => ({
      ...score,
      status: "ready",
      fields: {
        ...mergeFields(score.fields, reading.fields),
        pages: { value: pages, source: "file", confidence: 1 },
      },
      chain: reading.chain,
    }));
    for (const width of DRAWN_AHEAD) {
      await images.get(entry.value, 1, width).catch((error) => {
        if (!(error instanceof Problem)) throw error; // A page that cannot be drawn is said where it is shown.
      });
    }
  }

  /** Nobody could read it: it goes by its file's name, and waits no longer. */
  async function giveUp(payload: unknown): Promise<void> {
    const { userId, id } = Payload.parse(payload);
    await store.scores.change(userId, id, (score) => ({ ...score, status: "ready" }));
  }

  return { run, giveUp };
}
