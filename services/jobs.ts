/**
 * Runs the jobs of the store: at least once each, by whichever instance takes them.
 *
 * @module
 */
import type { Job, JobEntry, More } from "../store/jobs.ts";
import type { Store } from "../store/store.ts";
import { holdLease, type Lease } from "./lease.ts";
import { logError, logInfo } from "./log.ts";
import { requestId, withRequestId } from "./request_id.ts";
import { within } from "./within.ts";
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
  /**
   * Does the work. It may run twice, so it must not mind. `last`: there is no further try.
   * `signal` ends where somebody else will do it: it took too long, or the app stops.
   */
  readonly run: (
    payload: unknown,
    job: Job,
    last: boolean,
    signal: AbortSignal,
  ) => Promise<void>;
  /** Puts right what waits for the job, when it is given up. */
  readonly giveUp?: (payload: unknown) => Promise<void>;
  /** It may wait long for a third party: one worker is kept free of such, so that mail never stands behind it. */
  readonly patient?: boolean;
  /**
   * Whose work it is. One worker at a time works for one owner, so that whoever has much to do, or
   * work that is slow, leaves the others free.
   */
  readonly owner?: (payload: unknown) => string | undefined;
  /**
   * Trying it again after it was given up does what was not done: what it is about is kept for that,
   * for thirty days. It may hold no secret.
   */
  readonly again?: true;
  /** How long a run may take, where that is not five minutes. */
  readonly longestMs?: number;
}

/** A job is taken up again when its instance has not said for so long that it is at it. */
const LEASE_MS = 60_000;
/** What hangs would keep its job for ever. */
const LONGEST_MS = 5 * 60_000;
/** Workers of an instance; the first takes no patient work. */
const WORKERS = 3;
const ATTEMPTS = 8;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 10 * 60_000;
const DRAIN_EVERY_MS = 5_000;
/** Whoever looks at a failed job wants its first words; a value in KV has 65,536 bytes. */
const REASON_CHARACTERS = 500;

/** The jobs of this instance. */
export type Jobs = ReturnType<typeof createJobs>;

/**
 * @param handlers one a kind of job
 * @param leaseMs how long a job stays with an instance that is not heard of any more
 */
