/**
 * Addresses that an account has left for another one, by their SHA-256: whatever was asked for
 * under one before that is over.
 *
 * `left_addresses/HASH` when it was left, in milliseconds since 1970.
 *
 * @module
 */
import { foldAddress } from "./address.ts";

/** As long as anything that was asked for under the address is known. */
const KEPT = { expireIn: 24 * 60 * 60 * 1000 };

/** Rows of addresses. */
export function leftAddresses(kv: Deno.Kv) {
  async function key(address: string): Promise<Deno.KvKey> {
    const bytes = new TextEncoder().encode(foldAddress(address));
    return ["left_addresses", new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))];
  }
  return {
    /** With the version it was read at; the value is null where nobody has left it. */
    async get(address: string): Promise<Deno.KvEntryMaybe<number>> {
      return await kv.get<number>(await key(address));
    },

    async add(operation: Deno.AtomicOperation, address: string, now: number): Promise<void> {
      operation.set(await key(address), now, KEPT);
    },
  };
}
