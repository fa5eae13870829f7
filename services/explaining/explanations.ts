/**
 * Explaining a score, on request: Gemini writes, and until it does, or where it does not, what
 * the local reading knows stands in.
 *
 * @module
 */
import { type Explanation, isOver } from "../../store/explanations.ts";
import type { Store } from "../../store/store.ts";
import type { Jobs } from "../jobs.ts";
import { Problem } from "../problem.ts";
import { isId, type World } from "../world.ts";

interface Needs {
  readonly store: Store;
  readonly jobs: Pick<Jobs, "add" | "kick">;
  readonly world: World;
  /** Whether there is anybody to ask. */
  readonly setUp: boolean;
}

/** Asks for explanations and says how they stand. */
export function createExplanations({ store, jobs, world, setUp }: Needs) {
  return {
    /** The explanation that the person asked for, as far as it has come; null where they did not, or long ago. */
    async get(userId: string, scoreId: string): Promise<Explanation | null> {
      return (await store.explanations.get(userId, scoreId, world.now())).value;
    },

    /**
     * Asks for an explanation, unless one is under way or done, or the person has not allowed it.
     * However often it is asked for at once, one is made.
     *
     * @throws {Problem} `score_unknown`
     */
    async request(userId: string, scoreId: string): Promise<void> {
      if (!isId(scoreId) || !await store.scores.get(userId, scoreId)) {
        throw new Problem("score_unknown");
      }
      if (!setUp || !await store.consents.has(userId, "ai-explaining")) return;
      const now = world.now();
      const entry = await store.explanations.get(userId, scoreId, now);
      if (entry.value !== null && entry.value.status !== "failed") return;
      const operation = store.begin();
      store.explanations.set(operation, entry, {
        status: "waiting",
        text: "",
        model: null,
        code: null,
        tries: 0,
        retryAt: null,
        requestedAt: now,
        updatedAt: now,
      });
      jobs.add(operation, "explain-score", { userId, scoreId });
      if (await store.commit(operation)) jobs.kick();
    },

    /** The explanation as it is, and again whenever it has changed, until it is over or `signal` ends. */
    async *watch(
      userId: string,
      scoreId: string,
      signal: AbortSignal,
    ): AsyncGenerator<Explanation | null> {
      for await (const row of store.explanations.watch(userId, scoreId, world.now, signal)) {
        yield row;
        if (row === null || isOver(row)) return;
      }
    },
  };
}
