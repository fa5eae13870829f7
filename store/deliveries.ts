/**
 * What became of each mail, for whoever waits for it. No address is in it.
 *
 * `deliveries/LETTER`
 *
 * @module
 */
import { commit } from "./database.ts";

/** One mail on its way. */
export interface Delivery {
  /**
   * `leaving`: it is being handed over for the first time. `waiting`: it could not be, and is
   * tried again. `sent`: it was, or everything but that was done, for an address that takes no
   * mail of ours. `refused`: it never can be. `late`: it was given up.
   */
  readonly state: "leaving" | "waiting" | "sent" | "refused" | "late";
  /**
   * Milliseconds since 1970: the first time that it may have been handed over without our
   * hearing of it; null where it surely was not.
   */
  readonly doubtSince: number | null;
  /** Milliseconds since 1970: when it came to be in this state. */
  readonly at: number;
  /** The state that it was in before. */
  readonly before: Delivery["state"];
}

const KEPT_MS = 24 * 60 * 60 * 1000;

/** The key of a delivery, to be watched. */
export const deliveryKey = (letterId: string) => ["deliveries", letterId];

/** Rows of deliveries. */
export function deliveries(kv: Deno.Kv) {
  return {
    async get(letterId: string): Promise<Delivery | null> {
      return (await kv.get<Delivery>(deliveryKey(letterId))).value;
    },

    /** @param uselessInMs how long the letter is of use; the row is kept a day longer */
    async put(letterId: string, delivery: Delivery, uselessInMs: number): Promise<void> {
      const expireIn = Math.max(0, uselessInMs) + KEPT_MS;
      await commit(kv.atomic().set(deliveryKey(letterId), delivery, { expireIn }));
    },
  };
}
