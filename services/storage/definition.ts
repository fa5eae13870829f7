import { AnswerTooLarge } from "../bounded_fetch.ts";
import type { Definition, Failure } from "../integration/definition.ts";

/** The store gave another answer than the one that was asked for. */
export class StorageError extends Error {
  override readonly name = "StorageError";

  /**
   * @param status of its answer; 0 where the answer was not what it should be
   * @param word its code of the error, where it gave one
   */
  constructor(readonly status: number, readonly word: string, readonly retryAfterMs?: number) {
    super(`it answered ${status} ${word}`);
  }
}

/** Of our own settings: no further try helps until they are put right. */
const ours = (reason: string): Failure => ({ code: "unavailable", reason, retryable: false });
const away = (reason: string): Failure => ({ code: "unavailable", reason, retryable: true });

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html, as far as it matters here. */
const byWord: Record<string, Failure> = {
  NoSuchKey: {
    code: "rejected",
    reason: "it has no such file",
    retryable: false,
    healthy: true,
  },
  NoSuchBucket: ours("the bucket is not there"),
  BadDigest: away("the file arrived damaged"),
  XAmzContentSHA256Mismatch: away("the file arrived damaged"),
  RequestTimeTooSkewed: ours("our clock and its clock differ"),
};

function classify(error: unknown): Failure {
  if (error instanceof AnswerTooLarge) {
    return { code: "invalid_response", reason: "its answer did not end", retryable: true };
  }
  if (!(error instanceof StorageError)) return away("it could not be reached");
  const { status, word, retryAfterMs } = error;
  if (byWord[word] !== undefined) return byWord[word];
  if (status === 0) return { code: "invalid_response", reason: word, retryable: true };
  if (status === 401 || status === 403) return ours(`it does not take our keys (${status})`);
  if (status === 429 || word === "SlowDown") {
    return { code: "rate_limited", reason: `it answered ${status}`, retryable: true, retryAfterMs };
  }
  if (status === 404 || status === 405 || status === 410) {
    return { code: "retired", reason: `it answered ${status}`, retryable: false };
  }
  return status >= 500 ? away(`it answered ${status}`) : ours(`it answered ${status}`);
}

/** A store for files, as data. No page waits for it but the one that asks for a file. */
export const storageDefinition: Definition = {
  name: "storage",
  purpose: "keeps the files that people bring in",
  sends: "the files as you brought them in, and nothing about you",
  timeoutMs: 30_000,
  retry: { attempts: 1, firstWaitMs: 300, longestWaitMs: 3_000 },
  breaker: { consecutive: 5, openMs: 30_000 },
  quotas: [],
  probe: { everyMs: 5 * 60_000, what: "GET /BUCKET?list-type=2&max-keys=1" },
  price: { perCall: 5, perThousandTokens: 0 },
  spared: true,
  classify,
};
