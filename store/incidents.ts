/**
 * Incidents: what went wrong with a third party, from when to when, told as it went.
 *
 * `incidents_open/INTEGRATION/SUBJECT` one that lasts, so that there is never a second one of
 * the same; `incidents/OPENED_AT/ID` one that is over.
 *
 * @module
 */

import type { IncidentPapers } from "./incident_papers.ts";

/** `notice`: only an operator needs to know. `minor`: people may notice. `major`: a stand-in plays. */
export type Severity = "notice" | "minor" | "major";

/** What happened, in plain words. */
export interface IncidentEvent {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly text: string;
}

/** A time in which the stand-in played, in milliseconds since 1970; `to` is null while it does. */
export interface Spell {
  readonly from: number;
  readonly to: number | null;
}

/** One incident. Nothing in it names a person. */
export interface Incident {
  readonly id: string;
  readonly integration: string;
  /** What it is about; an integration has at most one open incident a subject. */
  readonly subject: string;
  /** The worst so far. */
  readonly severity: Severity;
  readonly title: string;
  /** The signs by which it shows now. */
  readonly signs: readonly string[];
  /** How bad it is now; null while no sign shows. */
  readonly shows: Severity | null;
  /** When its stand-in played. */
  readonly spells: readonly Spell[];
  /** Milliseconds since 1970, as are the others. */
  readonly openedAt: number;
  /** Since when no sign shows; null while one does. */
  readonly wellSince: number | null;
  /** When it ended; null while it lasts. */
  readonly closedAt: number | null;
  readonly timeline: readonly IncidentEvent[];
  /** An operator opened it, and an operator closes it. */
  readonly byHand?: true;
  /** It is not told on the status page. */
  readonly hidden?: boolean;
  /** A note of a person or a review of it has been public: whoever tells it looks for them. */
  readonly papers?: true;
}

/** An open incident and the version it was read at. */
export type IncidentRow = Deno.KvEntry<Incident>;

export const INCIDENTS_KEPT_MS = 120 * 24 * 60 * 60 * 1000;

/** How long it is kept yet, as an option of what is written; until it is over nothing runs out. */
export function left({ closedAt }: Incident, now: number): { expireIn?: number } {
  return closedAt === null ? {} : { expireIn: Math.max(1, closedAt + INCIDENTS_KEPT_MS - now) };
}

const openKey = ({ integration, subject }: Incident) => ["incidents_open", integration, subject];

/** Rows of incidents; one that is over goes by itself after 120 days. */
export function incidents(kv: Deno.Kv, papers: Pick<IncidentPapers, "age">) {
  return {
    /** One that lasts or is over, with its version. */
    async find(id: string): Promise<IncidentRow | null> {
      for (const prefix of [["incidents_open"], ["incidents"]]) {
        for await (const row of kv.list<Incident>({ prefix }, { reverse: true })) {
          if (row.value.id === id) return row;
        }
      }
      return null;
    },

    /**
     * Writes one anew, open or over; the commit fails where somebody else did. What is written
     * about it goes with this, or one that is just closed would not know of it.
     */
    write(operation: Deno.AtomicOperation, row: IncidentRow, next: Incident, now: number): void {
      operation.check(row).set(row.key, next, left(next, now));
    },

    /** Opens one; the commit fails where one of the same subject is open already. */
    open(operation: Deno.AtomicOperation, incident: Incident): void {
      const key = openKey(incident);
      operation.check({ key, versionstamp: null }).set(key, incident);
    },

    /** Writes on in an open one; the commit fails where another instance did. */
    change(operation: Deno.AtomicOperation, row: IncidentRow, incident: Incident): void {
      operation.check(row).set(row.key, incident);
    },

    /** Ends one, and lets what was written about it run out with it; the commit fails where another instance did. */
    async close(
      operation: Deno.AtomicOperation,
      row: IncidentRow,
      incident: Incident,
    ): Promise<void> {
      await papers.age(operation, incident.id, INCIDENTS_KEPT_MS);
      operation.check(row).delete(row.key)
        .set(["incidents", incident.openedAt, incident.id], incident, {
          expireIn: INCIDENTS_KEPT_MS,
        });
    },

    /** Those that last. */
    async current(): Promise<IncidentRow[]> {
      return await Array.fromAsync(kv.list<Incident>({ prefix: ["incidents_open"] }));
    },

    /** Those that are over and were opened after `from` (milliseconds since 1970), newest first. */
    async past(from: number, limit = 500): Promise<Incident[]> {
      const rows = kv.list<Incident>(
        { prefix: ["incidents"], start: ["incidents", from] },
        { reverse: true, limit },
      );
      return await Array.fromAsync(rows, ({ value }) => value);
    },
  };
}
