/**
 * Feature flags.
 *
 * `flags/NAME`
 *
 * @module
 */
import { commit } from "./database.ts";

/** Who a feature is on for. */
export interface Flag {
  readonly on: boolean;
  /** 0 to 100: for how many of the people, while it is on. */
  readonly percent: number;
  /** Ids of people for whom it is on in any case. */
  readonly people: readonly string[];
  /** When it was last changed (milliseconds since 1970), and from where. */
  readonly changedAt?: number;
  readonly changedBy?: string;
}

/** Rows of flags. */
export function flags(kv: Deno.Kv) {
  return {
    async all(): Promise<Map<string, Flag>> {
      const found = new Map<string, Flag>();
      for await (const row of kv.list<Flag>({ prefix: ["flags"] })) {
        found.set(String(row.key[1]), row.value);
      }
      return found;
    },

    async set(name: string, flag: Flag): Promise<void> {
      await commit(kv.atomic().set(["flags", name], flag));
    },

    /** Takes it away, so that its default holds; whether there was one. */
    async clear(name: string): Promise<boolean> {
      const entry = await kv.get(["flags", name]);
      if (entry.value === null) return false;
      await commit(kv.atomic().delete(entry.key));
      return true;
    },
  };
}
