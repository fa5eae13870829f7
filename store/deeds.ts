/**
 * What operators have done, in the order in which they did it.
 *
 * `deeds/TIME/ID`
 *
 * @module
 */
import type { Place } from "./audit.ts";

/** One act of an operator. Nothing in it names a person but by their pseudonymous id. */
export interface Deed {
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The id of the operator. */
  readonly by: string;
  /** What was done: "flag-changed". */
  readonly what: string;
  /** To what: the name of a flag, the id of a job. */
  readonly to: string;
  /** The id of the person that it was about, or null. */
  readonly subject: string | null;
  /** In plain words what it was before and is now, where that says more. */
  readonly more?: string;
}

/** As long as the audit of calls. */
export const DEEDS_KEPT_MS = 400 * 24 * 60 * 60 * 1000;

/** Rows of deeds; each goes by itself after 400 days. */
export function deeds(kv: Deno.Kv) {
  return {
    /** Notes a deed in `operation`: what is done is noted, or it is not done. */
    add(operation: Deno.AtomicOperation, deed: Deed): void {
      operation.set(["deeds", deed.at, deed.id], deed, { expireIn: DEEDS_KEPT_MS });
    },

    /** Those at or after `from` and before `to` (milliseconds since 1970), newest first. */
    async between(from: number, to: number, limit: number): Promise<Deed[]> {
      const rows = kv.list<Deed>(
        { start: ["deeds", from], end: ["deeds", to] },
        { reverse: true, limit, batchSize: Math.min(limit, 500) },
      );
      return await Array.fromAsync(rows, ({ value }) => value);
    },

    /** Those at or after `from` and before a place, newest first, as they are asked for. */
    async *before(from: number, place: Place, now: number): AsyncGenerator<Deed> {
      // The database deletes late.
      const oldest = Math.max(from, now - DEEDS_KEPT_MS);
      if (oldest > place[0]) return;
      const rows = kv.list<Deed>(
        { start: ["deeds", oldest], end: ["deeds", ...place] },
        { reverse: true, batchSize: 200 },
      );
      for await (const { value } of rows) yield value;
    },
  };
}
