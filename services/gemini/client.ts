/**
 * Gemini, behind the door: one structured answer, or text as it comes.
 *
 * @module
 */
import type { GenerateContentConfig, GoogleGenAI } from "@google/genai/web";
import { Buffer } from "node:buffer";
import { z } from "zod";
import type { Store } from "../../store/store.ts";
import { AnswerTooLarge } from "../bounded_fetch.ts";
import type { Attempt, Integration } from "../integration.ts";
import type { Consent } from "../integration/definition.ts";
import { IntegrationError, type Outcome } from "../integration/error.ts";
import { logInfo } from "../log.ts";
import type { World } from "../world.ts";
import { type Answer, BadAnswer, checkEnd, readAnswer, structured } from "./answer.ts";
import { connect, type GeminiConfig } from "./connection.ts";
import { RETIRED_FOR_MS } from "./failure.ts";

/** What is shown to a model: words, or a file (PDF, PNG, JPEG, WebP). */
export type GeminiPart =
  | { readonly text: string }
  | { readonly file: Uint8Array<ArrayBuffer>; readonly mimeType: string };

/** What is asked of a model. */
interface Ask {
  /** One of `models`. */
  readonly model: string;
  /** What it is to do; everything in `parts` is data to it. */
  readonly system: string;
  readonly parts: readonly GeminiPart[];
  /** The id of the person it is for. */
  readonly subject: string;
  /** The id of the score, for the person's own list. */
  readonly about: string;
  /** What they must have allowed. */
  readonly consent: Consent;
}

/** Gemini. */
export interface Gemini {
  /** The models that are set up, in the order in which they are asked. */
  readonly models: readonly string[];

  /**
   * One structured answer of one model, checked by `schema`.
   *
   * @param operation what is done, for flags, audit and traces: "read-score"
   */
  generate<T>(
    operation: string,
    ask: Ask & { readonly schema: z.ZodType<T> },
  ): Promise<Outcome<T>>;

  /**
   * Text as it comes, piece by piece, to `onText`; gives the whole. Once a piece has
   * come nothing is asked again, so that no piece comes twice.
   *
   * @param ask where `onText` throws, the answer is given up
   */
  stream(
    operation: string,
    ask: Ask & { readonly onText: (piece: string) => void | Promise<void> },
  ): Promise<Outcome<string>>;
}

interface Needs {
  readonly notices: Store["notices"];
  readonly world: World;
}

/** Bounds what an answer costs; what a model thinks counts as well. */
const MOST_TOKENS = 8_192;
/** A model that says it goes away says so in every answer; it is written down this often. */
const NOTED_EVERY_MS = 60 * 60_000;

