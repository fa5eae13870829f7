/**
 * What a person allowed.
 *
 * `consents/USER/PURPOSE` when they allowed it; no row: not allowed.
 *
 * @module
 */
import { commit } from "./database.ts";

const consentKey = (userId: string, purpose: string) => ["consents", userId, purpose];

/** Rows of consents. */
export function consents(kv: Deno.Kv) {
  return {
    async has(userId: string, purpose: string): Promise<boolean> {
      return (await kv.get(consentKey(userId, purpose))).value !== null;
    },

    /** @param now milliseconds since 1970 */
    async give(userId: string, purpose: string, now: number): Promise<void> {
      await commit(kv.atomic().set(consentKey(userId, purpose), now));
    },

    async revoke(userId: string, purpose: string): Promise<void> {
      await commit(kv.atomic().delete(consentKey(userId, purpose)));
    },
  };
}
