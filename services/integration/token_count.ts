import type { Store } from "../../store/store.ts";
import type { World } from "../world.ts";
import { type Count, countPath } from "./count.ts";
import type { Quota } from "./definition.ts";
import { holds, quotaWindow } from "./window.ts";

/** From here on a quota is near its end. */
const NEAR = 0.8;
/** How old the other instances' share of a count may be while there is plenty. */
const FRESH_MS = 5_000;

/**
 * Counts tokens after they are used: a call says only when it is over how many it took. No call is
 * made any more once they are used up; calls that are under way by then go over it.
 */
export function createTokenCount(
  integration: string,
  quota: Quota,
  store: Pick<Store, "counters">,
  world: World,
): Count {
  let window = quotaWindow(quota.per, world.now());
  /** What the store had when last asked. */
  let known = 0;
  /** What this instance used, and has not written. */
  let pending = 0;
  let readAt = -Infinity;
  let syncing: Promise<void> = Promise.resolve();

  async function write(): Promise<void> {
    const writing = pending;
    if (writing > 0) {
      await store.counters.add([[countPath(integration, quota, window), writing]]);
      pending -= writing; // Not before: what could not be written is still to be.
    }
    const now = world.now();
    window = quotaWindow(quota.per, now);
    known = await store.counters.get(countPath(integration, quota, window));
    readAt = now;
  }

  /** Writes and reads; one at a time, or what is pending would be written twice. */
  const sync = () => syncing = syncing.catch(() => {}).then(write);

  return {
    ready: (now) =>
      holds(window, now) && Math.abs(now - readAt) < FRESH_MS &&
      known + pending < quota.limit * NEAR,
    takeReady: () => {},

    async take() {
      if (!this.ready(world.now())) await sync();
      return known + pending < quota.limit ? null : window.end;
    },

    putBack: () => {},
    spend: (tokens) => void (pending += tokens),

    async use() {
      await sync();
      return { ...quota, used: known + pending, resetsAt: window.end };
    },

    async flush() {
      if (pending > 0) await sync();
    },
  };
}