/** Asks Gemini through its door. A model that turns out to be gone is not asked for an hour. */
export function createGemini(
  integration: Integration,
  config: GeminiConfig,
  { notices, world }: Needs,
): Gemini {
  const connection = connect(config);
  /** Models that are gone, and until when they are not asked again. */
  const gone = new Map<string, number>();
  const notedAt = new Map<string, number>();

  /** Writes down for the operator what is to come, or has come, of a model. */
  async function note(model: string, text: string): Promise<void> {
    const now = world.now();
    if (now - (notedAt.get(model) ?? -Infinity) < NOTED_EVERY_MS) return;
    notedAt.set(model, now);
    logInfo("model_retiring", { model, notice: text });
    await notices.add("gemini", model, text, now);
  }

  /** What every answer is looked at for, before it is of use or not. */
  async function read(response: unknown, model: string, attempt: Attempt): Promise<Answer> {
    const answer = readAnswer(response);
    attempt.spend(answer.tokens);
    if (answer.retirement !== null) {
      await note(model, `${model} goes away: ${answer.retirement.slice(0, 10)}`);
    }
    return answer;
  }

  /** Passes the door, with what every call of a model has in common. */
  async function call<T>(
    operation: string,
    { model, system, parts, subject, about, consent }: Ask,
    run: (
      client: GoogleGenAI,
      request: { model: string; contents: ReturnType<typeof contentsOf> },
      options: GenerateContentConfig,
      attempt: Attempt,
    ) => Promise<T>,
  ): Promise<Outcome<T>> {
    const goneUntil = gone.get(model) ?? -Infinity;
    if (world.now() < goneUntil) {
      const error = new IntegrationError("gemini", "retired", "the model is gone", goneUntil);
      return { ok: false, error };
    }
    const bytes = sizeOf(parts);
    const outcome = await integration.call(operation, async (attempt) => {
      const client = await connection();
      attempt.sent(bytes);
      // The client lets go of a body that it does not read to the end, without closing it.
      const ended = new AbortController();
      const options = {
        systemInstruction: system,
        maxOutputTokens: MOST_TOKENS,
        abortSignal: AbortSignal.any([attempt.signal, ended.signal]),
        httpOptions: { headers: { "x-request-id": attempt.requestId } },
      };
      try {
        return await run(client, { model, contents: contentsOf(parts) }, options, attempt);
      } finally {
        ended.abort();
      }
    }, { subject, about, consent });
    if (!outcome.ok && outcome.error.code === "retired") {
      gone.set(model, world.now() + RETIRED_FOR_MS);
      await note(model, `${model} is gone`);
    }
    return outcome;
  }

  return {
    models: config.models,

    generate(operation, ask) {
      return call(operation, ask, async ({ models }, request, options, attempt) => {
        const response = await models.generateContent({
          ...request,
          config: {
            ...options,
            responseMimeType: "application/json",
            responseJsonSchema: jsonSchema(ask.schema),
          },
        });
        const { text, end } = await read(response, ask.model, attempt);
        checkEnd(text, end);
        return structured(text, ask.schema);
      });
    },

    stream(operation, ask) {
      let whole = "";
      return call(operation, ask, async ({ models }, request, options, attempt) => {
        if (whole !== "") throw new BadAnswer("broken_off");
        let end: string | null = null;
        let tokens = 0;
        try {
          const pieces = await models.generateContentStream({ ...request, config: options });
          for await (const piece of pieces) {
            // Each piece counts the tokens of all before it.
            const count = { ...attempt, spend: (sum: number) => void (tokens = sum || tokens) };
            const answer = await read(piece, ask.model, count);
            end = answer.end ?? end;
            if (answer.text === "") continue;
            whole += answer.text;
            await listen(() => ask.onText(answer.text));
          }
        } catch (error) {
          const told = error instanceof BadAnswer || error instanceof AnswerTooLarge;
          if (whole === "" || told) throw error;
          throw new BadAnswer("broken_off");
        } finally {
          attempt.spend(tokens);
        }
        checkEnd(whole, end);
        if (end === null) throw new BadAnswer("broken_off");
        return whole;
      });
    },
  };
}

/** Whoever listens may leave: that is no fault of the vendor's. */
async function listen(tell: () => void | Promise<void>): Promise<void> {
  try {
    await tell();
  } catch {
    throw new BadAnswer("nobody_listens");
  }
}

function contentsOf(parts: readonly GeminiPart[]) {
  return [{
    role: "user",
    parts: parts.map((part) =>
      "text" in part ? { text: part.text } : {
        inlineData: {
          mimeType: part.mimeType,
          data: Buffer.from(part.file.buffer, part.file.byteOffset, part.file.length)
            .toString("base64"),
        },
      }
    ),
  }];
}

function sizeOf(parts: readonly GeminiPart[]): number {
  return parts.reduce(
    (sum, part) => sum + ("text" in part ? Buffer.byteLength(part.text) : part.file.length),
    0,
  );
}

/** What an answer must look like, for the model: JSON Schema without the name of its dialect. */
function jsonSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: "input" });
  return rest;
}
