/**
 * Work to be done outside a request, at least once, by any instance.
 *
 * `jobs/ID` the job, `jobs_due/TIME/ID` when it is due. A job under way is due
 * again at the end of its lease, so one whose instance died is taken up by the
 * next drain with no further bookkeeping. `jobs_dead/ID` is what was given up,
 * for thirty days.
 *
 * @module
 */
import { commit } from "./database.ts";

/** One piece of work; `kind` names its handler, `payload` is what the handler needs. */
export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly payload: unknown;
  /** Milliseconds since 1970: when to run it, or when its lease ends. */
  readonly dueAt: number;
  /** How often it was begun: an instance that dies of a job counts too. */
  readonly attempts: number;
  readonly createdAt: number;
  readonly lastError?: string;
  /** The id of the request that made it. */
  readonly requestId?: string;
  /** An instance is at it, or was when it died: until `dueAt` nobody else is. */
  readonly leased?: true;
}

/** A job that was given up. */
export interface DeadJob extends Job {
  /** Milliseconds since 1970. Rows from before it was noted have none. */
  readonly diedAt?: number;
  /** By an operator. */
  readonly discarded?: true;
}

/** A job and the version it was taken at. */
export type JobEntry = Deno.KvEntry<Job>;
export type DeadJobEntry = Deno.KvEntry<DeadJob>;

/** How a job ends that was not done. */
export interface End {
  readonly lastError: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Whether what it was about is kept, so that it can be tried again. */
  readonly keep: boolean;
  readonly discarded?: true;
}

/** What else is done in a step. */
export type More = (operation: Deno.AtomicOperation) => Promise<void>;
const nothingMore: More = () => Promise.resolve();

const jobKey = (id: string) => ["jobs", id];
const dueKey = (job: Job) => ["jobs_due", job.dueAt, job.id];
const deadKey = (id: string) => ["jobs_dead", id];
/** How long one that was given up is kept. */
export const DEAD_JOBS_KEPT_MS = 30 * 24 * 60 * 60 * 1000;

/** What nobody is at. */
function free({ leased: _, ...job }: Job): Job {
  return job;
}

