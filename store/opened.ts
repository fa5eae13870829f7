/**
 * The scores that a person has opened of late.
 *
 * `opened/USER` their ids, the latest first, in one row.
 *
 * @module
 */
import { commit } from "./database.ts";

const MOST = 48;

const openedKey = (userId: string) => ["opened", userId];

/** The row of what was opened. */
export function opened(kv: Deno.Kv) {
  return {
    async list(userId: string): Promise<readonly string[]> {
      return (await kv.get<string[]>(openedKey(userId))).value ?? [];
    },

    /** Puts a score first; of two at once one may be forgotten. */
    async add(userId: string, id: string): Promise<void> {
      const before = await this.list(userId);
      if (before[0] === id) return;
      const next = [id, ...before.filter((other) => other !== id)].slice(0, MOST);
      await commit(kv.atomic().set(openedKey(userId), next));
    },
  };
}
