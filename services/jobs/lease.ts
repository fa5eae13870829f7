import type { JobEntry } from "../../store/jobs.ts";
import type { Store } from "../../store/store.ts";
import type { World } from "../world.ts";

/** A job that this instance is at. */
export interface Lease {
  /**
   * Takes the job out of this instance's hands, to end it in the store: nobody renews it any more.
   * Null where it was taken already, or another instance has it.
   */
  readonly end: () => Promise<JobEntry | null>;
}

/** Holds a job that was taken for `leaseMs`: says in time, again and again, that somebody is at it. */
export function holdLease(
  taken: JobEntry,
  jobs: Pick<Store["jobs"], "renew">,
  world: World,
  leaseMs: number,
): Lease {
  let entry: JobEntry | null = taken;
  let renewing: Promise<void> | null = null;
  const timer = setInterval(() => renewing ??= renew(), leaseMs / 3);

  async function renew(): Promise<void> {
    try {
      if (entry !== null) entry = await jobs.renew(entry, world.now() + leaseMs);
    } catch {
      // The database is away: the lease that we have holds until it runs out.
    }
    renewing = null;
  }

  return {
    async end() {
      clearInterval(timer);
      // Half renewed, the job could be ended by no one: its version would be the old one.
      await renewing;
      const last = entry;
      entry = null;
      return last;
    },
  };
}
