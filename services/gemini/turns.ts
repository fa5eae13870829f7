/**
 * How often a person may have an AI work for them.
 *
 * @module
 */
import type { Store } from "../../store/store.ts";
import { quotaWindow } from "../integration/window.ts";
import type { World } from "../world.ts";

/** Counts of minutes that are over say nothing any more. */
const KEPT_MS = 10 * 60_000;

/** Turns of all people, counted in the store: several instances together give none too many. */
export type Turns = ReturnType<typeof createTurns>;

/** @example await turns.take("ai-reading", userId, 10) */
export function createTurns(store: Pick<Store, "counters">, world: World) {
  return {
    /**
     * Takes one of a person's turns of this minute.
     *
     * @returns null, or when the next minute begins (milliseconds since 1970) where none is left
     */
    async take(what: string, userId: string, perMinute: number): Promise<number | null> {
      const { start, end } = quotaWindow("minute", world.now());
      const turn = await store.counters.take(["turns", start, what, userId], perMinute);
      if (turn === 1) await store.counters.trim(["turns"], start - KEPT_MS);
      return turn === null ? end : null;
    },
  };
}
