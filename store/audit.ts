/**
 * Every call to a third party, in the order they were made.
 *
 * `audit/TIME/ID` the entry, `audit_by/INTEGRATION/TIME/ID` the same for whom it was made to,
 * `audit_of/USER/TIME/ID` the same for the person it was about, with what of theirs it was: that goes
 * with the person.
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

/** A place in the audit: milliseconds since 1970, and the id of what stands there. */
export type Place = readonly [at: number] | readonly [at: number, id: string];

/** Which calls are looked at: those about a person, else those to an integration, else all. */
export interface AuditPart {
  readonly subject: string | null;
  readonly integration: string | null;
}

/** How long it is kept. */
export const AUDIT_KEPT_MS = 400 * 24 * 60 * 60 * 1000;
/** How many rows are fetched at once where nobody knows how many are wanted. */
const BATCH = 200;

function prefixOf({ subject, integration }: AuditPart): Deno.KvKey {
  if (subject !== null) return ["audit_of", subject];
  return integration === null ? ["audit"] : ["audit_by", integration];
}

/** Rows of the audit; each goes by itself after 400 days. */
export function audit(kv: Deno.Kv) {
  /** Whom of those that they are about there is an account of. */
  async function present(entries: readonly AuditEntry[]): Promise<ReadonlySet<string>> {
    const there = new Set<string>();
    for (const subject of new Set(entries.map(({ subject }) => subject))) {
      if (subject === null) continue;
      const user = await kv.get(["users", subject]);
      if (user.value !== null) there.add(subject);
    }
    return there;
  }

  return {
    /**
     * Notes several calls, 100 at most, in one step. Whoever is gone has no list of their own any
     * more: a file of theirs may be taken away elsewhere long after.
     */
    async add(entries: readonly AuditEntry[]): Promise<void> {
      const there = await present(entries);
      const operation = kv.atomic();
      for (const { about, ...entry } of entries) {
        const options = { expireIn: AUDIT_KEPT_MS };
        operation.set(["audit", entry.at, entry.id], entry, options);
        operation.set(["audit_by", entry.integration, entry.at, entry.id], entry, options);
        if (entry.subject === null || !there.has(entry.subject)) continue;
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

    /** Calls at or after `from` and before a place, newest first, as they are asked for. */
    async *before(
      part: AuditPart,
      from: number,
      place: Place,
      now: number,
    ): AsyncGenerator<AuditEntry> {
      const prefix = prefixOf(part);
      // The database deletes late.
      const oldest = Math.max(from, now - AUDIT_KEPT_MS);
      if (oldest > place[0]) return;
      const rows = kv.list<AuditEntry>(
        { start: [...prefix, oldest], end: [...prefix, ...place] },
        { reverse: true, batchSize: BATCH },
      );
      for await (const { value } of rows) yield value;
    },

    /** The newest calls about one person, or those before a place. */
    async newestOf(
      subject: string,
      limit: number,
      now: number,
      place: Place = [now + 1],
    ): Promise<AuditEntry[]> {
      const found: AuditEntry[] = [];
      for await (const entry of this.before({ subject, integration: null }, 0, place, now)) {
        if (found.push(entry) === limit) break;
      }
      return found;
    },
  };
}
