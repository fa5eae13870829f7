/**
 * Of which secrets operators have been told that they are old.
 *
 * `key_reminders/NAME/DUE_AT`
 *
 * @module
 */
const KEPT_MS = 400 * 24 * 60 * 60 * 1000;

const key = (name: string, dueAt: number) => ["key_reminders", name, dueAt];

/** Rows of reminders. */
export function keyReminders(kv: Deno.Kv) {
  return {
    /** Whether operators have been told of the secret that was due then. */
    async has(name: string, dueAt: number): Promise<boolean> {
      return (await kv.get(key(name, dueAt))).value !== null;
    },

    /** Notes in `operation` that they are told; it fails where another instance does. */
    add(operation: Deno.AtomicOperation, name: string, dueAt: number, now: number): void {
      operation.check({ key: key(name, dueAt), versionstamp: null })
        .set(key(name, dueAt), now, { expireIn: KEPT_MS });
    },
  };
}
