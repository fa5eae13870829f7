import { z } from "zod";
import type { ChainStep, Fields } from "../../store/fields.ts";
import type { Job } from "../../store/jobs.ts";
import type { Score } from "../../store/scores.ts";
import type { Store } from "../../store/store.ts";
import type { Formats } from "../formats/formats.ts";
import type { JobHandler } from "../jobs.ts";
import type { OcrEngine } from "../ocr/engine.ts";
import type { Originals } from "../originals.ts";
import { mergeFields } from "../reading/fields.ts";
import { readPictures } from "../ocr/read_pictures.ts";
import { scoreDocument } from "./document.ts";
import { ownComposers } from "./own_composers.ts";

interface Needs {
  readonly store: Store;
  readonly formats: Formats;
  readonly originals: Originals;
  readonly ocr: OcrEngine;
}

const Payload = z.object({ userId: z.string(), id: z.string() });

/** How often it is tried to start the engine, before what is known without it stands. */
const TRIES = 3;

/**
 * The handler of `read-picture`: reads a score from the pictures of its pages, beside whatever
 * else reads it, and shows what it finds as soon as that is known. Where they cannot be read,
 * what is known without them stands, and the chain says why.
 */
export function createPictureJob({ store, formats, originals, ocr }: Needs): JobHandler {
  async function run(
    payload: unknown,
    { attempts }: Job,
    _last: boolean,
    signal: AbortSignal,
  ): Promise<void> {
    const { userId, id } = Payload.parse(payload);
    const score = (await store.scores.get(userId, id))?.value;
    if (!score?.picture) return;
    const { pictures } = formats.of(score);
    const request = {
      doc: scoreDocument(originals, userId, id),
      pages: score.pages,
      known: await ownComposers(store, userId),
      found: async (fields: Fields) => {
        await change(score, (now) => ({ ...now, fields: mergeFields(now.fields, fields) }));
      },
    };
    const reading = pictures && await readPictures(ocr, pictures, request);
    signal.throwIfAborted(); // Then somebody else will read it.
    if (reading?.step.code === "unavailable" && attempts < TRIES) {
      throw new Error("Cannot read the picture: the engine is away");
    }
    await settle(score, reading?.step ?? FAILED, reading?.fields ?? null);
  }

  /** Changes the score, unless another run has brought its picture to an end meanwhile. */
  async function change(
    { userId, id }: Pick<Score, "userId" | "id">,
    change: (score: Score) => Score,
  ): Promise<void> {
    await store.scores.change(userId, id, (score) => score.picture ? change(score) : score);
  }

  async function settle(
    score: Pick<Score, "userId" | "id">,
    step: ChainStep,
    fields: Fields | null,
  ): Promise<void> {
    await change(score, ({ picture: _, ...rest }) => ({
      ...rest,
      status: rest.gemini?.state === "asking" ? "reading" : "ready",
      fields: fields === null ? rest.fields : mergeFields(rest.fields, fields),
      chain: withStep(rest.chain, step),
    }));
  }

  /** Nobody waits any longer: what was read otherwise stands. */
  async function giveUp(payload: unknown): Promise<void> {
    await settle(Payload.parse(payload), FAILED, null);
  }

  const owner = (payload: unknown) => {
    const userId = Payload.safeParse(payload).data?.userId;
    return userId && `${userId} picture`; // What else is theirs need not stand behind it.
  };
  return { run, giveUp, patient: true, owner };
}

const FAILED: ChainStep = { provider: "ocr", outcome: "failed", code: "internal", ms: 0 };

/** Before the file's name, which is asked last. */
function withStep(chain: readonly ChainStep[], step: ChainStep): ChainStep[] {
  const name = chain.filter(({ provider }) => provider === "filename");
  return [...chain.filter(({ provider }) => provider !== "filename"), step, ...name];
}
