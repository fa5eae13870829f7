import {
  DelegateBackoff,
  handleWhen,
  isTaskCancelledError,
  retry,
  timeout,
  TimeoutStrategy,
} from "cockatiel";
import type { World } from "../world.ts";
import type { Breaker } from "./breaker.ts";
import type { Definition, Failure } from "./definition.ts";

/** A call that came to nothing, already understood. */
class Failed extends Error {
  constructor(readonly failure: Failure) {
    super(failure.reason);
  }
}

const SHUT: Failure = {
  code: "circuit_open",
  reason: "it failed too often just now",
  retryable: false,
};

/** Makes the attempts of a call. */
export type Attempts = ReturnType<typeof createAttempts>;

/**
 * Timeout, breaker, and retry with exponential backoff and full jitter: each attempt has its own
 * time and counts for the breaker, and Retry-After is the least that is waited between two.
 */
export function createAttempts(
  { classify, timeoutMs, retry: { attempts, firstWaitMs, longestWaitMs } }: Definition,
  breaker: Breaker,
  world: World,
) {
  const limit = timeout(timeoutMs, TimeoutStrategy.Aggressive);
  const again = retry(handleWhen((error) => understand(error).retryable), {
    maxAttempts: attempts,
    backoff: new DelegateBackoff(({ attempt, result }) => {
      const { retryAfterMs = 0 } = understand((result as { error?: unknown }).error);
      return Math.max(retryAfterMs, jitter(attempt));
    }),
  });

  function jitter(attempt: number): number {
    const most = Math.min(longestWaitMs, firstWaitMs * 2 ** (attempt - 1));
    const dice = world.random(2);
    return most * (dice[0] * 256 + dice[1]) / 65_535;
  }

  /** What a thrown error means, in the words of this integration. */
  function understand(error: unknown): Failure {
    if (error instanceof Failed) return error.failure;
    if (isTaskCancelledError(error)) {
      return { code: "timeout", reason: `no answer within ${timeoutMs} ms`, retryable: true };
    }
    try {
      return classify(error, world.now());
    } catch {
      return { code: "unavailable", reason: "its error makes no sense", retryable: false };
    }
  }

  async function attempt<T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (!breaker.enter()) throw new Failed(SHUT);
    try {
      const value = await limit.execute(({ signal }) => run(signal));
      breaker.succeed();
      return value;
    } catch (error) {
      const failure = understand(error);
      if (failure.healthy) breaker.pass();
      else breaker.fail();
      throw new Failed(failure);
    }
  }

  return {
    /** Runs until it works, or no further attempt is allowed or can help; throws where it did not. */
    make: <T>(run: (signal: AbortSignal) => Promise<T>): Promise<T> =>
      again.execute(() => attempt(run)),

    /** The same in one attempt alone. */
    makeOnce: attempt,

    understand,
  };
}
