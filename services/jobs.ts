/**
 * Runs the jobs of the store: at least once each, by whichever instance takes them.
 *
 * @module
 */
import type { Job, JobEntry } from "../store/jobs.ts";
import type { Store } from "../store/store.ts";
import { logError } from "./log.ts";
import { requestId, withRequestId } from "./request_id.ts";
import { newId, type World } from "./world.ts";

/** Thrown by a handler: it is to be tried at `at` (milliseconds since 1970), and this try does not count. */
export class Later extends Error {
  override readonly name = "Later";

  constructor(readonly at: number, reason: string) {
    super(reason);
  }
}

/** Thrown by a handler: no further try can help. */
export class GiveUp extends Error {
  override readonly name = "GiveUp";
}

/** Knows one kind of job. */
export interface JobHandler {
  /** Does the work. It may run twice, so it must not mind. `last`: there is no further try. */
  readonly run: (payload: unknown, job: Job, last: boolean) => Promise<void>;
  /** Puts right what waits for the job, when it is given up. */
  readonly giveUp?: (payload: unknown) => Promise<void>;
  /** It may wait long for a third party: one worker is kept free of such, so that mail never stands behind it. */
  readonly patient?: boolean;
}

/** A job is taken up again when its instance has not said for so long that it is at it. */
const LEASE_MS = 60_000;
const RENEW_EVERY_MS = LEASE_MS / 3;
/** Workers of an instance; the first takes no patient work. */
const WORKERS = 3;
const ATTEMPTS = 8;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 10 * 60_000;
const DRAIN_EVERY_MS = 5_000;

/** The jobs of this instance. */
export type Jobs = ReturnType<typeof createJobs>;

/** @param handlers one a kind of job */
export function createJobs(store: Store, handlers: Record<string, JobHandler>, world: World) {
  const patient = Object.keys(handlers).filter((kind) => handlers[kind].patient);
  const workers = Array.from({ length: WORKERS }, (_, n) => ({
    except: n === 0 ? patient : [],
    working: null as Promise<void> | null,
    again: false,
  }));
  let stopped = false;
  let timer: ReturnType<typeof setInterval> | undefined;
  /** What this instance is at, each with the lease it holds. */
  const running = new Set<{ lease: JobEntry | null }>();

  async function run(taken: JobEntry): Promise<void> {
    const job = taken.value;
    const hold = { lease: taken as JobEntry | null };
    running.add(hold);
    const renewal = setInterval(async () => {
      if (hold.lease === null) return;
      const dueAt = world.now() + LEASE_MS;
      hold.lease = await store.jobs.renew(hold.lease, dueAt).catch(() => hold.lease);
    }, RENEW_EVERY_MS);
    try {
      if (job.attempts > ATTEMPTS) throw new Error("its instance died each time");
      await handlers[job.kind].run(job.payload, job, job.attempts === ATTEMPTS);
      if (hold.lease) await store.jobs.done(hold.lease);
    } catch (error) {
      logError("job_failed", error, { job: job.id, kind: job.kind, attempt: job.attempts });
      if (hold.lease) await failed(hold.lease, error);
    } finally {
      clearInterval(renewal);
      running.delete(hold);
    }
  }

  async function failed(entry: JobEntry, error: unknown): Promise<void> {
    const { attempts, kind, payload } = entry.value;
    const reason = error instanceof Error ? error.message : String(error);
    if (error instanceof Later) return await store.jobs.release(entry, error.at, reason);
    if (attempts < ATTEMPTS && !(error instanceof GiveUp)) {
      return await store.jobs.postpone(entry, world.now() + wait(attempts - 1), reason);
    }
    await handlers[kind].giveUp?.(payload);
    await store.jobs.bury(entry, reason);
  }

  /** Exponential backoff with full jitter. */
  function wait(attempts: number): number {
    const dice = world.random(1)[0] / 255;
    return Math.ceil(dice * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempts));
  }

  /** Takes one job after the other until none is due. */
  async function work(worker: (typeof workers)[number]): Promise<void> {
    try {
      while (worker.again && !stopped) {
        worker.again = false;
        const entry = await store.jobs.take(world.now(), LEASE_MS, worker.except);
        if (entry === null) continue;
        worker.again = true;
        await withRequestId(entry.value.requestId ?? newId(world), () => run(entry));
      }
    } catch (error) {
      logError("drain_failed", error);
    } finally {
      worker.working = null;
    }
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
        ...(requestId() === null ? {} : { requestId: requestId()! }),
      });
    },

    /** Begins to work off what is due, unless that is under way; answers at once. */
    kick(): void {
      for (const worker of workers) {
        worker.again = true;
        if (!stopped) worker.working ??= work(worker);
      }
    },

    /** Waits until nothing that is due is left. */
    async drained(): Promise<void> {
      this.kick();
      while (workers.some(({ working }) => working !== null)) {
        await Promise.all(workers.map(({ working }) => working));
      }
    },

    /** Works off what falls due from now on, until `stop`. */
    start(): void {
      this.kick();
      timer = setInterval(() => this.kick(), DRAIN_EVERY_MS);
    },

    /** Takes no further job, waits up to `graceMs` for those under way, and leaves the rest to others. */
    async stop(graceMs = 4_000): Promise<void> {
      stopped = true;
      clearInterval(timer);
      let end: ReturnType<typeof setTimeout> | undefined;
      const grace = new Promise<void>((resolve) => end = setTimeout(resolve, graceMs));
      await Promise.race([Promise.all(workers.map(({ working }) => working)), grace]);
      clearTimeout(end);
      for (const hold of running) {
        const { lease } = hold;
        hold.lease = null;
        if (lease !== null) await store.jobs.release(lease, world.now());
      }
    },
  };
}
