/**
 * Fetching from servers that nobody here answers for: what they send may go on and on.
 *
 * @module
 */

/** Documents, keys and tokens of an identity provider have a few thousand bytes. */
const SMALL_BYTES = 60_000;

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
    : new Response(response.body.pipeThrough(bound(maxBytes)), response);
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

function bound(maxBytes: number) {
  let left = maxBytes;
  let over = false;
  const end = () => {
    if (over) throw new AnswerTooLarge(maxBytes);
  };
  return new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(part, controller) {
      end();
      over = part.length > left;
      controller.enqueue(part.subarray(0, left));
      left = Math.max(0, left - part.length);
    },
    flush: end,
  });
}
