/**
 * Fetching from servers that nobody here answers for: what they send may go on and on.
 *
 * @module
 */

/** Documents, keys and tokens of an identity provider have a few thousand bytes. */
const SMALL_BYTES = 60_000;

type Bytes = Uint8Array<ArrayBuffer>;

/** The answer had more bytes than any honest one. */
export class AnswerTooLarge extends Error {
  override readonly name = "AnswerTooLarge";
  readonly code = "ANSWER_TOO_LARGE";

  constructor(maxBytes: number) {
    super(`more than ${maxBytes} bytes`);
  }
}

/**
 * `fetch`, of whose body `maxBytes` can be read; then reading fails with `AnswerTooLarge`, and the
 * connection is closed.
 */
export async function boundedFetch(
  url: RequestInfo | URL,
  init: RequestInit | undefined,
  maxBytes: number,
): Promise<Response> {
  const response = await fetch(url, init);
  return response.body === null
    ? response
    : new Response(bound(response.body, maxBytes, init?.signal), response);
}

/** The same with the body already read, so that nobody has to let an unread one go. @throws {AnswerTooLarge} */
export async function wholeFetch(
  url: string | URL,
  init: RequestInit,
  maxBytes = SMALL_BYTES,
): Promise<Response> {
  const response = await boundedFetch(url, init, maxBytes);
  const headers = new Headers(response.headers);
  for (const name of ["content-encoding", "content-length"]) headers.delete(name);
  const body = response.body === null ? null : await response.bytes();
  return new Response(body, { status: response.status, headers });
}

/**
 * The bytes of `body` up to `maxBytes`, then an error. Of a hundred bodies whose fetch is aborted
 * while they come one goes on coming (Deno 2.9.6), so the signal is heeded here as well.
 */
function bound(
  body: ReadableStream<Bytes>,
  maxBytes: number,
  signal: AbortSignal | null | undefined,
): ReadableStream<Bytes> {
  const reader = body.getReader();
  let left = maxBytes;
  let over = false;
  return new ReadableStream({
    start(controller) {
      signal?.addEventListener("abort", () => {
        controller.error(signal.reason);
        reader.cancel().catch(() => {});
      }, { once: true });
    },
    async pull(controller) {
      const next = over ? null : await reader.read();
      if (next?.done) return controller.close();
      if (next === null || left === 0) {
        reader.cancel().catch(() => {});
        throw new AnswerTooLarge(maxBytes);
      }
      over = next.value.length > left;
      controller.enqueue(next.value.subarray(0, left));
      left -= Math.min(left, next.value.length);
    },
    cancel: (reason) => reader.cancel(reason),
  }, { highWaterMark: 0 });
}
