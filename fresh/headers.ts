/** A response whose headers can be set: those of `fetch` cannot. */
export function writable(res: Response): Response {
  try {
    res.headers.delete("x-fresh-none");
    return res;
  } catch {
    return new Response(res.body, res);
  }
}

/** Headers as they were given, with a content type where they have none. */
export function typed(given: HeadersInit | undefined, type: string): HeadersInit {
  if (given === undefined) return { "content-type": type };
  const headers = new Headers(given);
  if (!headers.has("content-type")) headers.set("content-type", type);
  return headers;
}
