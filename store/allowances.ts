/**
 * When somebody did what may be done only so often.
 *
 * `allowances/WHO/WHAT/SPAN` the times, the oldest first
 *
 * @module
 */
import { commit } from "./database.ts";
import { createInTurn } from "./in_turn.ts";

/** Whose times, of what, and how long each of them counts (milliseconds). */
export interface Counted {
  /** An id or a hash: no address is kept. */
  readonly who: string;
  readonly what: string;
  readonly spanMs: number;
}

/** The clocks of two instances differ by less; a time that is further ahead was written by one that was wrong. */
const MOST_AHEAD_MS = 5 * 60_000;
/** Whoever was not the quickest waits so long at the most, or all would be too late again together. */
const LOST_WAIT_MS = 20;

/** Rows of times. */
export function allowances(kv: Deno.Kv) {
  const key = ({ who, what, spanMs }: Counted) => ["allowances", who, what, spanMs];
  const inTurn = createInTurn();

  const counting = (times: readonly number[] | null, { spanMs }: Counted, now: number) =>
    (times ?? []).filter((time) => time > now - spanMs && time <= now + MOST_AHEAD_MS)
      .sort((a, b) => a - b);

  return {
    /** The times that count at `now`, the oldest first. */
    async get(counted: Counted, now: number): Promise<number[]> {
      return counting((await kv.get<number[]>(key(counted))).value, counted, now);
    },

    /**
     * Changes the times, as often as it takes when others change them at the same time.
     *
     * @param next gives what there is to be, from what there is; null where nothing is written
     * @returns the times as they were
     */
    change(
      counted: Counted,
      now: number,
      next: (times: readonly number[]) => readonly number[] | null,
    ): Promise<number[]> {
      return inTurn(key(counted).join(), async () => {
        while (true) {
          const entry = await kv.get<number[]>(key(counted));
          const before = counting(entry.value, counted, now);
          const after = next(before);
          if (after === null) return before;
          const operation = kv.atomic().check(entry)
            .set(entry.key, after, { expireIn: counted.spanMs });
          if (await commit(operation)) return before;
          await new Promise((resolve) => setTimeout(resolve, Math.random() * LOST_WAIT_MS));
        }
      });
    },
  };
}
