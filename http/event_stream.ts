/**
 * Server-sent events (HTML Standard, section 9.2).
 *
 * @module
 */

/** Proxies close what is silent for a minute; a browser that is told nothing opens a new stream. */
const LONGEST_MS = 50_000;
const HEARTBEAT_MS = 15_000;

/**
 * Sends each value of `values` as an event of JSON, and ends when they end, when the reader
 * leaves, when the app stops, or after fifty seconds: a browser asks again by itself then.
 *
 * @param values begins when the stream is read; its signal says when to end
 * @param stopping ends when the app stops
 */
export function eventStream(
  values: (signal: AbortSignal) => AsyncIterable<unknown>,
  stopping: AbortSignal,
): Response {
  const left = new AbortController();
  const signal = AbortSignal.any([left.signal, stopping, AbortSignal.timeout(LONGEST_MS)]);
  const encoder = new TextEncoder();
  let heart: ReturnType<typeof setInterval> | undefined;

  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const send = (text: string) => {
        if (!left.signal.aborted) controller.enqueue(encoder.encode(text));
      };
      send("retry: 1000\n\n");
      heart = setInterval(() => send(":\n\n"), HEARTBEAT_MS);
      try {
        for await (const value of values(signal)) {
          if (signal.aborted) break;
          send(`data: ${JSON.stringify(value)}\n\n`);
        }
      } finally {
        clearInterval(heart);
        if (!left.signal.aborted) controller.close();
      }
    },
    cancel() {
      clearInterval(heart);
      left.abort();
    },
  });
  return new Response(body, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store" },
  });
}
