import { z } from "zod";
import type { ChainStep } from "../../store/fields.ts";
import type { Job } from "../../store/jobs.ts";
import type { Score } from "../../store/scores.ts";
import type { Store } from "../../store/store.ts";
import type { Gemini } from "../gemini/client.ts";
import type { Allowance, Limit } from "../allowance.ts";
import type { IntegrationError, IntegrationErrorCode } from "../integration/error.ts";
import { GiveUp, type JobHandler, Later } from "../jobs.ts";
import type { News } from "../mail/news.ts";
import { emptyFields, type Fields, mergeFields } from "../reading/fields.ts";
import { type ModelReading, readByModels } from "../reading/models.ts";
import type { World } from "../world.ts";
import { firstPages } from "./first_pages.ts";
import type { createPageImages } from "./page_images.ts";
import type { Readings } from "./readings.ts";

interface Needs {
  readonly store: Store;
  readonly images: ReturnType<typeof createPageImages>;
  readonly allowance: Allowance;
  /** Null where it is not set up, though it may have been when the job was made. */
  readonly gemini: Gemini | null;
  readonly readings: Readings;
  readonly news: News;
  readonly world: World;
}

const Payload = z.object({ userId: z.string(), id: z.string() });

/** How many scores of one person are read by Gemini in a minute. */
const TURNS: Limit = { times: 10, per: "minute" };
const MINUTE_MS = 60_000;
const LONGEST_WAIT_MS = 30 * MINUTE_MS;

/** How soon, and for how long, it is asked again; then the local reading stands. */
interface Patience {
  readonly firstWaitMs: number;
  readonly forMs: number;
}

const AWAY: Patience = { firstWaitMs: MINUTE_MS / 4, forMs: 24 * 60 * MINUTE_MS };

/** Where that is not as for a vendor that is away. An answer of no use is paid for each time. */
const patience: Partial<Record<IntegrationErrorCode, Patience | "none">> = {
  invalid_response: { firstWaitMs: 5 * MINUTE_MS, forMs: 30 * MINUTE_MS },
  rejected: "none",
  consent_required: "none",
  disabled: "none",
};

/**
 * The handler of `ask-gemini`: adds what Gemini reads to what is known of a score. As long as
 * Gemini does not answer, the score is ready with what was read here, and Gemini is asked again,
 * for a day. A person who takes back their consent ends it, at whatever point it is.
 */
export function createAskJob(
  { store, images, gemini, readings, allowance, news, world }: Needs,
): JobHandler {
  /** The score with Gemini's part over: its steps stand in front, as it is asked first. */
  const settled = (score: Score, chain: readonly ChainStep[], fields: Fields): Score => {
    const { gemini: _, ...rest } = score;
    return {
      ...rest,
      status: statusWithoutGemini(score),
      fields,
      chain: [...chain, ...withoutGemini(score)],
    };
  };

  async function settle(userId: string, id: string, { fields, chain }: ModelReading) {
    await store.scores.change(userId, id, (score) => {
      // Over already: this is a second run of a job that had been done.
      if (score.gemini === undefined) return score;
      return settled(score, chain, mergeFields(score.fields, fields ?? emptyFields()));
    });
  }

  /** It is ready with what was read here, and says why there is no more for now. */
  async function putOff(userId: string, id: string, code: string, chain: readonly ChainStep[]) {
    await store.scores.change(userId, id, (score) => {
      if (score.gemini === undefined) return score;
      return {
        ...score,
        status: statusWithoutGemini(score),
        gemini: { state: "later", code },
        chain: [...chain, ...withoutGemini(score)],
      };
    });
  }

  /** What came of asking, or that the person's turn is yet to come. */
  async function ask(gemini: Gemini, score: Score): Promise<ModelReading> {
    const { userId, id, sha256, fields: local } = score;
    return await readByModels({ gemini, answers: store.answers, world }, {
      sha256,
      userId,
      id,
      local,
      pages: async () => {
        const nextTurn = await allowance.take("ai-reading", userId, TURNS);
        if (nextTurn !== null) throw new Later(nextTurn, "its turn is yet to come");
        const parts = await firstPages(images, score);
        if (parts.length === 0) throw new GiveUp("no page of it can be drawn");
        return parts;
      },
    });
  }

  /** Why Gemini has no part in it, or null where the person allows it. */
  async function notAllowed(userId: string): Promise<ModelReading | null> {
    const consent = await readings.consent(userId);
    if (consent === "allowed") return null;
    return consent === "off" ? OFF : UNWANTED;
  }

  async function run(payload: unknown, job: Job): Promise<void> {
    const { userId, id } = Payload.parse(payload);
    const score = (await store.scores.get(userId, id))?.value;
    if (score?.gemini === undefined) return;

    const skipped = await notAllowed(userId);
    if (gemini === null || skipped !== null) return await settle(userId, id, skipped ?? OFF);
    const reading = await ask(gemini, score).catch(async (error) => {
      const code = error instanceof Later ? "turn" : "internal";
      if (!(error instanceof GiveUp)) await putOff(userId, id, code, []);
      throw error;
    });
    // Taken back while Gemini was at it: then what it says is not wanted either.
    const unwanted = await notAllowed(userId);
    if (unwanted !== null) return await settle(userId, id, unwanted);
    const { error } = reading;
    const again = error && againAt(error, job);
    if (error === null || again === null) {
      await settle(userId, id, reading);
      const read = error === null ? (await store.scores.get(userId, id))?.value : undefined;
      if (read) await news.there(read, "read", job.createdAt);
      return;
    }
    await putOff(userId, id, error.code, reading.chain);
    throw new Later(again, error.message);
  }

  /** When it is worth asking again: after as long again as it has waited; null where it is not. */
  function againAt({ code, retryAt }: IntegrationError, job: Job): number | null {
    const patient = patience[code] ?? AWAY;
    const now = world.now();
    const waited = now - job.createdAt;
    if (patient === "none" || waited >= patient.forMs) return null;
    const wait = Math.min(LONGEST_WAIT_MS, Math.max(patient.firstWaitMs, waited));
    return Math.max(retryAt ?? 0, now + wait);
  }

  /** Nobody waits any longer: what was read here stands. */
  async function giveUp(payload: unknown): Promise<void> {
    const { userId, id } = Payload.parse(payload);
    await store.scores.change(userId, id, (score) => settled(score, [FAILED], score.fields));
  }

  return { run, giveUp, patient: true };
}

const skipped = (code: string): ModelReading => (
  { fields: null, chain: [{ provider: "gemini", outcome: "skipped", code, ms: 0 }], error: null }
);
const OFF = skipped("disabled");
const UNWANTED = skipped("consent_required");

const FAILED: ChainStep = { provider: "gemini", outcome: "failed", code: "internal", ms: 0 };

/** It is being read as long as its picture is. */
const statusWithoutGemini = ({ picture }: Score): Score["status"] => picture ? "reading" : "ready";

const withoutGemini = ({ chain }: Score) => chain.filter(({ provider }) => provider !== "gemini");
