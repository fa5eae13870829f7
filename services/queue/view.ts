/**
 * What waits and what was given up, as an operator sees it: whose it is by an id alone, and nothing
 * of what is in it.
 *
 * @module
 */
import { z } from "zod";
import type { DeadJob, Job } from "../../store/jobs.ts";
import type { Store } from "../../store/store.ts";

/** `busy`: an instance is at it. `lost`: one was, and is not heard of any more. */
export type WaitingState = "due" | "later" | "busy" | "lost";

/** Something that waits. */
export interface Waiting {
  readonly id: string;
  /** The id of the person it is for; null for nobody who has an account. */
  readonly subject: string | null;
  readonly state: WaitingState;
  /** What went wrong the last time; null where nothing did. */
  readonly why: string | null;
  /** Milliseconds since 1970, as is the next. */
  readonly since: number;
  readonly dueAt: number;
  readonly attempts: number;
}

/** Something that was given up. */
export interface Dead {
  readonly id: string;
  readonly kind: string;
  readonly subject: string | null;
  readonly why: string;
  readonly lastError: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly canBeTriedAgain: boolean;
}

const Theirs = z.object({ userId: z.string() });
const Letter = z.object({ to: z.string() });

/** The id of the person a job is for: a letter is for whoever has its address. */
export async function subjectOf(
  { users }: Pick<Store, "users">,
  { payload }: Job,
): Promise<string | null> {
  const theirs = Theirs.safeParse(payload);
  if (theirs.success) return theirs.data.userId;
  const letter = Letter.safeParse(payload);
  return letter.success ? (await users.byEmail(letter.data.to))?.id ?? null : null;
}

/** How a job stands. */
export function stateOf({ leased, dueAt }: Job, now: number): WaitingState {
  if (leased) return dueAt > now ? "busy" : "lost";
  return dueAt > now ? "later" : "due";
}

/** A job that waits. */
export async function waiting(
  store: Pick<Store, "users">,
  job: Job,
  now: number,
): Promise<Waiting> {
  const { id, lastError, createdAt, dueAt, attempts } = job;
  return {
    id,
    subject: await subjectOf(store, job),
    state: stateOf(job, now),
    why: lastError ?? null,
    since: createdAt,
    dueAt,
    attempts,
  };
}

/** A job that was given up. */
export async function dead(store: Pick<Store, "users">, job: DeadJob): Promise<Dead> {
  const { id, kind, lastError = "", attempts, diedAt, dueAt, discarded, payload } = job;
  return {
    id,
    kind,
    subject: await subjectOf(store, job),
    why: discarded
      ? "An operator discarded it."
      : attempts >= 8
      ? `It was tried ${attempts} times.`
      : "It was clear that no further try would help.",
    lastError,
    at: diedAt ?? dueAt,
    canBeTriedAgain: payload !== null,
  };
}
