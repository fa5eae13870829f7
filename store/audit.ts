/**
 * Every call to a third party, in the order they were made.
 *
 * `audit/TIME/ID` the entry, `audit_of/USER/TIME/ID` the same for the person it was about, with what
 * of theirs it was: that goes with the person.
 *
 * @module
 */
import { commit } from "./database.ts";

/** One call. Nothing in it names a person but the pseudonymous `subject`. */
export interface AuditEntry {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly integration: string;
  readonly operation: string;
  /** The id of the person it was about, or null. */
  readonly subject: string | null;
  /** `ok` or the code of the error. */
  readonly outcome: string;
  /** Milliseconds it took, all attempts together. */
  readonly ms: number;
  readonly attempts: number;
  readonly tokens: number;
  /** How many bytes of the person's left the house, as far as the integration says. */
  readonly bytes: number;
  /** What of the person's it was about: a score's id, a letter's template; in their own list alone. */
  readonly about?: string;
}

/** Where a page of entries begins: after this one. */
export type AuditPlace = Pick<AuditEntry, "at" | "id">;

/** How long it is kept. */
export const AUDIT_KEPT_MS = 400 * 24 * 60 * 60 * 1000;

/** Rows of the audit; each goes by itself after 400 days. */
export function audit(kv: Deno.Kv) {
  return {
    /** Notes several calls, 100 at most, in one step. */
    async add(entries: readonly AuditEntry[]): Promise<void> {
      const operation = kv.atomic();
      for (const { about, ...entry } of entries) {
        const options = { expireIn: AUDIT_KEPT_MS };
        operation.set(["audit", entry.at, entry.id], entry, options);
        if (entry.subject === null) continue;
        const theirs = about === undefined ? entry : { ...entry, about };
        operation.set(["audit_of", entry.subject, entry.at, entry.id], theirs, options);
      }
      await commit(operation);
    },

    /** Calls made at or after `from` (milliseconds since 1970), newest first. */
    async since(from: number, limit: number): Promise<AuditEntry[]> {
      const rows = kv.list<AuditEntry>(
        { prefix: ["audit"], start: ["audit", from] },
        { reverse: true, limit, batchSize: Math.min(limit, 500) },
      );
      return await Array.fromAsync(rows, ({ value }) => value);
    },

    /** The newest calls about one person, or those `before` one of them. */
    async newestOf(
      subject: string,
      limit: number,
      now: number,
      before?: AuditPlace,
    ): Promise<AuditEntry[]> {
      const prefix = ["audit_of", subject];
      const end = before === undefined ? [...prefix, now + 1] : [...prefix, before.at, before.id];
      const rows = kv.list<AuditEntry>(
        // The database deletes late.
        { start: [...prefix, now - AUDIT_KEPT_MS], end },
        { reverse: true, limit },
      );
      return await Array.fromAsync(rows, ({ value }) => value);
    },
  };
}
