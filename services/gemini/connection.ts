/**
 * Google's own client of the Gemini API, loaded when it is first needed.
 *
 * @module
 */
import type { GoogleGenAI } from "@google/genai/web";
import { boundedFetch } from "../bounded_fetch.ts";
import type { Config } from "../config.ts";
import type { Attempt } from "../integration.ts";

/** How Gemini is set up. */
export type GeminiConfig = NonNullable<Config["gemini"]>;

/** Far more than any answer that we ask for. */
const LONGEST_ANSWER_BYTES = 1024 * 1024;

const bounded: typeof fetch = (input, init) => boundedFetch(input, init, LONGEST_ANSWER_BYTES);

/** Gives the client; not at start: the first call waits for it, nobody else does. */
export function connect({ key, baseUrl }: GeminiConfig): () => Promise<GoogleGenAI> {
  let client: Promise<GoogleGenAI> | null = null;
  async function load(): Promise<GoogleGenAI> {
    const { GoogleGenAI } = await import("@google/genai/web");
    const address = baseUrl === undefined ? {} : { baseUrl };
    return new GoogleGenAI({ apiKey: key, httpOptions: { ...address, fetch: bounded } });
  }
  return () => client ??= load();
}

/** Asks for the facts of the first model: costs nothing, and tells whether the key is good and the model there. */
export function geminiProbe(config: GeminiConfig): (attempt: Attempt) => Promise<unknown> {
  const connection = connect(config);
  return async ({ signal, requestId }) => {
    const { models } = await connection();
    const httpOptions = { headers: { "x-request-id": requestId } };
    return await models.get({
      model: config.models[0],
      config: { abortSignal: signal, httpOptions },
    });
  };
}
