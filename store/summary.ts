/**
 * What the watch last saw, in one row that pages can afford to read.
 *
 * `status_summary`
 *
 * @module
 */
import { commit } from "./database.ts";

/** The signs that show, by integration, each with since when. */
export interface Summary {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly signs: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const KEY = ["status_summary"];

/** The row of the summary. */
export function summary(kv: Deno.Kv) {
  return {
    async get(): Promise<Summary | null> {
      return (await kv.get<Summary>(KEY)).value;
    },

    async put(summary: Summary): Promise<void> {
      await commit(kv.atomic().set(KEY, summary));
    },
  };
}
