/**
 * What a person allowed, and what they said no to, so that they are asked once.
 *
 * `consents/USER/PURPOSE` their answer; no row: nobody has asked them.
 *
 * @module
 */
import { commit } from "./database.ts";

/** What a person answered, and when. */
interface ConsentAnswer {
  readonly allowed: boolean;
  /** Milliseconds since 1970. */
  readonly at: number;
}

const consentKey = (userId: string, purpose: string) => ["consents", userId, purpose];

/** Rows of consents. */
export function consents(kv: Deno.Kv) {
  async function put(userId: string, purpose: string, answer: ConsentAnswer): Promise<void> {
    await commit(kv.atomic().set(consentKey(userId, purpose), answer));
  }

  const set = (
    operation: Deno.AtomicOperation,
    userId: string,
    purpose: string,
    answer: ConsentAnswer,
  ) => void operation.set(consentKey(userId, purpose), answer);

  return {
    /** Whether they allow it now. */
    async has(userId: string, purpose: string): Promise<boolean> {
      return (await this.answer(userId, purpose))?.allowed === true;
    },

    /** What they last answered, or null where they were never asked. */
    async answer(userId: string, purpose: string): Promise<ConsentAnswer | null> {
      return (await kv.get<ConsentAnswer>(consentKey(userId, purpose))).value;
    },

    /** Writes their answer down in `operation`. */
    set,

    /** @param now milliseconds since 1970 */
    give: (userId: string, purpose: string, now: number) =>
      put(userId, purpose, { allowed: true, at: now }),

    /** Takes all that they answered away in `operation`: they are asked anew. */
    async withdraw(operation: Deno.AtomicOperation, userId: string): Promise<void> {
      for await (const { key } of kv.list({ prefix: ["consents", userId] })) operation.delete(key);
    },

    /** They say no, or take back what they allowed. */
    refuse: (userId: string, purpose: string, now: number) =>
      put(userId, purpose, { allowed: false, at: now }),
  };
}
