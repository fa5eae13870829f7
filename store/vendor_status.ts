/**
 * What the vendors say in public of how they are.
 *
 * `vendor_status/INTEGRATION`
 *
 * @module
 */
import { commit } from "./database.ts";

/** A vendor's own word. */
export interface VendorWord {
  /** Who says it, as people know them. */
  readonly vendor: string;
  readonly level: "well" | "trouble";
  /** In the vendor's words, cut to a line. */
  readonly text: string;
  /** Since when, where the vendor says so (milliseconds since 1970). */
  readonly since: number | null;
}

/** The last word that could be read, and how reading goes. */
export interface VendorStatus {
  /** Null where none was ever read. */
  readonly word: VendorWord | null;
  /** When `word` was read. */
  readonly readAt: number | null;
  /** How often in a row it could not be read since. */
  readonly failures: number;
  readonly triedAt: number;
}

/** Rows of vendors' words. */
export function vendorStatus(kv: Deno.Kv) {
  const key = (integration: string) => ["vendor_status", integration];
  return {
    async get(integration: string): Promise<VendorStatus | null> {
      return (await kv.get<VendorStatus>(key(integration))).value;
    },

    async put(integration: string, status: VendorStatus): Promise<void> {
      await commit(kv.atomic().set(key(integration), status));
    },
  };
}
