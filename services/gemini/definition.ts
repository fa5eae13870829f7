import type { Definition } from "../integration/definition.ts";
import { classify } from "./failure.ts";

/** Gemini, as data. No page waits for it, so it has time: the larger models think for half a minute. */
export const geminiDefinition: Definition = {
  name: "gemini",
  purpose: "reads and explains scores",
  sends: "pictures of the first pages of the score, and nothing about you",
  timeoutMs: 40_000,
  retry: { attempts: 1, firstWaitMs: 500, longestWaitMs: 5_000 },
  breaker: { consecutive: 5, openMs: 60_000 },
  quotas: [
    { unit: "call", limit: 60, per: "minute" },
    { unit: "token", limit: 1_000_000, per: "day" },
  ],
  probe: { everyMs: 5 * 60_000, what: "GET /models/NAME" },
  price: { perCall: 0, perThousandTokens: 500 },
  classify,
};
