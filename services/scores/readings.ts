/**
 * Having a person's scores read by Gemini, where they allow it.
 *
 * @module
 */
import type { Score } from "../../store/scores.ts";
import type { Store } from "../../store/store.ts";
import type { Consents, ConsentState } from "../consents.ts";
import type { Jobs } from "../jobs.ts";
import { Problem } from "../problem.ts";
import { isId } from "../world.ts";

/** Asks for readings; the job `ask-gemini` makes them. */
export type Readings = ReturnType<typeof createReadings>;

interface Needs {
  readonly store: Store;
  readonly consents: Consents;
  readonly jobs: Pick<Jobs, "add" | "kick">;
}

/** Whether Gemini has read the score. */
export function readByGemini({ chain }: Score): boolean {
  return chain.some(({ provider, outcome }) =>
    provider === "gemini" && (outcome === "ok" || outcome === "nothing")
  );
}

/** Puts scores in the line for Gemini. */
export function createReadings({ store, consents, jobs }: Needs) {
  return {
    /** How the person stands to their scores being read by Gemini. */
    consent: (userId: string): Promise<ConsentState> => consents.state(userId, "ai-reading"),

    /** Adds the asking to `operation`; `kick` once that is committed. */
    add(operation: Deno.AtomicOperation, userId: string, id: string): void {
      jobs.add(operation, "ask-gemini", { userId, id });
    },

    kick: () => jobs.kick(),

    /**
     * Has a score read by Gemini that has been read here already; nothing happens where
     * Gemini has read it, is about to, or is not allowed to.
     *
     * @throws {Problem} `score_unknown`
     */
    async ask(userId: string, id: string): Promise<void> {
      if (!isId(id)) throw new Problem("score_unknown");
      if (await this.consent(userId) !== "allowed") return;
      const score = await store.scores.change(
        userId,
        id,
        (score) =>
          score.gemini !== undefined || score.chain.length === 0 || readByGemini(score)
            ? score
            : { ...score, gemini: { state: "asking" } },
        (operation, before, after) => {
          if (before !== after) this.add(operation, userId, id);
        },
      );
      if (score === null) throw new Problem("score_unknown");
      this.kick();
    },
  };
}
