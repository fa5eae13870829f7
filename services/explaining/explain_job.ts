/**
 * The job that has a score explained.
 *
 * @module
 */
import { z } from "zod";
import {
  type Explanation,
  EXPLANATION_CHARACTERS,
  EXPLANATION_KEPT_MS,
  isOver,
} from "../../store/explanations.ts";
import type { Score } from "../../store/scores.ts";
import type { Store } from "../../store/store.ts";
import type { Gemini, GeminiPart } from "../gemini/client.ts";
import type { Allowance, Limit } from "../allowance.ts";
import { IntegrationError } from "../integration/error.ts";
import { type JobHandler, Later } from "../jobs.ts";
import { keepAnswer } from "../kept_answers.ts";
import { firstPages } from "../scores/first_pages.ts";
import type { News } from "../mail/news.ts";
import type { createPageImages } from "../scores/page_images.ts";
import type { World } from "../world.ts";
import { createDraft } from "./draft.ts";
import { explainParts, LANGUAGE, PROMPT_VERSION, SYSTEM } from "./prompt.ts";

const Payload = z.object({ userId: z.string(), scoreId: z.string() });

/** A finished text, for everybody who has the same file. */
const Explained = z.object({ text: z.string(), model: z.string(), at: z.number() });
type Explained = z.infer<typeof Explained>;

/** Who asked does not wait for longer than this. */
export const EXPLAIN_WITHIN_MS = 24 * 60 * 60_000;
const FIRST_WAIT_MS = 15_000;
const LONGEST_WAIT_MS = 60 * 60_000;
const TURNS: Limit = { times: 10, per: "minute" };

/** Codes after which another model may know better. */
const NEXT_MODEL = ["retired", "invalid_response", "rejected"];
/** Codes that no later try would change. */
const FINAL = ["rejected", "consent_required", "disabled"];

interface Needs {
  readonly store: Store;
  /** Null where it is not set up any more. */
  readonly gemini: Gemini | null;
  readonly images: ReturnType<typeof createPageImages>;
  readonly allowance: Allowance;
  readonly news: News;
  readonly world: World;
}

/**
 * The handler of `explain-score`: gives the text that somebody with the same file was given, or
 * has Gemini write one, model after model, and writes down what has come so far. Where Gemini does
 * not answer, it is asked again for a day. It may be killed anywhere: the next run begins anew.
 */
export function createExplainJob(
  { store, gemini, images, allowance, news, world }: Needs,
): JobHandler {
  async function run(payload: unknown): Promise<void> {
    const { userId, scoreId } = Payload.parse(payload);
    const { value: row } = await store.explanations.get(userId, scoreId, world.now());
    if (row === null || isOver(row)) return;
    const score = (await store.scores.get(userId, scoreId))?.value ?? null;
    if (score === null) return await store.explanations.remove(userId, scoreId);
    if (gemini === null) return await fail(score, "disabled");
    if (!await store.consents.has(userId, "ai-explaining")) {
      return await fail(score, "consent_required");
    }

    const path = ["explain", score.sha256, PROMPT_VERSION, LANGUAGE] as const;
    const known = Explained.safeParse(await store.answers.get(path, userId, world.now()));
    if (known.success) return await finish(score, known.data, row);
    const nextMinute = await allowance.take("ai-explaining", userId, TURNS);
    if (nextMinute !== null) return await putOff(score, row, "turns_used", nextMinute);

    const pages = await firstPages(images, score);
    if (pages.length === 0) return await fail(score, "page_broken");
    const outcome = await write(gemini, score, explainParts(pages, score));
    if (outcome === "left") return;
    if (outcome instanceof IntegrationError) {
      if (FINAL.includes(outcome.code)) return await fail(score, outcome.code);
      return await putOff(score, row, outcome.code, outcome.retryAt);
    }
    // Taken back while Gemini wrote: then its text is not wanted either.
    if (!await store.consents.has(userId, "ai-explaining")) {
      return await fail(score, "consent_required");
    }
    await keepAnswer(store.answers, path, userId, outcome, world.now(), EXPLANATION_KEPT_MS);
    await finish(score, outcome, row);
  }

  /** Asks one model after the other; `left` where nobody waits for it any more. */
  async function write(
    { models, stream }: Gemini,
    score: Score,
    parts: readonly GeminiPart[],
  ): Promise<Explained | IntegrationError | "left"> {
    let last: IntegrationError | null = null;
    for (const model of models) {
      const draft = createDraft((text) =>
        change(score, (row) => ({
          ...row,
          status: "writing",
          code: null,
          retryAt: null,
          text,
          model,
        }))
      );
      const outcome = await stream("explain-score", {
        model,
        system: SYSTEM,
        parts,
        subject: score.userId,
        about: score.id,
        consent: "ai-explaining",
        onText: draft.add,
      });
      if (draft.left()) return "left";
      if (outcome.ok) {
        const text = outcome.value.slice(0, EXPLANATION_CHARACTERS);
        return { text, model, at: world.now() };
      }
      await draft.end();
      if (!NEXT_MODEL.includes(outcome.error.code)) return outcome.error;
      if (last?.code !== "rejected") last = outcome.error; // A clear no outlasts a model that is gone.
    }
    return last!;
  }

  const change = async (
    { userId, id }: Score,
    next: (row: Explanation) => Explanation,
  ): Promise<boolean> => await store.explanations.change(userId, id, next) !== null;

  async function finish(
    score: Score,
    { text, model, at }: Explained,
    { requestedAt }: Explanation,
  ): Promise<void> {
    const done = await change(score, (row) => ({
      ...row,
      status: "done",
      code: null,
      retryAt: null,
      text,
      model,
      updatedAt: Math.max(at, row.requestedAt), // An older date would tell that somebody else has the file.
    }));
    if (done) await news.there(score, "explained", requestedAt);
  }

  async function fail(score: Pick<Score, "userId" | "id">, code: string): Promise<void> {
    const updatedAt = world.now();
    // What a model was stopped in the middle of is not for showing.
    const none = FINAL.includes(code) ? { text: "", model: null } : {};
    await store.explanations.change(score.userId, score.id, (row) => ({
      ...row,
      ...none,
      status: "failed",
      code,
      retryAt: null,
      updatedAt,
    }));
  }

  /** Tries again later, with what came so far kept, for a day from when it was asked for. */
  async function putOff(
    score: Score,
    { tries, requestedAt }: Explanation,
    code: string,
    retryAt: number | null,
  ): Promise<void> {
    const now = world.now();
    const at = Math.max(retryAt ?? 0, now + wait(tries));
    if (at > requestedAt + EXPLAIN_WITHIN_MS) return await fail(score, code);
    const put = await change(score, (row) => ({
      ...row,
      status: "waiting",
      code,
      tries: tries + 1,
      retryAt: at,
      updatedAt: now,
    }));
    if (put) throw new Later(at, `Cannot explain the score: ${code}`);
  }

  /** Exponential backoff, the upper half of it left to the dice. */
  function wait(tries: number): number {
    const most = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** tries);
    return most * (0.5 + world.random(1)[0] / 510);
  }

  return {
    run,
    patient: true,
    giveUp: async (payload) => {
      const { userId, scoreId } = Payload.parse(payload);
      await fail({ userId, id: scoreId }, "internal");
    },
  };
}
