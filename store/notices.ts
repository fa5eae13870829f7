/**
 * What a vendor says of itself that an operator must know: "this model ends in December".
 *
 * `notices/INTEGRATION/KEY` a notice; the same key again replaces it.
 *
 * @module
 */
import { commit } from "./database.ts";

/** One notice, and when it was last heard (milliseconds since 1970). */
export interface Notice {
  readonly text: string;
  readonly at: number;
}

/** What is not said again for so long holds no more. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** Rows of notices. */
export function notices(kv: Deno.Kv) {
  return {
    /** @param now milliseconds since 1970 */
    async add(integration: string, key: string, text: string, now: number): Promise<void> {
      const notice: Notice = { text, at: now };
      await commit(kv.atomic().set(["notices", integration, key], notice, { expireIn: KEPT_MS }));
    },

    async list(integration: string): Promise<Notice[]> {
      const found: Notice[] = [];
      for await (const row of kv.list<Notice>({ prefix: ["notices", integration] })) {
        found.push(row.value);
      }
      return found;
    },
  };
}
