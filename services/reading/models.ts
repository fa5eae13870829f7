/**
 * Asking Gemini's models for a reading, one after the other.
 *
 * @module
 */
import type { ChainStep } from "../../store/fields.ts";
import type { Store } from "../../store/store.ts";
import type { Gemini, GeminiPart } from "../gemini/client.ts";
import { keepAnswer } from "../kept_answers.ts";
import type { IntegrationError, IntegrationErrorCode, Outcome } from "../integration/error.ts";
import type { World } from "../world.ts";
import { agree } from "./agree.ts";
import { type Draft, emptyFields, type Fields, mergeFields } from "./fields.ts";
import { Answer, PROMPT_VERSION, QUESTION, SYSTEM, toFields } from "./gemini_reading.ts";

/** What is read, for whom. */
interface ModelRequest {
  /** Of the whole file: the same bytes have the same answer. */
  readonly sha256: string;
  readonly userId: string;
  /** The score's. */
  readonly id: string;
  /** What was read on this server. */
  readonly local: Fields;
  /** What is shown to a model; called once, and only when a model is really asked. */
  readonly pages: () => Promise<readonly GeminiPart[]>;
}

/** What came of it. */
export interface ModelReading {
  /** What was read; null where no model gave an answer. */
  readonly fields: Draft | null;
  /** Who was asked, in order. */
  readonly chain: readonly ChainStep[];
  /** Why there is no answer; null where there is one. */
  readonly error: IntegrationError | null;
}

interface Needs {
  readonly gemini: Gemini;
  readonly answers: Pick<Store["answers"], "get" | "put">;
  readonly world: World;
}

const KEPT_MS = 7 * 24 * 60 * 60 * 1000;
/** A title or composer below this is worth a second opinion. */
const POOR = 0.6;
/** From here on a reading of this server is one that a model should not contradict unheard. */
const SURE = 0.9;

/** Failures of the one model, for which the next is asked; with any other Gemini is away, or not to be asked. */
const ITS_OWN: readonly IntegrationErrorCode[] = ["rejected", "invalid_response", "retired"];

/**
 * Asks the models in order, the next one only where the answer so far is poor. An answer
 * is kept by the file's content for a week, for whoever brings the same file, and costs
 * nothing then: whether the person allows it is to be asked before.
 */
export async function readByModels(needs: Needs, request: ModelRequest): Promise<ModelReading> {
  let fields: Draft | null = null;
  let error: IntegrationError | null = null;
  const chain: ChainStep[] = [];
  const pages = once(request.pages);
  for (const model of needs.gemini.models) {
    const start = performance.now();
    const outcome = await readByModel(needs, model, { ...request, pages });
    const ms = Math.round(performance.now() - start);
    const step = { provider: "gemini", model, ms } as const;
    if (!outcome.ok) {
      error = outcome.error;
      chain.push({ ...step, outcome: "failed", code: error.code });
      if (ITS_OWN.includes(error.code)) continue;
      break;
    }
    const found = toFields(outcome.value);
    chain.push({ ...step, outcome: found.title || found.composer ? "ok" : "nothing" });
    // The later model is the larger one: when even, it is right.
    fields = fields === null ? found : mergeFields({ ...emptyFields(), ...found }, fields);
    if (!isPoor(fields, request.local)) break;
  }
  return { fields, chain, error: fields === null ? error : null };
}

/** An answer of this model that is kept, or a new one, which is kept. */
async function readByModel(
  { gemini, answers, world }: Needs,
  model: string,
  { sha256, userId, id, pages }: ModelRequest,
): Promise<Outcome<Answer>> {
  const path = ["read-score", sha256, model, PROMPT_VERSION] as const;
  const kept = Answer.safeParse(await answers.get(path, userId, world.now()));
  if (kept.success) return { ok: true, value: kept.data };
  const outcome = await gemini.generate("read-score", {
    model,
    system: SYSTEM,
    parts: [...await pages(), { text: QUESTION }],
    schema: Answer,
    subject: userId,
    about: id,
    consent: "ai-reading",
  });
  if (outcome.ok) await keepAnswer(answers, path, userId, outcome.value, world.now(), KEPT_MS);
  return outcome;
}

/** Whether a larger model should be asked as well. */
function isPoor(found: Draft, local: Fields): boolean {
  return (["title", "composer"] as const).some((name) => {
    const [read, here] = [found[name], local[name]];
    if (!read || read.confidence < POOR) return true;
    return here !== null && here.confidence >= SURE && !agree(name, read.value, here.value);
  });
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => made ??= make();
}
