/**
 * The audit, searched: what was asked of third parties, and what operators did.
 *
 * @module
 */
import type { AuditEntry, Place } from "../store/audit.ts";
import type { Deed } from "../store/deeds.ts";
import type { Store } from "../store/store.ts";
import { type AuditQuery, queryText } from "./audit/query.ts";
import type { SignedIn } from "./identity/session.ts";
import type { Operators } from "./operators.ts";
import type { World } from "./world.ts";

/** A call to a third party, or what an operator did. */
export type AuditRow =
  | { readonly kind: "call"; readonly of: AuditEntry }
  | { readonly kind: "deed"; readonly of: Deed };

/** Some rows, the newest first. */
export interface AuditPage {
  readonly rows: readonly AuditRow[];
  /** Where older ones begin; null where there are none. */
  readonly next: Place | null;
  /** Where so many rows were looked at that the page ends before it is full: as far back as that. */
  readonly lookedBackTo: number | null;
}

const ROWS = 50;
/** A page looks at so many rows: what is rare is looked for in steps. */
const LOOKED_AT = 10_000;

const place = ({ of: { at, id } }: AuditRow): Place => [at, id];

/** Searches. */
export function createAudit({ store, operators, world }: {
  readonly store: Pick<Store, "audit" | "deeds">;
  readonly operators: Pick<Operators, "noteFirst">;
  readonly world: World;
}) {
  /** All calls and deeds that could fit, before a place, newest first. */
  async function* candidates(query: AuditQuery, end: Place): AsyncGenerator<AuditRow> {
    const { who: subject, service: integration } = query;
    const [from, now] = [query.from ?? 0, world.now()];
    const calls = query.kind === "deed"
      ? none()
      : tagged("call", store.audit.before({ subject, integration }, from, end, now));
    const deeds = query.kind === "call" || query.outcome !== null
      ? none()
      : tagged("deed", store.deeds.before(from, end, now));
    yield* newestFirst(calls, deeds);
  }

  return {
    /**
     * A page of what fits. The next page begins where this one ends, whatever is added meanwhile.
     *
     * @param before where the page before ended; null for the newest
     */
    async page(query: AuditQuery, before: Place | null): Promise<AuditPage> {
      const rows: AuditRow[] = [];
      let last: Place | null = null;
      let lookedAt = 0;
      for await (const row of candidates(query, before ?? [query.to ?? world.now() + 1])) {
        if (rows.length === ROWS) return { rows, next: last, lookedBackTo: null };
        if (lookedAt++ === LOOKED_AT) return { rows, next: last, lookedBackTo: last![0] };
        if (fits(query, row)) rows.push(row);
        last = place(row);
      }
      return { rows, next: null, lookedBackTo: null };
    },

    /** All that fits, newest first, as it is asked for. That it was taken is noted before, and not in it. @throws {Problem} `signed_out` */
    async export(by: SignedIn, query: AuditQuery): Promise<AsyncGenerator<AuditRow>> {
      const end: Place = [query.to ?? world.now()];
      await operators.noteFirst(by, {
        what: "audit-exported",
        to: "audit",
        subject: query.who,
        more: queryText(query),
      });
      return (async function* () {
        for await (const row of candidates(query, end)) if (fits(query, row)) yield row;
      })();
    },
  };
}

function fits({ who, service, outcome }: AuditQuery, row: AuditRow): boolean {
  if (row.kind === "deed") {
    const { by, subject, to } = row.of;
    return (who === null || by === who || subject === who) && (service === null || to === service);
  }
  const { subject, integration, outcome: came } = row.of;
  return (who === null || subject === who) && (service === null || integration === service) &&
    (outcome === null || (outcome === "failed" ? came !== "ok" : came === outcome));
}

async function* none(): AsyncGenerator<never> {}

async function* tagged<K extends AuditRow["kind"]>(
  kind: K,
  rows: AsyncGenerator<Extract<AuditRow, { kind: K }>["of"]>,
): AsyncGenerator<AuditRow> {
  for await (const of of rows) yield { kind, of } as AuditRow;
}

/** Two that are sorted become one. */
async function* newestFirst(
  one: AsyncGenerator<AuditRow>,
  other: AsyncGenerator<AuditRow>,
): AsyncGenerator<AuditRow> {
  const from = [one, other];
  try {
    const heads = [await one.next(), await other.next()];
    while (true) {
      const [a, b] = heads.map(({ value, done }) => done ? null : value as AuditRow);
      if (a === null && b === null) return;
      const first = b === null || (a !== null && isNewer(a, b)) ? 0 : 1;
      yield heads[first].value;
      heads[first] = await from[first].next();
    }
  } finally {
    for (const each of from) await each.return(undefined);
  }
}

function isNewer({ of: a }: AuditRow, { of: b }: AuditRow): boolean {
  return a.at === b.at ? a.id > b.id : a.at > b.at;
}
