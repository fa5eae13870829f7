import type { Definition, Failure } from "../integration/definition.ts";
import type { IntegrationErrorCode } from "../integration/error.ts";

/** What oauth4webapi throws: a code of its own, and the answer or the OAuth error it is about. */
interface OAuthError {
  readonly code?: unknown;
  readonly error?: unknown;
  readonly response?: unknown;
  readonly cause?: unknown;
}

type Meaning = Pick<Failure, "retryable" | "healthy"> & { readonly code: IntegrationErrorCode };

const AWAY: Meaning = { code: "unavailable", retryable: true };
/** Of our own settings: no further try helps until they are put right. */
const OURS: Meaning = { code: "unavailable", retryable: false };
const TOO_MANY: Meaning = { code: "rate_limited", retryable: true };
/** Google is well, and what we brought is not good: a used code, somebody else's token. */
const NO: Meaning = { code: "rejected", retryable: false, healthy: true };
const GARBLED: Meaning = { code: "invalid_response", retryable: true };
const WRONG: Meaning = { code: "invalid_response", retryable: false };

/** Of oauth4webapi and of ours; the network's errors have others, or none. */
const OWN_CODE = /^(OAUTH|ANSWER)_/;

/** By oauth4webapi's code, where it says enough; any other one is an answer that makes no sense. */
const byCode: Record<string, Meaning> = {
  OAUTH_PARSE_ERROR: GARBLED,
  OAUTH_RESPONSE_IS_NOT_JSON: GARBLED,
  OAUTH_JWT_CLAIM_COMPARISON_FAILED: NO,
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: NO,
};

/** The errors of the token endpoint (RFC 6749 section 5.2), and of the one that takes tokens back (RFC 7009 section 2.2.1). */
const byOAuthError: Record<string, Meaning> = {
  invalid_grant: NO,
  invalid_request: NO,
  invalid_client: OURS,
  unauthorized_client: OURS,
  unsupported_grant_type: OURS,
  invalid_token: NO,
  unsupported_token_type: NO,
};

const byStatus: Record<number, Meaning> = {
  403: { code: "quota_exhausted", retryable: false, healthy: true },
  404: { code: "retired", retryable: false },
  410: { code: "retired", retryable: false },
  429: TOO_MANY,
};

/** Longer than this nobody waits for a retry; what is asked for beyond it is not believed. */
const LONGEST_WAIT_MS = 60_000;
/** Google does not say when its day begins anew, so we ask again after this. */
const QUOTA_WAIT_MS = 10 * 60_000;

function classify(thrown: unknown): Failure {
  const error = thrown as OAuthError;
  if (typeof error?.code !== "string" || !OWN_CODE.test(error.code)) {
    return { ...AWAY, reason: "it could not be reached" };
  }
  const answer = [error.response, error.cause].find((part) => part instanceof Response);
  if (answer !== undefined && answer.status !== 200) {
    const word = typeof error.error === "string" ? error.error : "";
    const { status } = answer;
    const meaning = byOAuthError[word] ?? byStatus[status] ?? (status >= 500 ? AWAY : OURS);
    return { ...meaning, reason: `it answered ${status}`, retryAfterMs: rest(meaning, answer) };
  }
  const meaning = byCode[error.code] ?? WRONG;
  return { ...meaning, reason: `its answer is not good (${error.code})` };
}

/** How long Google wants to be left alone; undefined where it does not say. */
function rest({ code }: Meaning, answer: Response): number | undefined {
  if (code === "quota_exhausted") return QUOTA_WAIT_MS;
  const seconds = Number(answer.headers.get("retry-after"));
  return seconds > 0 ? Math.min(seconds * 1000, LONGEST_WAIT_MS) : undefined;
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
