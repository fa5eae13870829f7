/**
 * Turns: work that several instances could do and one of them does.
 *
 * `turns/NAME` the number of the last turn that was taken.
 *
 * @module
 */
import { commit } from "./database.ts";

/** Clocks differ; one that was further ahead than this was wrong, and must not stop the work until then. */
const MOST_AHEAD = 2;

/** Rows of turns. */
export function turns(kv: Deno.Kv) {
  return {
    /** Whether this caller takes the turn: of all who ask for the same one, the first alone. */
    async take(name: string, turn: number): Promise<boolean> {
      const entry = await kv.get<number>(["turns", name]);
      const ahead = entry.value === null ? -1 : entry.value - turn;
      if (ahead >= 0 && ahead <= MOST_AHEAD) return false;
      return await commit(kv.atomic().check(entry).set(entry.key, turn)) !== null;
    },
  };
}
