/**
 * Turns: work that several instances could do and one of them does.
 *
 * `turns/NAME` the number of the last turn that was taken.
 *
 * @module
 */
import { commit } from "./database.ts";

/** Rows of turns. */
export function turns(kv: Deno.Kv) {
  return {
    /** Whether this caller takes the turn: of all who ask for the same one, the first alone. */
    async take(name: string, turn: number): Promise<boolean> {
      const entry = await kv.get<number>(["turns", name]);
      if (entry.value !== null && entry.value >= turn) return false;
      return await commit(kv.atomic().check(entry).set(entry.key, turn)) !== null;
    },
  };
}
