/**
 * What is looked for in the audit, as it stands in an address and as it is typed.
 *
 * @module
 */
import { z } from "zod";
import type { Place } from "../../store/audit.ts";
import { type IntegrationName, INTEGRATIONS } from "../integration/definition.ts";
import { Problem } from "../problem.ts";
import { isId } from "../world.ts";

/** How a call can end; `failed` is any but the first. */
export const OUTCOMES = [
  "ok",
  "failed",
  "timeout",
  "unavailable",
  "rate_limited",
  "rejected",
  "invalid_response",
  "retired",
] as const;

/** What is looked for; null where it may be any. */
export interface AuditQuery {
  /** The id of a person. */
  readonly who: string | null;
  readonly service: IntegrationName | null;
  readonly outcome: (typeof OUTCOMES)[number] | null;
  readonly kind: "call" | "deed" | null;
  /** Milliseconds since 1970: at or after. */
  readonly from: number | null;
  /** Before. */
  readonly to: number | null;
}

const Minute = z.string().regex(/^\d{4}-\d\d-\d\d(T\d\d:\d\d)?$/)
  .transform((text) => Date.parse(text.length === 10 ? `${text}T00:00Z` : `${text}Z`))
  .pipe(z.number());

const Query = z.object({
  who: z.string().refine(isId).nullable().catch(null),
  service: z.enum(INTEGRATIONS).nullable().catch(null),
  outcome: z.enum(OUTCOMES).nullable().catch(null),
  kind: z.enum(["call", "deed"]).nullable().catch(null),
  from: Minute.nullable().catch(null),
  to: Minute.nullable().catch(null),
});

const NAMES = ["who", "service", "outcome", "kind", "from", "to"] as const;

/** The query of an address; what cannot be one is not looked for. */
export function readQuery(params: URLSearchParams): AuditQuery {
  return Query.parse(Object.fromEntries(NAMES.map((name) => [name, params.get(name)])));
}

/** The place of an address, where a page ends; null where there is none. */
export function readPlace(params: URLSearchParams): Place | null {
  const [, at, id] = /^(\d{1,15})-([0-9a-z]{26})$/.exec(params.get("before") ?? "") ?? [];
  return at === undefined ? null : [Number(at), id];
}

/**
 * The query that was typed. `who` is looked at by the caller, for it may be an address.
 *
 * @throws {Problem} `audit_who`, `audit_time`
 */
export function typedQuery(form: URLSearchParams, who: string | null): AuditQuery {
  const query = { ...readQuery(form), who };
  if (who !== null && !isId(who)) throw new Problem("audit_who");
  for (const name of ["from", "to"] as const) {
    if (query[name] === null && form.get(name)) throw new Problem("audit_time");
  }
  if (query.from !== null && query.to !== null && query.from >= query.to) {
    throw new Problem("audit_time");
  }
  return query;
}

/** A moment as forms and addresses have it, in UTC. */
export const minute = (at: number | null): string =>
  at === null ? "" : new Date(at).toISOString().slice(0, 16);

/** The query as an address has it, after the question mark; empty for all. */
export function queryText(query: AuditQuery, before: Place | null = null): string {
  const params = new URLSearchParams();
  for (const name of NAMES) {
    const value = name === "from" || name === "to" ? minute(query[name]) : query[name] ?? "";
    if (value !== "") params.set(name, value);
  }
  if (before !== null) params.set("before", before.join("-"));
  return params.toString();
}
