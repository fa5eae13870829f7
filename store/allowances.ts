/**
 * When somebody did what may be done only so often.
 *
 * `allowances/WHO/WHAT/SPAN` the times, the oldest first
 *
 * @module
 */
import { commit } from "./database.ts";

/** Whose times, of what, and how long each of them counts (milliseconds). */
export interface Counted {
  /** An id or a hash: no address is kept. */
  readonly who: string;
  readonly what: string;
  readonly spanMs: number;
}

/** Rows of times. */
export function allowances(kv: Deno.Kv) {
  const key = ({ who, what, spanMs }: Counted) => ["allowances", who, what, spanMs];

  /** Those that count at `now`; one that is far ahead was written by a clock that was wrong. */
  const counting = (times: readonly number[] | null, { spanMs }: Counted, now: number) =>
    (times ?? []).filter((time) => Math.abs(now - time) < spanMs);

  return {
    /** The times that count at `now`, the oldest first. */
    async get(counted: Counted, now: number): Promise<number[]> {
      return counting((await kv.get<number[]>(key(counted))).value, counted, now);
    },

    /**
     * Changes the times, as often as it takes when others change them at the same time. The row is
     * written either way, so that how long it takes does not tell.
     *
     * @param next gives what there is to be, from what there is
     * @returns the times as they were
     */
    async change(
      counted: Counted,
      now: number,
      next: (times: readonly number[]) => readonly number[],
    ): Promise<number[]> {
      while (true) {
        const entry = await kv.get<number[]>(key(counted));
        const before = counting(entry.value, counted, now);
        const operation = kv.atomic().check(entry)
          .set(entry.key, next(before), { expireIn: counted.spanMs });
        if (await commit(operation)) return before;
      }
    },
  };
}
