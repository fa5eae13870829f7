/**
 * The queue, for whoever runs the house: what waits, what was given up, and what can be done.
 *
 * @module
 */
import type { DeadJob, Job } from "../store/jobs.ts";
import type { Store } from "../store/store.ts";
import type { SignedIn } from "./identity/session.ts";
import type { Jobs } from "./jobs.ts";
import type { Operators } from "./operators.ts";
import { isOwed, type Kind, kindOf } from "./queue/kinds.ts";
import { type Dead, dead, stateOf, subjectOf, type Waiting, waiting } from "./queue/view.ts";
import type { World } from "./world.ts";

const HOUR_MS = 60 * 60_000;

/** By how much each act puts a job off. */
const PUTS_OFF = { retry: 0, hour: HOUR_MS, day: 24 * HOUR_MS } as const;
const PUT_OFF_WORDS = { retry: "now", hour: "in an hour", day: "in a day" } as const;

/** What can be done with what waits; `again` is for what was given up. */
export const QUEUE_ACTS = ["retry", "hour", "day", "discard", "again"] as const;
export type QueueAct = (typeof QUEUE_ACTS)[number];
/** What waits, as it was seen: all of a kind up to the newest that was there. */
export interface AllOf {
  readonly kind: string;
  /** The id of the newest. */
  readonly upto: string;
}

/** What became of a job: `same`: it was so already, as after a second click. */
export type Fate = "done" | "same" | "gone" | "busy" | "owed" | "unkept";
export type Fates = Readonly<Partial<Record<Fate, number>>>;

/** What is asked before something is done with all of a kind. */
export interface QueueQuestion extends Kind, AllOf {
  readonly count: number;
  /** How many of them an instance is at: these are left alone. */
  readonly busy: number;
}

/** What waits of one kind. */
export interface QueueGroup extends Kind {
  readonly kind: string;
  readonly count: number;
  readonly busy: number;
  readonly failed: number;
  /** Since when the oldest waits (milliseconds since 1970). */
  readonly oldest: number;
  readonly shown: readonly Waiting[];
}

/** The page. */
export interface QueueView {
  readonly now: number;
  /** One kind alone, or null for the beginning of each. */
  readonly kind: string | null;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  readonly count: number;
  readonly groups: readonly QueueGroup[];
  readonly deadCount: number;
  readonly dead: readonly (Dead & Pick<Kind, "title" | "givenUp">)[];
}

const FIRST = 10;
const A_PAGE = 50;
/** What was given up is shown by what is owed, and then by the newest. */
const DEAD_SHOWN = 50;

