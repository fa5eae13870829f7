/**
 * How much of a vendor's allowance is used, by all instances together.
 *
 * @module
 */
import type { Store } from "../../store/store.ts";
import type { World } from "../world.ts";
import { createCallCount } from "./call_count.ts";
import type { QuotaUse } from "./count.ts";
import type { Definition } from "./definition.ts";
import { createTokenCount } from "./token_count.ts";

export type { QuotaUse } from "./count.ts";

const KINDS = { call: createCallCount, token: createTokenCount };

/** The quotas of one integration: a call is made where each has one left. */
export function createQuotas(
  { name, quotas }: Pick<Definition, "name" | "quotas">,
  store: Pick<Store, "counters">,
  world: World,
) {
  const counts = quotas.map((quota) => KINDS[quota.unit](name, quota, store, world));
  let turns: Promise<number | null> = Promise.resolve(null);

  async function takeWithCare(): Promise<number | null> {
    for (const [n, count] of counts.entries()) {
      const resetsAt = await count.take();
      if (resetsAt === null) continue;
      for (const taken of counts.slice(0, n)) taken.putBack();
      return resetsAt;
    }
    return null;
  }

  return {
    /**
     * Takes one call out of the quotas, where all of them have one left; at once where no store
     * need be asked.
     *
     * @returns null, or when the exhausted quota begins anew (milliseconds since 1970)
     */
    take(): number | null | Promise<number | null> {
      const now = world.now();
      if (!counts.every((count) => count.ready(now))) {
        // One at a time within this instance; the store keeps the instances apart.
        return turns = turns.catch(() => null).then(takeWithCare);
      }
      for (const count of counts) count.takeReady();
      return null;
    },

    /** Puts back a call that was taken and not made. */
    putBack(): void {
      for (const count of counts) count.putBack();
    },

    /** Adds tokens that a call turned out to have used. */
    spend(tokens: number): void {
      for (const count of counts) count.spend(tokens);
    },

    /** The quotas as they stand in the store. */
    use: (): Promise<QuotaUse[]> => Promise.all(counts.map((count) => count.use())),

    /** Writes down what was used. */
    async flush(): Promise<void> {
      await Promise.all(counts.map((count) => count.flush()));
    },
  };
}
