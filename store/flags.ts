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

/** A flag, or none, and the version it was read at. */
export type FlagEntry = Deno.KvEntryMaybe<Flag>;

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

    entry: (name: string): Promise<FlagEntry> => kv.get<Flag>(["flags", name]),

    /**
     * Changes one in `operation`, which fails where it was changed since it was read.
     *
     * @param next null takes it away, so that its default holds
     */
    change(operation: Deno.AtomicOperation, entry: FlagEntry, next: Flag | null): void {
      operation.check(entry);
      if (next === null) operation.delete(entry.key);
      else operation.set(entry.key, next);
    },

    /** Sets one, whatever it was. */
    async set(name: string, flag: Flag): Promise<void> {
      await commit(kv.atomic().set(["flags", name], flag));
    },
  };
}
