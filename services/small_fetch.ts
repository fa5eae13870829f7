/**
 * Reads a small public text from a server that nobody here answers for.
 *
 * @module
 */

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
    const response = await fetch(url, { headers, signal: ended.signal, credentials: "omit" });
    if (!response.ok || response.body === null) return null;
    const decoder = new TextDecoder();
    let text = "";
    let read = 0;
    for await (const part of response.body) {
      const bytes = part.subarray(0, maxBytes - read);
      text += decoder.decode(bytes, { stream: true });
      read += bytes.length;
      if (bytes.length < part.length) return { text, cut: true };
    }
    return { text, cut: false };
  } catch {
    return null; // It is away, or too slow: all the same to whoever asks.
  } finally {
    clearTimeout(timer);
    ended.abort();
  }
}
