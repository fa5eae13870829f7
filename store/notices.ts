/**
 * What a vendor says is to come: a model or an API that goes away.
 *
 * `notices/INTEGRATION/KEY`; a notice that is not given again goes after a week.
 *
 * @module
 */
import { commit } from "./database.ts";

/** One notice; `key` names what it is about. */
export interface Notice {
  readonly key: string;
  readonly text: string;
  /** Milliseconds since 1970: when it was last given. */
  readonly at: number;
}

const KEPT_MS = 7 * 24 * 60 * 60 * 1000;

/** Rows of notices. */
export function notices(kv: Deno.Kv) {
  return {
    /** @param now milliseconds since 1970 */
    async add(integration: string, key: string, text: string, now: number): Promise<void> {
      const notice: Notice = { key, text, at: now };
      await commit(kv.atomic().set(["notices", integration, key], notice, { expireIn: KEPT_MS }));
    },

    /** Those that hold at `now`: the database deletes late. */
    async list(integration: string, now: number): Promise<Notice[]> {
      const rows = kv.list<Notice>({ prefix: ["notices", integration] });
      const all = await Array.fromAsync(rows, ({ value }) => value);
      return all.filter(({ at }) => now < at + KEPT_MS);
    },
  };
}
