/**
 * The answers along the way to Google and back: none of them is kept, and none tells
 * another site what stands in its address.
 *
 * @module
 */
import { type GoogleProblem, googleProblem } from "../services/identity/google_problem.ts";
import { HOME } from "../services/identity/return_path.ts";
import { Problem } from "../services/problem.ts";

/** Headers of whatever has, or had, a state or a code in its address. */
export const UNSEEN = { "referrer-policy": "no-referrer", "cache-control": "no-store" };

/** Sends the browser on, with cookies. */
export function sendOn(location: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ ...UNSEEN, location });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}

/** The page, with the problem that it is to speak of; `returnTo` is kept for the next try. */
export function withProblem(page: string, problem: GoogleProblem, returnTo = ""): string {
  const query = new URLSearchParams({ problem });
  if (returnTo !== "" && returnTo !== HOME) query.set("returnTo", returnTo);
  return `${page}?${query}`;
}

/** Which of these problems was thrown; anything else is thrown on. */
export function caughtProblem(error: unknown): GoogleProblem {
  const known = error instanceof Problem ? googleProblem(error.code) : null;
  if (known === null) throw error;
  return known.code as GoogleProblem;
}