/** Rows of jobs. */
export function jobs(kv: Deno.Kv) {
  function put(operation: Deno.AtomicOperation, entry: JobEntry, next: Job): void {
    operation.check(entry).delete(dueKey(entry.value)).set(entry.key, next).set(dueKey(next), null);
  }

  /** Moves the job to `next` in one step; null where another instance was quicker. */
  async function move(
    entry: JobEntry,
    next: Job,
    more: More = nothingMore,
  ): Promise<JobEntry | null> {
    const operation = kv.atomic();
    put(operation, entry, next);
    await more(operation);
    const versionstamp = await commit(operation);
    return versionstamp === null ? null : { key: entry.key, value: next, versionstamp };
  }

  return {
    add(operation: Deno.AtomicOperation, job: Job): void {
      operation.set(jobKey(job.id), job).set(dueKey(job), null);
    },

    /**
     * Takes the next due job for `leaseMs`, or null where none is due.
     *
     * @param skip says which are left to others
     */
    async take(
      now: number,
      leaseMs: number,
      skip: (job: Job) => boolean = () => false,
    ): Promise<JobEntry | null> {
      const due = kv.list({ prefix: ["jobs_due"], end: ["jobs_due", now + 1] }, { batchSize: 10 });
      for await (const row of due) {
        const entry = await kv.get<Job>(jobKey(row.key[2] as string));
        if (entry.value === null || entry.value.dueAt !== row.key[1]) continue;
        if (skip(entry.value)) continue;
        const attempts = entry.value.attempts + 1;
        const lease = { attempts, dueAt: now + leaseMs, leased: true } as const;
        const taken = await move(entry, { ...entry.value, ...lease });
        if (taken) return taken;
      }
      return null;
    },

    /** The work is done: the job goes. */
    async done(entry: JobEntry): Promise<void> {
      await commit(kv.atomic().check(entry).delete(entry.key).delete(dueKey(entry.value)));
    },

    /** Holds it for longer; null where the lease ran out and another instance has it. */
    async renew(entry: JobEntry, dueAt: number): Promise<JobEntry | null> {
      return await move(entry, { ...entry.value, dueAt });
    },

    /** It failed: due again at `dueAt`, with the reason. */
    async postpone(entry: JobEntry, dueAt: number, lastError: string): Promise<void> {
      await move(entry, { ...free(entry.value), dueAt, lastError });
    },

    /** It could not be tried, or was broken off by us: due again at `dueAt`, and not counted. */
    async release(entry: JobEntry, dueAt: number, lastError?: string): Promise<void> {
      const attempts = entry.value.attempts - 1;
      await move(entry, { ...free(entry.value), dueAt, attempts, lastError });
    },

    /**
     * Takes one by hand until `dueAt`, which counts as no try; null where somebody was quicker.
     *
     * @param more is done in the same step
     */
    async hold(entry: JobEntry, dueAt: number, more?: More): Promise<JobEntry | null> {
      return await move(entry, { ...entry.value, dueAt, leased: true }, more);
    },

    /** One that was taken by hand is as it was before. */
    async letGo(held: JobEntry, before: Job): Promise<void> {
      await move(held, before);
    },

    /** Makes one due at `dueAt` in `operation`, which fails where it has changed meanwhile. */
    reschedule(operation: Deno.AtomicOperation, entry: JobEntry, dueAt: number): void {
      put(operation, entry, { ...free(entry.value), dueAt });
    },

    async get(id: string): Promise<JobEntry | null> {
      const entry = await kv.get<Job>(jobKey(id));
      return entry.value === null ? null : entry;
    },

    /** All that wait or are under way, the oldest first. */
    all: (): AsyncIterable<JobEntry> => kv.list<Job>({ prefix: ["jobs"] }, { batchSize: 200 }),

    async getDead(id: string): Promise<DeadJobEntry | null> {
      const entry = await kv.get<DeadJob>(deadKey(id));
      return entry.value === null ? null : entry;
    },

    /** Those that were given up, the newest first. */
    allDead: (): AsyncIterable<DeadJobEntry> =>
      kv.list<DeadJob>({ prefix: ["jobs_dead"] }, { reverse: true, batchSize: 200 }),

    /** It is as if it had never been tried, in `operation`, which fails where it is dead no longer. */
    revive(operation: Deno.AtomicOperation, dead: DeadJobEntry, now: number): void {
      const { diedAt: _, discarded: __, ...rest } = dead.value;
      operation.check(dead).delete(dead.key);
      this.add(operation, { ...free(rest), attempts: 0, dueAt: now });
    },

    /** How many jobs of a kind wait or are under way. */
    async count(kind: string): Promise<number> {
      let count = 0;
      for await (const row of kv.list<Job>({ prefix: ["jobs"] }, { batchSize: 200 })) {
        if (row.value.kind === kind) count++;
      }
      return count;
    },

    /** How many jobs of a kind were given up at or after `from` (milliseconds since 1970). */
    async givenUp(kind: string, from: number): Promise<number> {
      let count = 0;
      const rows = kv.list<DeadJob>({ prefix: ["jobs_dead"] }, { reverse: true, limit: 500 });
      for await (const { value: job } of rows) {
        // Its last lease began when it was last tried, and ended a minute later.
        if (job.kind === kind && job.dueAt >= from && !job.discarded) count++;
      }
      return count;
    },

    /**
     * It is given up: kept 30 days among the dead, with the reason, and without what it was about
     * unless it can be tried again.
     *
     * @param more is done in the same step
     * @returns whether it was still as it was read
     */
    async bury(
      entry: JobEntry,
      { lastError, at, keep, discarded }: End,
      more: More = nothingMore,
    ): Promise<boolean> {
      const { payload, ...rest } = free(entry.value);
      const dead: DeadJob = {
        ...rest,
        payload: keep ? payload : null,
        lastError,
        diedAt: at,
        ...(discarded ? { discarded } : {}),
      };
      const operation = kv.atomic().check(entry).delete(entry.key).delete(dueKey(entry.value))
        .set(deadKey(dead.id), dead, { expireIn: DEAD_JOBS_KEPT_MS });
      await more(operation);
      return await commit(operation) !== null;
    },
  };
}
