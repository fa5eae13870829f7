import type { ConsentState } from "../services/consents.ts";
import type { Score } from "../store/scores.ts";

/** Why Gemini has not answered yet, by the code that it was put off with. */
const REASONS: Record<string, string> = {
  turn: "Gemini reads ten of your scores a minute, and this one’s turn comes by itself",
  quota_exhausted: "Gemini’s allowance is used up, and it will be asked again by itself",
  rate_limited: "Gemini has too much to do, and it will be asked again by itself",
  internal: "Gemini could not be asked, and it will be by itself",
  retired: "Gemini’s model is not there, and it will be asked again by itself",
  invalid_response: "Gemini’s answer could not be used, and it will be asked again by itself",
};
const AWAY = "Gemini is not answering, and it will be asked again by itself";

/** What is being done, or still to be done, to read the score; null where nothing is. */
export function readingState(score: Score, consent: ConsentState): string | null {
  const { status, gemini, picture, chain } = score;
  if (picture) {
    return "The page is being read from its picture. Title and composer follow in some seconds.";
  }
  // They took it back: what waits ends by itself, and nothing is sent.
  if (gemini !== undefined && consent !== "allowed") return null;
  if (gemini?.state === "later") {
    return `${REASONS[gemini.code ?? ""] ?? AWAY}. What stands here was read on this server.`;
  }
  if (gemini?.state === "asking") {
    return "Gemini is reading the score as well. What stands here was read on this server; the rest appears by itself.";
  }
  if (status === "ready" || chain.length > 0) return null;
  return "The first page is being read. Title and composer follow in a moment.";
}