export function createJobs(
  store: Pick<Store, "jobs">,
  handlers: Readonly<Record<string, JobHandler>>,
  world: World,
  leaseMs: number = LEASE_MS,
) {
  const patient = Object.keys(handlers).filter((kind) => handlers[kind].patient);
  const workers = Array.from({ length: WORKERS }, (_, n) => ({
    except: n === 0 ? patient : [],
    working: null as Promise<void> | null,
    again: false,
  }));
  let stopped = false;
  let timer: ReturnType<typeof setInterval> | undefined;
  /** Whom a worker works for. */
  const owners = new Set<string>();
  /** Workers take their jobs one after the other, so that each knows whom the others work for. */
  let taking: Promise<unknown> = Promise.resolve();
  /** What this instance is at. */
  const running = new Map<Lease<Job>, AbortController>();

  async function run(taken: JobEntry): Promise<void> {
    const { id, kind, attempts } = taken.value;
    const renew = (entry: JobEntry) => store.jobs.renew(entry, world.now() + leaseMs);
    const lease = holdLease(taken, renew, leaseMs / 3);
    const ending = new AbortController();
    running.set(lease, ending);
    try {
      await perform(taken.value, ending);
      const entry = await lease.end();
      if (entry) await store.jobs.done(entry);
    } catch (error) {
      if (error instanceof Later) logInfo("job_later", { job: id, kind, because: error.message });
      else logError("job_failed", error, { job: id, kind, attempt: attempts });
      const entry = await lease.end();
      if (entry) await failed(entry, error);
    } finally {
      running.delete(lease);
    }
  }

  /** @throws what the handler throws, or that it takes too long; then `ending` is ended. */
  async function perform(job: Job, ending: AbortController): Promise<void> {
    if (job.attempts > ATTEMPTS) throw new Error("its instance died each time");
    const handler = handlers[job.kind];
    // Another instance, of another version of the app, may know it.
    if (handler === undefined) throw new Error("nobody here knows such work");
    const longestMs = handler.longestMs ?? LONGEST_MS;
    const { promise: late, reject } = Promise.withResolvers<never>();
    const end = setTimeout(() => {
      const error = new Error(`it took longer than ${longestMs} ms`);
      reject(error);
      ending.abort(error);
    }, longestMs);
    try {
      const last = job.attempts === ATTEMPTS;
      await Promise.race([handler.run(job.payload, job, last, ending.signal), late]);
    } finally {
      clearTimeout(end);
    }
  }

  async function failed(entry: JobEntry, error: unknown): Promise<void> {
    const { id, attempts, kind, payload } = entry.value;
    const reason = (error instanceof Error ? error.message : String(error))
      .slice(0, REASON_CHARACTERS);
    if (error instanceof Later) return await store.jobs.release(entry, error.at, reason);
    if (attempts < ATTEMPTS && !(error instanceof GiveUp)) {
      return await store.jobs.postpone(entry, world.now() + wait(attempts - 1), reason);
    }
    await putRight(id, kind, payload);
    await store.jobs.bury(entry, { lastError: reason, at: world.now(), keep: isKept(kind) });
  }

  /** What waited for it waits no longer. */
  async function putRight(id: string, kind: string, payload: unknown): Promise<void> {
    try {
      await handlers[kind]?.giveUp?.(payload);
    } catch (error) {
      // A job that cannot even be given up must not come back for ever.
      logError("give_up_failed", error, { job: id, kind });
    }
  }

  const isKept = (kind: string) => handlers[kind]?.again === true;

  /** Exponential backoff with full jitter. */
  function wait(attempts: number): number {
    const dice = world.random(1)[0] / 255;
    return Math.ceil(dice * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempts));
  }

  function ownerOf({ kind, payload }: Job): string | undefined {
    return handlers[kind]?.owner?.(payload);
  }

  /** The next due job of a kind that is not excepted, and of an owner whom nobody works for. */
  async function take(except: readonly string[]): Promise<JobEntry | null> {
    const turn = taking.then(async () => {
      const entry = await store.jobs.take(
        world.now(),
        leaseMs,
        (job) => except.includes(job.kind) || owners.has(ownerOf(job) ?? ""),
      );
      const owner = entry && ownerOf(entry.value);
      if (owner) owners.add(owner);
      return entry;
    });
    taking = turn.catch(() => {});
    return await turn;
  }

  /** Takes one job after the other until none is due. */
  async function work(worker: (typeof workers)[number]): Promise<void> {
    try {
      while (worker.again && !stopped) {
        worker.again = false;
        const entry = await take(worker.except);
        if (entry === null) continue;
        worker.again = true;
        await withRequestId(entry.value.requestId ?? newId(world), () => run(entry))
          .catch((error) => logError("job_left", error, { job: entry.value.id }));
        owners.delete(ownerOf(entry.value) ?? "");
      }
    } catch (error) {
      logError("drain_failed", error);
    } finally {
      worker.working = null;
    }
  }

  return {
    /**
     * Adds a job in `operation`; call `kick` once that is committed.
     *
     * @param dueAt milliseconds since 1970, where that is not now
     * @returns its id
     */
    add(operation: Deno.AtomicOperation, kind: string, payload: unknown, dueAt?: number): string {
      const [id, now] = [newId(world), world.now()];
      store.jobs.add(operation, {
        id,
        kind,
        payload,
        dueAt: dueAt ?? now,
        attempts: 0,
        createdAt: now,
        ...(requestId() === null ? {} : { requestId: requestId()! }),
      });
      return id;
    },

    /**
     * Gives up a job that nobody is at. It is taken first, as a worker takes one: what is put right
     * for whoever waits is then not undone by a run. Dies this instance meanwhile, it is as it was.
     *
     * @param may is done in the step in which it is taken, and says by throwing that it may not be
     * @param more is done in the step in which it goes
     * @returns whether it was; not where somebody was quicker
     * @throws what `may` and `more` throw; the job is as it was then
     */
    async discard(entry: JobEntry, may: More, more: More): Promise<boolean> {
      const held = await store.jobs.hold(entry, world.now() + leaseMs, may);
      if (held === null) return false;
      const { id, kind, payload, lastError = "it had not been tried" } = held.value;
      await putRight(id, kind, payload);
      const end = { lastError, at: world.now(), keep: isKept(kind), discarded: true } as const;
      let gone = false;
      try {
        gone = await store.jobs.bury(held, end, more);
      } finally {
        if (!gone) await store.jobs.letGo(held, entry.value);
      }
      return gone;
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

    /** Takes no further job from now on. */
    stop(): void {
      stopped = true;
      clearInterval(timer);
    },

    /** Stops, waits up to `graceMs` for what is under way, and leaves the rest to others. */
    async close(graceMs = 4_000): Promise<void> {
      this.stop();
      await within(graceMs, Promise.all(workers.map(({ working }) => working)));
      await Promise.all(Array.from(running, async ([lease, ending]) => {
        ending.abort(new Error("the app stops"));
        const entry = await lease.end();
        if (entry) await store.jobs.release(entry, world.now());
      }));
    },
  };
}
