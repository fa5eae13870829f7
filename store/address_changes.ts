/**
 * Changes of address: one a person, asked for and not confirmed yet, or done a short while ago.
 *
 * `address_changes/USER`
 *
 * @module
 */

/** The two mailboxes that are asked. */
export const SIDES = ["old", "new"] as const;
export type Side = (typeof SIDES)[number];

/** A change that was asked for. Times are milliseconds since 1970. */
export interface AddressChange {
  readonly from: string;
  readonly to: string;
  /** The session it was asked for in. */
  readonly session: string;
  readonly askedAt: number;
  readonly expiresAt: number;
  /** What each mailbox was sent, by its SHA-256. */
  readonly hashes: Readonly<Record<Side, string>>;
  /** What the old one was sent when it was done, by its SHA-256; null until then. */
  readonly backHash: string | null;
  /** When each said yes, or null. */
  readonly confirmed: Readonly<Record<Side, number | null>>;
  /** When the address was changed, or null. */
  readonly doneAt: number | null;
}

/** A change with the version it was read at; the value is null where there is none. */
type AddressChangeEntry = Deno.KvEntryMaybe<AddressChange>;

/** Rows of changes. */
export function addressChanges(kv: Deno.Kv) {
  return {
    async get(userId: string): Promise<AddressChangeEntry> {
      return await kv.get<AddressChange>(["address_changes", userId]);
    },

    /** Sets the row in `operation`, which fails where somebody changed it since `entry` was read. */
    set(
      operation: Deno.AtomicOperation,
      entry: AddressChangeEntry,
      next: AddressChange,
      expireInMs: number,
    ): void {
      operation.check(entry).set(entry.key, next, { expireIn: expireInMs });
    },

    /** Takes it away in `operation`, which fails where somebody was quicker. */
    remove(operation: Deno.AtomicOperation, entry: AddressChangeEntry): void {
      operation.check(entry).delete(entry.key);
    },
  };
}
