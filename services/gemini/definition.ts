import type { Definition, Failure } from "../integration/definition.ts";

function classify(_error: unknown): Failure {
  return { code: "unavailable", reason: "it could not be reached", retryable: true };
}

/** Gemini, as data. */
export const geminiDefinition: Definition = {
  name: "gemini",
  purpose: "reads and explains scores",
  sends: "the first pages of the score, and nothing about you",
  timeoutMs: 20_000,
  retry: { attempts: 2, firstWaitMs: 500, longestWaitMs: 5_000 },
  breaker: { consecutive: 5, openMs: 60_000 },
  quotas: [
    { unit: "call", limit: 60, per: "minute" },
    { unit: "token", limit: 1_000_000, per: "day" },
  ],
  probe: { everyMs: 5 * 60_000, what: "GET /models" },
  price: { perCall: 0, perThousandTokens: 500 },
  classify,
};
