import type { Store } from "../../store/store.ts";
import type { World } from "../world.ts";
import { type Count, countPath } from "./count.ts";
import type { Quota } from "./definition.ts";
import { holds, quotaWindow } from "./window.ts";

/** The part of what is left that an instance takes ahead; near the end of a quota it is one call. */
const AHEAD = 0.01;

/**
 * Counts calls before they are made: a few are taken out of the store ahead, in one checked write,
 * and used up from memory, so that however many instances there are they make no call too many.
 * What was not used is given back at the next flush; an instance that dies before has used it.
 */
export function createCallCount(
  integration: string,
  quota: Quota,
  store: Pick<Store, "counters">,
  world: World,
): Count {
  let window = quotaWindow(quota.per, world.now());
  /** Calls that were taken and not used. */
  let ahead = 0;
  const path = () => countPath(integration, quota, window);

  /** Takes one call and some ahead out of the store; gives how many, none where none is left. */
  async function takeOut(): Promise<number> {
    let taken = 0;
    await store.counters.change(path(), (used) => {
      const left = quota.limit - used;
      taken = left < 1 ? 0 : Math.max(1, Math.floor(left * AHEAD));
      return taken === 0 ? null : used + taken;
    });
    return taken;
  }

  return {
    ready: (now) => ahead > 0 && holds(window, now),
    takeReady: () => void ahead--,

    async take() {
      const now = world.now();
      if (!holds(window, now)) [window, ahead] = [quotaWindow(quota.per, now), 0];
      if (ahead > 0) return ahead--, null;
      const taken = await takeOut();
      if (taken === 0) return window.end;
      ahead += taken - 1;
      return null;
    },

    putBack: () => void ahead++,
    spend: () => {},

    async use() {
      const current = quotaWindow(quota.per, world.now());
      const used = await store.counters.get(countPath(integration, quota, current));
      const unused = current.start === window.start ? ahead : 0;
      return { ...quota, used: Math.max(0, used - unused), resetsAt: current.end };
    },

    async flush() {
      if (ahead === 0) return;
      const unused = ahead;
      ahead = 0; // Should it not be written, it counts as used.
      await store.counters.change(path(), (used) => Math.max(0, used - unused));
    },
  };
}
