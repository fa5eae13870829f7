/**
 * What Gemini answers (https://ai.google.dev/api/generate-content#generatecontentresponse),
 * read with care: an answer that was stopped, cut or left empty is no error to its client.
 *
 * @module
 */
import { z } from "zod";

/** Why an answer is of no use. */
export type BadAnswerKind =
  | "blocked"
  | "cut_short"
  | "empty"
  | "malformed"
  | "wrong_shape"
  | "broken_off"
  | "nobody_listens";

/** An answer that came and is of no use. */
export class BadAnswer extends Error {
  override readonly name = "BadAnswer";

  constructor(readonly kind: BadAnswerKind) {
    super(kind);
  }
}

/** A whole answer, or a piece of a streamed one. */
export interface Answer {
  readonly text: string;
  /** Why it ended, in the API's words; null while it goes on. */
  readonly end: string | null;
  readonly tokens: number;
  /** When the model goes away, as a date, or what is said of that; null where nothing is. */
  readonly retirement: string | null;
}

const Part = z.object({ text: z.string().optional(), thought: z.boolean().optional() });

const Response = z.object({
  candidates: z.array(z.object({
    content: z.object({ parts: z.array(Part).optional() }).optional(),
    finishReason: z.string().optional(),
  })).optional(),
  promptFeedback: z.object({ blockReason: z.string().optional() }).optional(),
  usageMetadata: z.object({ totalTokenCount: z.number().optional() }).optional(),
  modelStatus: z.object({
    modelStage: z.string().optional(),
    retirementTime: z.string().max(40).optional(),
  }).optional(),
});

/** Stages of a model that is on its way out. */
const LEAVING = ["DEPRECATED", "RETIRED"];

/** @throws {BadAnswer} `wrong_shape`, and `blocked` where the prompt itself was refused */
export function readAnswer(response: unknown): Answer {
  const parsed = Response.safeParse(response);
  if (!parsed.success) throw new BadAnswer("wrong_shape");
  const { candidates, promptFeedback, usageMetadata, modelStatus } = parsed.data;
  if (promptFeedback?.blockReason !== undefined) throw new BadAnswer("blocked");
  const parts = candidates?.[0]?.content?.parts ?? [];
  const stage = modelStatus?.modelStage ?? "";
  return {
    text: parts.flatMap(({ text, thought }) => thought ? [] : text ?? []).join(""),
    end: candidates?.[0]?.finishReason ?? null,
    tokens: usageMetadata?.totalTokenCount ?? 0,
    retirement: modelStatus?.retirementTime ?? (LEAVING.includes(stage) ? "soon" : null),
  };
}

/**
 * Checks how an answer ended.
 *
 * @param end why it ended, null where nothing was said of that
 * @throws {BadAnswer} `blocked` where it was stopped for what it says, `cut_short`, `empty`
 */
export function checkEnd(text: string, end: string | null): void {
  if (end === "MAX_TOKENS") throw new BadAnswer("cut_short");
  if (end !== null && end !== "STOP") throw new BadAnswer("blocked");
  if (text.trim() === "") throw new BadAnswer("empty");
}

/** The structured answer in `text`. @throws {BadAnswer} `malformed`, `wrong_shape` */
export function structured<T>(text: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new BadAnswer("malformed");
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw new BadAnswer("wrong_shape");
  return parsed.data;
}
