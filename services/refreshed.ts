import { logError } from "./log.ts";
import type { World } from "./world.ts";

/** Something that is read now and then. */
interface Refreshed<T> {
  /** What was last read; null where that never succeeded. */
  readonly known: () => T | null;
  readonly isFresh: () => boolean;
  /** Reads it anew where it may be stale; null where it is fresh. Never throws. */
  readonly refresh: () => Promise<void> | null;
}

/**
 * Reads something at most every `freshMs`, once for all who want it at the same time. What cannot
 * be read is logged, and what was known holds.
 *
 * @param what names it in the log
 */
export function createRefreshed<T>(
  what: string,
  read: () => Promise<T>,
  freshMs: number,
  world: World,
): Refreshed<T> {
  let known: T | null = null;
  let readAt = -Infinity;
  let reading: Promise<void> | null = null;

  async function readAnew(): Promise<void> {
    try {
      known = await read();
    } catch (error) {
      logError(`${what}_unreadable`, error);
    } finally {
      readAt = world.now();
      reading = null;
    }
  }

  // A clock that was ahead when it was read, and was set right, must not keep it for so long.
  const isFresh = () => Math.abs(world.now() - readAt) < freshMs;

  return {
    known: () => known,
    isFresh,
    refresh: () => isFresh() ? null : reading ??= readAnew(),
  };
}
