/**
 * How long what is kept for a while is kept. Each row is written with its end, and the database
 * deletes it some time after that; a database whose rows came back from a backup may know no ends.
 * So what is over is looked for as well.
 *
 * @module
 */
import type { AddressChange } from "./address_changes.ts";
import type { KeptAnswer } from "./answers.ts";
import { type Attempt, keptUntil } from "./attempts.ts";
import { AUDIT_KEPT_MS } from "./audit.ts";
import { commit } from "./database.ts";
import { DEEDS_KEPT_MS } from "./deeds.ts";
import { type Explanation, EXPLANATION_KEPT_MS } from "./explanations.ts";
import { INCIDENTS_KEPT_MS } from "./incidents.ts";
import { DEAD_JOBS_KEPT_MS, type DeadJob } from "./jobs.ts";
import { type Mail, MAILBOX_KEPT_MS } from "./mailbox.ts";
import type { OAuthState } from "./oauth_states.ts";
import type { Session } from "./sessions.ts";

const DAY_MS = 24 * 60 * 60 * 1000;
/** As long as a session can live at all. */
const SESSIONS_KEPT_MS = 90 * DAY_MS;
/** As long as an address can be taken back. */
const CHANGES_KEPT_MS = 7 * DAY_MS;
const ROWS_PER_WRITE = 500;

/** When a row of each kind is over, in milliseconds since 1970. */
const ENDS: Readonly<Record<string, (row: Deno.KvEntry<unknown>) => number>> = {
  audit: ({ key }) => Number(key[1]) + AUDIT_KEPT_MS,
  audit_by: ({ key }) => Number(key[2]) + AUDIT_KEPT_MS,
  audit_of: ({ key }) => Number(key[2]) + AUDIT_KEPT_MS,
  deeds: ({ key }) => Number(key[1]) + DEEDS_KEPT_MS,
  incidents: ({ key }) => Number(key[1]) + INCIDENTS_KEPT_MS,
  jobs_dead: ({ value }) =>
    ((value as DeadJob).diedAt ?? (value as DeadJob).dueAt) + DEAD_JOBS_KEPT_MS,
  mailbox: ({ value }) => Date.parse((value as Mail).sentAt) + MAILBOX_KEPT_MS,
  sessions: ({ value }) => (value as Session).provenAt + SESSIONS_KEPT_MS,
  answers: ({ value }) => (value as KeptAnswer).expiresAt,
  answer_holders: ({ value }) => Number(value),
  address_changes: ({ value }) => {
    const { doneAt, expiresAt } = value as AddressChange;
    return doneAt === null ? expiresAt : doneAt + CHANGES_KEPT_MS;
  },
  explanations: ({ value }) => (value as Explanation).updatedAt + EXPLANATION_KEPT_MS,
  allowances: ({ key, value }) => Math.max(...value as number[]) + Number(key[3]),
  left_addresses: ({ value }) => Number(value) + DAY_MS,
  oauth_states: ({ value }) => (value as OAuthState).expiresAt,
  attempts: ({ value }) => keptUntil(value as Attempt),
};

/** How long rows can live that go by themselves and do not say when: as each kind is written. */
const LIVES: Readonly<Record<string, number>> = {
  arrivals_ended: DAY_MS,
  attempts_by_approval: DAY_MS,
  attempts_by_link: DAY_MS,
  deliveries: 8 * DAY_MS,
  documents: DAY_MS,
  key_reminders: 400 * DAY_MS,
  library_changes: DAY_MS,
  notices: 7 * DAY_MS,
  photo_drafts_ended: DAY_MS,
  told: 62 * DAY_MS,
};

/**
 * When a row of which no end is known goes at the latest; null where it may stay, or says itself
 * when it is over.
 *
 * @param now when it was read (milliseconds since 1970)
 */
export function latestEnd(key: Deno.KvKey, now: number): number | null {
  const kind = String(key[0]);
  return Object.hasOwn(LIVES, kind) ? now + LIVES[kind] : null;
}

/** Takes away what is over. */
export function retention(kv: Deno.Kv) {
  return {
    /**
     * @param now milliseconds since 1970
     * @returns how many rows were taken away
     */
    async sweep(now: number): Promise<number> {
      let removed = 0;
      for (const [kind, end] of Object.entries(ENDS)) {
        let operation = kv.atomic();
        let waiting = 0;
        for await (const row of kv.list({ prefix: [kind] }, { batchSize: ROWS_PER_WRITE })) {
          if (end(row) >= now) continue;
          operation.check(row).delete(row.key);
          removed++;
          if (++waiting < 90) continue; // A step takes a hundred checks.
          await commit(operation);
          [operation, waiting] = [kv.atomic(), 0];
        }
        if (waiting > 0) await commit(operation);
      }
      return removed;
    },
  };
}
