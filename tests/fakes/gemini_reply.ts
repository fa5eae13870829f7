/**
 * What Gemini sends back: one answer, or the same in pieces as server-sent events; ended well, or
 * in one of the ways in which a model ends without being broken.
 *
 * @module
 */
import { geminiErrors } from "./gemini_errors.ts";
import type { Prompt } from "./gemini.ts";

/** Ways to end that are 200 all the same: what is left of the text, and what is said of it. */
export const endings = {
  /** The answer was stopped for its content. */
  safety: { keeps: 0, finishReason: "SAFETY" },
  /** The answer was too close to a text that exists. */
  recitation: { keeps: 0, finishReason: "RECITATION" },
  /** The answer is longer than allowed: half of the JSON. */
  max_tokens: { keeps: 0.5, finishReason: "MAX_TOKENS" },
  /** The prompt itself was refused: there is no candidate. */
  blocked: { keeps: 0, blockReason: "PROHIBITED_CONTENT" },
  /** No candidate and no reason. */
  nothing: { keeps: 0 },
} as const satisfies Record<
  string,
  { keeps: number; finishReason?: string; blockReason?: string }
>;

export type Ending = keyof typeof endings;

/** Tokens of a call, in the API's names. */
export interface Usage {
  readonly promptTokenCount: number;
  readonly candidatesTokenCount: number;
  readonly totalTokenCount: number;
}

/** How an answer ends, and who counts its tokens. */
export interface Manner {
  readonly ending: Ending | "stream_error" | "stop";
  /** When the model goes away, if it says so. */
  readonly retirement?: string;
  readonly count: (usage: Usage) => void;
}

/** Four letters to a token, 258 tokens to a file: near enough to what is billed. */
function usageOf(prompt: Prompt, text: string): Usage {
  const letters = prompt.text.length + prompt.systemInstruction.length;
  const promptTokenCount = Math.ceil(letters / 4) + 258 * prompt.files.length;
  const candidatesTokenCount = Math.ceil(text.length / 4);
  return {
    promptTokenCount,
    candidatesTokenCount,
    totalTokenCount: promptTokenCount + candidatesTokenCount,
  };
}

/** The answers of a streamed call, in order; the last tells how it ended. */
function pieces(prompt: Prompt, text: string, manner: Manner): Record<string, unknown>[] {
  const { keeps, finishReason, blockReason }: {
    keeps: number;
    finishReason?: string;
    blockReason?: string;
  } = manner.ending === "stop" || manner.ending === "stream_error"
    ? { keeps: 1, finishReason: "STOP" }
    : endings[manner.ending];
  const kept = text.slice(0, Math.floor(text.length * keeps));
  const usageMetadata = usageOf(prompt, kept);
  manner.count(usageMetadata);
  const common = {
    usageMetadata,
    modelVersion: prompt.model,
    responseId: crypto.randomUUID(),
    ...manner.retirement && {
      modelStatus: {
        modelStage: "DEPRECATED",
        retirementTime: manner.retirement,
        message: `${prompt.model} will be shut down.`,
      },
    },
  };
  if (finishReason === undefined) {
    return [{ ...blockReason && { promptFeedback: { blockReason } }, ...common }];
  }
  const size = prompt.streamed ? Math.max(1, Math.ceil(kept.length / 4)) : kept.length;
  const texts: string[] = [];
  for (let at = 0; at < kept.length; at += size) texts.push(kept.slice(at, at + size));
  if (texts.length === 0) return [{ candidates: [{ finishReason, index: 0 }], ...common }];
  return texts.map((text, n) => {
    const content = { role: "model", parts: [{ text }] };
    const ends = n === texts.length - 1 && { finishReason };
    return { candidates: [{ content, ...ends, index: 0 }], ...common };
  });
}

/** The response to a prompt: JSON, or events when streamed. */
export function reply(prompt: Prompt, text: string, manner: Manner): Response {
  const all = pieces(prompt, text, manner);
  if (!prompt.streamed) return Response.json(all[0]);
  const events = all.map((piece) => `data: ${JSON.stringify(piece)}\r\n\r\n`);
  // As seen on the live API: an error after the first piece comes as bare JSON, not as an event.
  const error = JSON.stringify({ error: geminiErrors["503"] }, null, 2);
  const sent = manner.ending === "stream_error" ? [events[0], `${error}\n`] : events;
  const encoder = new TextEncoder();
  let next = 0;
  const body = new ReadableStream<Uint8Array>({
    // A turn of the loop between events, so that they travel apart.
    async pull(controller) {
      await new Promise((later) => setTimeout(later, 0));
      controller.enqueue(encoder.encode(sent[next++]));
      if (next === sent.length) controller.close();
    },
  }, { highWaterMark: 0 });
  return new Response(body, { headers: { "content-type": "text/event-stream" } });
}
