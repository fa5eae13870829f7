import { Problem, type ProblemCode } from "../problem.ts";

/** All that can come of a way to Google and back, besides success. */
const CODES = [
  "google_cancelled",
  "google_away",
  "google_full",
  "google_off",
  "google_stale",
  "google_refused",
  "google_unconfirmed",
  "google_unowned",
  "google_taken",
  "google_another",
  "google_other",
  "google_last",
  "google_again",
  "google_closed",
  "client_too_many",
] as const satisfies ProblemCode[];

/** What a page is told by its address: one of these and nothing else. */
export type GoogleProblem = (typeof CODES)[number];

/** The problem that a page's address names, or null: whatever else stands there is shown to nobody. */
export function googleProblem(code: unknown): Problem | null {
  const known = CODES.find((each) => each === code);
  return known === undefined ? null : new Problem(known);
}
