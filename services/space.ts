/**
 * How much room each person has, and takes: the bytes of their files, also of scores in the bin and
 * of files that are still on their way.
 *
 * @module
 */
import type { Store } from "../store/store.ts";
import { Problem } from "./problem.ts";

/** How full it is, in bytes. */
export interface Room {
  readonly used: number;
  readonly quota: number;
}

export type Space = ReturnType<typeof createSpace>;

/** @param quota bytes that each person has */
export function createSpace({ space }: Pick<Store, "space">, quota: number) {
  return {
    /** How full a person's library is. */
    async of(userId: string): Promise<Room> {
      return { used: await space.used(userId), quota };
    },

    /**
     * Commits `operation` with so much more taken, however many ask at once.
     *
     * @returns whether it was committed
     * @throws {Problem} `quota_full`
     */
    async claim(
      userId: string,
      bytes: number,
      operation: Deno.AtomicOperation,
    ): Promise<boolean> {
      const claimed = await space.claim(userId, bytes, quota, operation);
      if (claimed === null) throw new Problem("quota_full");
      return claimed;
    },

    /** Gives back in `operation` what was claimed. */
    release: space.release,
  };
}
