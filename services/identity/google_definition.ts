import type { Definition, Failure } from "../integration/definition.ts";

function classify(_error: unknown): Failure {
  return { code: "unavailable", reason: "it could not be reached", retryable: true };
}

/** Sign-in with Google, as data. */
export const googleDefinition: Definition = {
  name: "google-oauth",
  purpose: "signs people in",
  sends: "nothing of ours: Google tells us who you are",
  timeoutMs: 4_000,
  retry: { attempts: 1, firstWaitMs: 200, longestWaitMs: 1_000 },
  breaker: { consecutive: 5, openMs: 30_000 },
  quotas: [{ unit: "call", limit: 10_000, per: "day" }],
  probe: { everyMs: 5 * 60_000, what: "GET /.well-known/openid-configuration" },
  price: { perCall: 0, perThousandTokens: 0 },
  classify,
};
