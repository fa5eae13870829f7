/**
 * Addresses that mail must not go to any more: dead ones, and those of people who
 * called our mail unwanted. Kept by their SHA-256 alone.
 *
 * `suppressions/HASH`
 *
 * @module
 */
import { foldAddress } from "./address.ts";
import { commit } from "./database.ts";

/** Why, and since when (milliseconds since 1970). */
interface Suppression {
  readonly reason: "bounced" | "complained";
  readonly at: number;
}

/** Rows of suppressed addresses. */
export function suppressions(kv: Deno.Kv) {
  /** Mailboxes differ in case hardly ever; a dead one must not be tried in another spelling. */
  async function key(address: string): Promise<Deno.KvKey> {
    const bytes = new TextEncoder().encode(foldAddress(address));
    return ["suppressions", new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))];
  }
  return {
    async has(address: string): Promise<boolean> {
      return (await kv.get(await key(address))).value !== null;
    },

    async add(address: string, suppression: Suppression): Promise<void> {
      await commit(kv.atomic().set(await key(address), suppression));
    },
  };
}
