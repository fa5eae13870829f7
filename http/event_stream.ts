/**
 * Server-sent events (HTML Standard, section 9.2).
 *
 * @module
 */
import type { Seats } from "../services/seats.ts";
import type { Services } from "../services/services.ts";

/** Proxies close what is silent for a minute; a browser that is told nothing opens a new stream. */
const LONGEST_MS = 50_000;
const HEARTBEAT_MS = 15_000;

/**
 * Sends each value of `values` as an event of JSON, and ends when they end, when the reader
 * leaves, when the app stops, or after fifty seconds: a browser asks again by itself then. Where
 * too many are open the answer is "no content", which tells a browser not to ask again (HTML
 * Standard, section 9.2.3): the page looks by itself then.
 *
 * @param seats where it takes its place: people's streams are not in the way of strangers'
 * @param key whose stream it is: a session, or the client of an attempt to sign in
 * @param values its signal says when to end
 */
export function eventStream(
  { stopping }: Pick<Services, "stopping">,
  seats: Seats,
  key: string,
  values: (signal: AbortSignal) => AsyncIterable<unknown>,
): Response {
  const leave = seats.take(key);
  if (leave === null) return new Response(null, { status: 204 });
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
        leave();
        if (!left.signal.aborted) controller.close();
      }
    },
    cancel() {
      clearInterval(heart);
      leave();
      left.abort();
    },
  });
  return new Response(body, {
    headers: { "content-type": "text/event-stream", "cache-control": "no-store" },
  });
}
