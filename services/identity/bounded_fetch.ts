/** Documents, keys and tokens of an identity provider have a few thousand bytes. */
export const MOST_BYTES = 60_000;

/** The answer had more bytes than any honest one. */
export class AnswerTooLarge extends Error {
  override readonly name = "AnswerTooLarge";
  readonly code = "ANSWER_TOO_LARGE";
}

/**
 * `fetch`, with the body already read and at most 60,000 bytes long, so that nobody has to
 * let an unread one go.
 *
 * @throws {AnswerTooLarge}
 */
export async function boundedFetch(url: string | URL, init: RequestInit): Promise<Response> {
  const response = await fetch(url, init);
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.length;
    // Leaving the loop lets the rest of the body go.
    if (bytes > MOST_BYTES) throw new AnswerTooLarge(`more than ${MOST_BYTES} bytes`);
    parts.push(part);
  }
  const empty = [101, 204, 205, 304].includes(response.status);
  const { status, headers } = response;
  return new Response(empty ? null : new Blob(parts), { status, headers: plain(headers) });
}

/** A `Blob` brings no type of its own; what was said of the whole body still holds. */
function plain(headers: Headers): Headers {
  const kept = new Headers(headers);
  for (const name of ["content-encoding", "content-length"]) kept.delete(name);
  return kept;
}
