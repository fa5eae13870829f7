import { z } from "zod";
import type { Score } from "../../store/scores.ts";
import type { Store } from "../../store/store.ts";
import type { Formats } from "../formats/formats.ts";
import { mergeFields } from "../reading/fields.ts";
import { readScore } from "../reading/reading.ts";
import { scoreDocument } from "./document.ts";
import { ownComposers } from "./own_composers.ts";
import type { createPageImages } from "./page_images.ts";
import type { Readings } from "./readings.ts";
import type { Originals } from "../originals.ts";
import { Problem } from "../problem.ts";
import type { ConsentState } from "../consents.ts";
import type { ChainStep, Fields } from "../../store/fields.ts";
import type { Job } from "../../store/jobs.ts";
import type { JobHandler, Jobs } from "../jobs.ts";

const Payload = z.object({ userId: z.string(), id: z.string() });

/** Why Gemini, which could have read it, was not asked; nothing where it was, or is not there. */
function notAsked(consent: ConsentState, asks: boolean): ChainStep[] {
  if (asks || consent === "off") return [];
  const code = consent === "allowed" ? "not_needed" : "consent_required";
  return [{ provider: "gemini", outcome: "skipped", code, ms: 0 }];
}

/** Whether the file says in so many words what it is: whoever looks at its pages knows no better. */
function saysItself({ title, composer }: Fields): boolean {
  return [title, composer].every((field) => field?.source === "file");
}

/** The library's thumbnail, on plain and on dense screens, and the score page's first picture. */
const DRAWN_AHEAD = [320, 640, 1000];

/**
 * The handler of `read-score`: reads what stands on the page, keeps it beside what
 * a person may have typed meanwhile, and draws the first page ahead of its being asked for.
 * Pages that are pictures are read by a job of their own, `read-picture`, as that takes longer.
 * Where the person allows it, the same step has Gemini asked, and the score is being read until then.
 * A score that cannot be read becomes ready all the same: its chain says why, its file's name stands in.
 */
export function createReadJob(
  store: Store,
  formats: Formats,
  originals: Originals,
  images: ReturnType<typeof createPageImages>,
  readings: Readings,
  pictures: Pick<Jobs, "add" | "kick">,
): JobHandler {
  async function run(payload: unknown, _job: Job, last: boolean): Promise<void> {
    const { userId, id } = Payload.parse(payload);
    const entry = await store.scores.get(userId, id);
    if (entry === null) return;
    // A second run, of a job that was broken off while it drew, has nothing to read.
    if (entry.value.chain.length === 0) await read(entry.value, last);
    for (const width of DRAWN_AHEAD) {
      await images.get(entry.value, 1, width).catch((error) => {
        if (!(error instanceof Problem)) throw error; // A page that cannot be drawn is said where it is shown.
      });
    }
  }

  async function read(kept: Score, last: boolean): Promise<void> {
    const { userId, id, fileName, pages } = kept;
    const reading = await readScore(formats.of(kept), {
      doc: scoreDocument(originals, userId, id),
      fileName,
      known: await ownComposers(store, userId),
    });
    const away = reading.chain.some(({ code }) => code === "unavailable");
    if (away && !last) throw new Error("Cannot read the score: the engine is away");
    const consent = await readings.consent(userId);
    const asks = consent === "allowed" && !saysItself(reading.fields);
    const changed = (score: Score): Score => ({
      ...score,
      ...(asks ? { gemini: { state: "asking" } } : {}),
      ...(reading.pictured ? { picture: true } : {}),
      status: asks || reading.pictured ? "reading" : "ready",
      fields: {
        ...mergeFields(score.fields, reading.fields),
        ...(pages > 0 ? { pages: { value: pages, source: "file", confidence: 1 } } : {}),
      },
      chain: [...notAsked(consent, asks), ...reading.chain],
    });
    await store.scores.change(
      userId,
      id,
      // Whoever was quicker has read it: nobody is asked twice.
      (score) => score.chain.length === 0 ? changed(score) : score,
      (operation, before, after) => {
        if (before === after) return;
        if (asks) readings.add(operation, userId, id);
        if (reading.pictured) pictures.add(operation, "read-picture", { userId, id });
      },
    );
    if (asks) readings.kick();
    if (reading.pictured) pictures.kick();
  }

  /** Nobody could read it: it goes by its file's name, and waits no longer. */
  async function giveUp(payload: unknown): Promise<void> {
    const { userId, id } = Payload.parse(payload);
    await store.scores.change(userId, id, (score) => ({ ...score, status: "ready" }));
  }

  return { run, giveUp, again: true, owner: (payload) => Payload.safeParse(payload).data?.userId };
}
