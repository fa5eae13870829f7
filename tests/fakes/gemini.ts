/**
 * Gemini: `generateContent`, `streamGenerateContent` and the list of models, as the public
 * reference describes them. What it answers, a test decides.
 *
 * @module
 */
import { errorResponse, type GeminiError, geminiErrors, modelGone } from "./gemini_errors.ts";
import { type Ending, endings, reply, type Usage } from "./gemini_reply.ts";
import { type Fake, type Received, startFake } from "./server.ts";
import type { VendorFault } from "./fault.ts";

/** A file in a prompt: its bytes are counted, not kept. */
export interface PromptFile {
  readonly mimeType: string;
  readonly size: number;
}

/** A prompt as the model sees it. */
export interface Prompt {
  readonly model: string;
  readonly streamed: boolean;
  /** All text parts of the contents, in order, a line each. */
  readonly text: string;
  readonly systemInstruction: string;
  readonly files: readonly PromptFile[];
  /** `responseJsonSchema` or `responseSchema`, when structured output is asked for. */
  readonly schema: unknown;
}

/** What the model says: an object is sent as JSON text, a string as it is. */
export type ModelAnswer = object | string;

/** Names that may be played besides the faults of every fake. */
export type GeminiFault = Exclude<keyof typeof geminiErrors, VendorFault> | Ending | "stream_error";

export interface GeminiOptions {
  /** Models that exist. */
  readonly models?: readonly string[];
  /** The largest request, in bytes (20 MiB). */
  readonly maxBytes?: number;
}

/** Gemini, with the controls of every fake. */
export interface FakeGemini extends Fake<GeminiFault> {
  /** The key that it accepts. */
  readonly key: string;
  /** The prompts that were answered, oldest first. */
  readonly prompts: Prompt[];
  /** Tokens that answered calls have cost together. */
  readonly tokens: { prompt: number; answer: number };
  /** Models that exist now: delete one and it answers 404. */
  readonly models: Set<string>;
  /** Models that say in each answer that they are going away, with the date. */
  readonly retiring: Map<string, string>;
  /** What it says from now on. */
  answer(what: ModelAnswer | ((prompt: Prompt) => ModelAnswer)): void;
}

const KEY = "gemini-key-of-this-test-only";

interface Part {
  readonly text?: string;
  readonly inlineData?: { readonly mimeType: string; readonly data?: string; size?: number };
}

interface Body {
  readonly contents?: readonly { readonly parts?: readonly Part[] }[];
  readonly systemInstruction?: { readonly parts?: readonly Part[] };
  readonly generationConfig?: Record<string, unknown>;
}

/** Base64 in a prompt is megabytes that nobody looks at: keep its size. */
function summarize(body: unknown): unknown {
  if (!body || typeof body !== "object") return body;
  return JSON.parse(JSON.stringify(body, (name, value) => {
    if (name !== "inlineData" || typeof value?.data !== "string") return value;
    return { mimeType: value.mimeType, size: decodedSize(value.data) };
  }));
}

function decodedSize(base64: string): number {
  return Math.floor(base64.replace(/=+$/, "").length * 3 / 4);
}

function promptOf(body: Body, model: string, streamed: boolean): Prompt {
  const parts = (body.contents ?? []).flatMap((content) => content.parts ?? []);
  const texts = (of: readonly Part[]) => of.flatMap(({ text }) => text ?? []).join("\n");
  return {
    model,
    streamed,
    text: texts(parts),
    systemInstruction: texts(body.systemInstruction?.parts ?? []),
    files: parts.flatMap(({ inlineData: file }) =>
      file ? [{ mimeType: file.mimeType, size: decodedSize(file.data ?? "") }] : []
    ),
    schema: body.generationConfig?.responseJsonSchema ?? body.generationConfig?.responseSchema,
  };
}

function modelFacts(name: string) {
  return {
    name: `models/${name}`,
    version: "001",
    displayName: name,
    inputTokenLimit: 1_048_576,
    outputTokenLimit: 65_536,
    supportedGenerationMethods: ["generateContent", "countTokens"],
  };
}

const CALL = /^\/(v1|v1beta)\/models\/([\w.-]+):(generateContent|streamGenerateContent)$/;
const MODEL = /^\/(v1|v1beta)\/models(?:\/([\w.-]+))?$/;

/** Starts a Gemini that answers `{}` until told better. */
export function startGemini(options: GeminiOptions = {}): FakeGemini {
  const maxBytes = options.maxBytes ?? 20 * 1024 * 1024;
  const models = new Set(options.models ?? ["gemini-3.8-flash", "gemini-3.1-pro-preview"]);
  const retiring = new Map<string, string>();
  const prompts: Prompt[] = [];
  const tokens = { prompt: 0, answer: 0 };
  let say: (prompt: Prompt) => ModelAnswer = () => ({});

  /** The call that is asked for, or what is wrong with it. */
  function read(received: Received): Prompt | GeminiError {
    const [, version, model, method] = CALL.exec(received.url.pathname) ?? [];
    if (method === undefined || received.method !== "POST") return geminiErrors["404"];
    if (!models.has(model)) return modelGone(version, model);
    if (received.bytes.length > maxBytes) return geminiErrors.too_large;
    const body = received.body as Body | null;
    if (!Array.isArray(body?.contents)) return geminiErrors.invalid_argument;
    return promptOf(body, model, method === "streamGenerateContent");
  }

  function listed(received: Received): Response | null {
    const [, version, model] = MODEL.exec(received.url.pathname) ?? [];
    if (version === undefined || received.method !== "GET") return null;
    if (model === undefined) return Response.json({ models: [...models].map(modelFacts) });
    if (!models.has(model)) return errorResponse(modelGone(version, model), false);
    return Response.json(modelFacts(model));
  }

  function count({ promptTokenCount, candidatesTokenCount }: Usage) {
    tokens.prompt += promptTokenCount;
    tokens.answer += candidatesTokenCount;
  }

  function answer(received: Received, ending: Ending | "stream_error" | "stop" = "stop"): Response {
    const streamed = received.url.searchParams.get("alt") === "sse";
    const key = received.headers["x-goog-api-key"] ?? received.url.searchParams.get("key");
    if (!key) return errorResponse(geminiErrors.permission_denied, streamed);
    if (key !== KEY) return errorResponse(geminiErrors.key_invalid, streamed);
    const list = listed(received);
    if (list !== null) return list;

    const prompt = read(received);
    if ("code" in prompt) return errorResponse(prompt, streamed);
    if (ending === "stream_error" && !prompt.streamed) {
      return errorResponse(geminiErrors["503"], false);
    }
    prompts.push(prompt);
    const said = say(prompt);
    const text = typeof said === "string" ? said : JSON.stringify(said);
    return reply(prompt, text, { ending, retirement: retiring.get(prompt.model), count });
  }

  function error(name: VendorFault | GeminiFault, received: Received): Response {
    if (name === "stream_error" || name in endings) {
      return answer(received, name as Ending | "stream_error");
    }
    const [, version, model] = CALL.exec(received.url.pathname) ?? [];
    const known = geminiErrors[name as keyof typeof geminiErrors];
    const told = name === "404" && model ? modelGone(version, model) : known;
    return errorResponse(told, received.url.searchParams.get("alt") === "sse");
  }

  const server = startFake<GeminiFault>({
    answer: (received) => answer(received),
    error,
    summarize,
  });
  return {
    ...server,
    key: KEY,
    prompts,
    tokens,
    models,
    retiring,
    answer(what) {
      say = typeof what === "function" ? what as (prompt: Prompt) => ModelAnswer : () => what;
    },
  };
}
