/** A response whose headers can be set: those of `fetch` cannot. */
export function writable(res: Response): Response {
  try {
    res.headers.delete("x-fresh-none");
    return res;
  } catch {
    return new Response(res.body, res);
  }
}
