/**
 * Reads a small public text from a server that nobody here answers for.
 *
 * @module
 */

import { AnswerTooLarge, boundedFetch } from "./bounded_fetch.ts";

/** What was read. */
export interface SmallText {
  readonly text: string;
  /** Whether there was more than was read. */
  readonly cut: boolean;
}

/**
 * The first `maxBytes` of what is at `url`, or null where there is no good answer within
 * `timeoutMs`. Never throws, and never holds more than that in memory.
 */
export async function smallFetch(
  url: string,
  { maxBytes, timeoutMs }: { maxBytes: number; timeoutMs: number },
): Promise<SmallText | null> {
  const ended = new AbortController();
  const timer = setTimeout(() => ended.abort(), timeoutMs);
  try {
    const headers = { accept: "application/json" };
    const init = { headers, signal: ended.signal, credentials: "omit" } as const;
    const response = await boundedFetch(url, init, maxBytes);
    if (!response.ok || response.body === null) return null;
    return await beginning(response.body);
  } catch {
    return null; // It is away, or too slow: all the same to whoever asks.
  } finally {
    clearTimeout(timer);
    ended.abort();
  }
}

/** The text up to where reading it is no longer allowed. */
async function beginning(body: ReadableStream<Uint8Array<ArrayBuffer>>): Promise<SmallText> {
  const decoder = new TextDecoder();
  let text = "";
  try {
    for await (const part of body) text += decoder.decode(part, { stream: true });
    return { text, cut: false };
  } catch (error) {
    if (error instanceof AnswerTooLarge) return { text, cut: true };
    throw error;
  }
}
