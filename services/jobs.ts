/**
 * Runs the jobs of the store: at least once each, by whichever instance takes them.
 *
 * @module
 */
import type { Job, JobEntry } from "../store/jobs.ts";
import type { Store } from "../store/store.ts";
import { logError } from "./log.ts";
import { newId, type World } from "./world.ts";

/** Does the work of one kind of job. It may run twice, so it must not mind. */
export type JobHandler = (payload: unknown, job: Job) => Promise<void>;

/** Longer than any handler takes: 10 s of reading, 15 s of mail. */
const LEASE_MS = 60_000;
const AT_ONCE = 2;
const ATTEMPTS = 8;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 10 * 60_000;

/** The jobs of this instance. */
export type Jobs = ReturnType<typeof createJobs>;

/** @param handlers one a kind of job */
export function createJobs(store: Store, handlers: Record<string, JobHandler>, world: World) {
  let draining: Promise<void> | null = null;
  let again = false;
  let stopped = false;

  async function run(entry: JobEntry): Promise<void> {
    const job = entry.value;
    try {
      await handlers[job.kind](job.payload, job);
      await store.jobs.done(entry);
    } catch (error) {
      logError("job_failed", error, { job: job.id, kind: job.kind, attempt: job.attempts + 1 });
      const reason = error instanceof Error ? error.message : String(error);
      if (job.attempts + 1 >= ATTEMPTS) return await store.jobs.bury(entry, reason);
      await store.jobs.postpone(entry, world.now() + wait(job.attempts), reason);
    }
  }

  /** Exponential backoff with full jitter. */
  function wait(attempts: number): number {
    const dice = world.random(1)[0] / 255;
    return Math.ceil(dice * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempts));
  }

  async function worker(): Promise<void> {
    while (!stopped) {
      const entry = await store.jobs.take(world.now(), LEASE_MS);
      if (entry === null) return;
      await run(entry);
    }
  }

  async function drain(): Promise<void> {
    do {
      again = false;
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
    } while (again && !stopped);
  }

  return {
    /** Adds a job in `operation`; call `kick` once that is committed. */
    add(operation: Deno.AtomicOperation, kind: string, payload: unknown): void {
      const now = world.now();
      store.jobs.add(operation, {
        id: newId(world),
        kind,
        payload,
        dueAt: now,
        attempts: 0,
        createdAt: now,
      });
    },

    /** Begins to work off what is due, unless that is under way; answers at once. */
    kick(): void {
      again = true;
      if (stopped || draining !== null) return;
      draining = drain()
        .catch((error) => logError("drain_failed", error))
        .finally(() => draining = null);
    },

    /** Waits until nothing that is due is left. */
    async drained(): Promise<void> {
      this.kick();
      while (draining !== null) await draining;
    },

    /** Takes no further job, and waits for those under way for up to `graceMs`. */
    async stop(graceMs = 4_000): Promise<void> {
      stopped = true;
      let timer: ReturnType<typeof setTimeout> | undefined;
      const grace = new Promise<void>((resolve) => timer = setTimeout(resolve, graceMs));
      await Promise.race([draining, grace]);
      clearTimeout(timer);
    },
  };
}
