/**
 * Which scores of a library have changed of late, so that what is kept of it in memory can be
 * brought up to date by any instance.
 *
 * `library_clock/USER` changes with every change: its versionstamp is the last one's;
 * `library_changes/USER/SCORE` says that the score changed, for an hour: its versionstamp says when.
 *
 * @module
 */

/** Whoever has not looked for so long begins anew. */
export const CHANGES_KEPT_MS = 60 * 60 * 1000;

const clockKey = (userId: string) => ["library_clock", userId];

/** Takes note in `operation` that a score was added, changed or taken away. */
export function noteChange(operation: Deno.AtomicOperation, userId: string, id: string): void {
  operation
    .sum(clockKey(userId), 1n)
    .set(["library_changes", userId, id], null, { expireIn: CHANGES_KEPT_MS });
}

/** Rows of what has changed. */
export function libraryChanges(kv: Deno.Kv) {
  return {
    /** When the library changed last; null: never. Compares as text with others of the kind. */
    async last(userId: string): Promise<string | null> {
      return (await kv.get(clockKey(userId))).versionstamp;
    },

    /** The scores that changed after `since`, which `last` gave; perhaps some more. */
    async since(userId: string, since: string | null): Promise<string[]> {
      const ids: string[] = [];
      const rows = kv.list({ prefix: ["library_changes", userId] }, { batchSize: 1000 });
      for await (const { key, versionstamp } of rows) {
        if (since === null || versionstamp > since) ids.push(key[2] as string);
      }
      return ids;
    },
  };
}