/** Shows the queue and acts on it; each act on a job is noted in the same step. */
export function createQueue({ store, jobs, operators, world }: {
  readonly store: Store;
  readonly jobs: Jobs;
  readonly operators: Operators;
  readonly world: World;
}) {
  async function deadOnes(): Promise<Pick<QueueView, "dead" | "deadCount">> {
    let deadCount = 0;
    const newest: DeadJob[] = [];
    for await (const { value } of store.jobs.allDead()) {
      deadCount++;
      newest.push(value);
      newest.sort(owedFirst).splice(DEAD_SHOWN);
    }
    return {
      deadCount,
      dead: await Promise.all(newest.map(async (job) => {
        const { title, givenUp } = kindOf(job.kind);
        return { ...await dead(store, job), title, givenUp };
      })),
    };
  }

  /** Ids sort by age. */
  async function allOf({ kind, upto }: Pick<AllOf, "kind"> & Partial<AllOf>): Promise<Job[]> {
    const jobs: Job[] = [];
    for await (const { value: job } of store.jobs.all()) {
      if (job.kind === kind && (upto === undefined || job.id <= upto)) jobs.push(job);
    }
    return jobs;
  }

  async function one(by: SignedIn, act: QueueAct, id: string): Promise<Fate> {
    return act === "again" ? await revive(by, id) : await change(by, act, id);
  }

  async function revive(by: SignedIn, id: string): Promise<Fate> {
    const entry = await store.jobs.getDead(id);
    if (entry === null) return await store.jobs.get(id) === null ? "gone" : "same";
    if (entry.value.payload === null) return "unkept";
    const operation = store.begin();
    store.jobs.revive(operation, entry, world.now());
    await note(operation, by, "job-tried-again", entry.value);
    return await store.commit(operation) === null ? "same" : "done";
  }

  async function change(
    by: SignedIn,
    act: Exclude<QueueAct, "again">,
    id: string,
  ): Promise<Fate> {
    const entry = await store.jobs.get(id);
    if (entry === null) return "gone";
    const { value: job } = entry;
    const now = world.now();
    if (stateOf(job, now) === "busy") return "busy";
    if (act === "discard") {
      if (isOwed(job.kind)) return "owed";
      const subject = await subjectOf(store, job);
      const doing = { what: "job-discarded", to: id, subject, more: job.kind };
      const gone = await jobs.discard(
        entry,
        (operation) => operators.hold(operation, by),
        (operation) => operators.note(operation, by, doing),
      );
      return gone ? "done" : "busy";
    }
    const dueAt = now + PUTS_OFF[act];
    // A second click: the hour is not two.
    if (Math.abs(job.dueAt - dueAt) < 60_000 || (act === "retry" && job.dueAt <= now)) {
      return "same";
    }
    const operation = store.begin();
    store.jobs.reschedule(operation, entry, dueAt);
    const what = act === "retry" ? "job-retried" : "job-postponed";
    await note(operation, by, what, job, `, due ${PUT_OFF_WORDS[act]}`);
    return await store.commit(operation) === null ? "busy" : "done";
  }

  async function note(
    operation: Deno.AtomicOperation,
    by: SignedIn,
    what: string,
    job: Job,
    more = "",
  ): Promise<void> {
    const subject = await subjectOf(store, job);
    await operators.note(operation, by, { what, to: job.id, subject, more: job.kind + more });
  }

  return {
    /**
     * What waits, grouped by kind, and what was given up.
     *
     * @param kind one kind alone, page after page; null for the beginning of each
     * @param page from 1
     */
    async view(kind: string | null, page = 1): Promise<QueueView> {
      const now = world.now();
      const size = kind === null ? FIRST : A_PAGE;
      const from = kind === null ? 0 : (page - 1) * A_PAGE;
      const groups = new Map<string, { jobs: Job[]; group: Omit<QueueGroup, "shown"> }>();
      let count = 0;
      for await (const { value: job } of store.jobs.all()) {
        if (kind !== null && job.kind !== kind) continue;
        count++;
        const known = groups.get(job.kind) ?? {
          jobs: [],
          group: {
            ...kindOf(job.kind),
            kind: job.kind,
            count: 0,
            busy: 0,
            failed: 0,
            oldest: job.createdAt,
          },
        };
        const { group, jobs } = known;
        if (group.count >= from && group.count < from + size) jobs.push(job);
        groups.set(job.kind, {
          jobs,
          group: {
            ...group,
            count: group.count + 1,
            busy: group.busy + (stateOf(job, now) === "busy" ? 1 : 0),
            failed: group.failed + (job.lastError === undefined ? 0 : 1),
            oldest: Math.min(group.oldest, job.createdAt),
          },
        });
      }
      return {
        now,
        kind,
        page,
        pages: kind === null ? 1 : Math.max(1, Math.ceil(count / A_PAGE)),
        count,
        groups: await Promise.all([...groups.values()].map(async ({ group, jobs }) => ({
          ...group,
          shown: await Promise.all(jobs.map((job) => waiting(store, job, now))),
        }))),
        ...await deadOnes(),
      };
    },

    /**
     * What to ask before something is done with all of a kind; null where none waits.
     *
     * @param upto asks anew about those that were asked about: what came since is not meant
     */
    async question(kind: string, upto?: string): Promise<QueueQuestion | null> {
      const jobs = await allOf({ kind, upto });
      const newest = jobs.at(-1);
      if (newest === undefined) return null;
      const busy = jobs.filter((job) => stateOf(job, world.now()) === "busy").length;
      return { ...kindOf(kind), kind, upto: upto ?? newest.id, count: jobs.length, busy };
    },

    /**
     * Does one thing with several jobs, or with all of a kind that were seen; says how many fared
     * how.
     *
     * @throws {Problem} `signed_out`; what was done until then stays done
     */
    async act(by: SignedIn, act: QueueAct, which: readonly string[] | AllOf): Promise<Fates> {
      const ids = "kind" in which ? (await allOf(which)).map(({ id }) => id) : which;
      const fates: Partial<Record<Fate, number>> = {};
      for (const id of new Set(ids)) {
        const fate = await one(by, act, id);
        fates[fate] = (fates[fate] ?? 0) + 1;
      }
      if (act === "retry" || act === "again") jobs.kick();
      return fates;
    },
  };
}

const diedAt = ({ diedAt, dueAt }: DeadJob) => diedAt ?? dueAt;
const owedFirst = (a: DeadJob, b: DeadJob) =>
  Number(isOwed(b.kind)) - Number(isOwed(a.kind)) || diedAt(b) - diedAt(a);
