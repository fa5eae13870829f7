/**
 * The id of the request that something is done for: it goes with every log line, with the
 * jobs that the request makes, to the vendors that are called for it, and back in the answer.
 *
 * @module
 */
import { AsyncLocalStorage } from "node:async_hooks";

const current = new AsyncLocalStorage<string>();

/** The id of the request under way, or null outside of any. */
export function requestId(): string | null {
  return current.getStore() ?? null;
}

/** Runs `work`, and all that it starts, as part of request `id`. */
export function withRequestId<T>(id: string, work: () => T): T {
  return current.run(id, work);
}
