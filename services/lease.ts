/** A row that this instance is at. */
export interface Lease<T> {
  /**
   * Takes the row out of this instance's hands, to end it in the store: nobody renews it any more.
   * Null where it was taken already, or another instance has it.
   */
  readonly end: () => Promise<Deno.KvEntry<T> | null>;
}

/**
 * Holds a row that was taken: says again and again that somebody is at it.
 *
 * @param renew says so once more; null where it is ours no longer
 * @param everyMs well within the time after which nobody is believed to be at it
 */
export function holdLease<T>(
  taken: Deno.KvEntry<T>,
  renew: (entry: Deno.KvEntry<T>) => Promise<Deno.KvEntry<T> | null>,
  everyMs: number,
): Lease<T> {
  let entry: Deno.KvEntry<T> | null = taken;
  let renewing: Promise<void> | null = null;
  const timer = setInterval(() => renewing ??= again(), everyMs);

  async function again(): Promise<void> {
    try {
      if (entry !== null) entry = await renew(entry);
    } catch {
      // The database is away: the lease that we have holds until it runs out.
    }
    renewing = null;
  }

  return {
    async end() {
      clearInterval(timer);
      // Half renewed, the row could be ended by no one: its version would be the old one.
      await renewing;
      const last = entry;
      entry = null;
      return last;
    },
  };
}
