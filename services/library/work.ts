/**
 * What is done to many scores by jobs, because it takes too long to wait for.
 *
 * @module
 */
import { z } from "zod";
import type { Store } from "../../store/store.ts";
import type { Jobs } from "../jobs.ts";

/** So many are done while the person waits, some two milliseconds each. */
export const AT_ONCE = 200;
/** Ids in one job: its row has 65,536 bytes. */
const IDS_A_JOB = 1_000;

const Owned = z.object({ userId: z.string() });

/** How far such work is: nobody is at it any more, or some of it was given up, or it goes on. */
export type Fate = "done" | "failed" | "going";

/** Leaves it to jobs of so many ids each; gives their ids. */
export async function leaveToJobs<
  Payload extends { readonly userId: string; readonly ids: readonly string[] },
>(
  { store, jobs }: { readonly store: Store; readonly jobs: Pick<Jobs, "add" | "kick"> },
  kind: string,
  payload: Payload,
): Promise<string[]> {
  const { ids } = payload;
  const added: string[] = [];
  for (let n = 0; n < ids.length; n += IDS_A_JOB) {
    const operation = store.begin();
    added.push(jobs.add(operation, kind, { ...payload, ids: ids.slice(n, n + IDS_A_JOB) }));
    await store.commit(operation);
  }
  jobs.kick();
  return added;
}

/** How far a person's jobs are, by their ids. */
export async function fateOf(
  store: Pick<Store, "jobs">,
  userId: string,
  ids: readonly string[],
): Promise<Fate> {
  const isOwn = (payload: unknown) => Owned.safeParse(payload).data?.userId === userId;
  let failed = false;
  for (const id of ids) {
    if (isOwn((await store.jobs.get(id))?.value.payload)) return "going";
    if (isOwn((await store.jobs.getDead(id))?.value.payload)) failed = true;
  }
  return failed ? "failed" : "done";
}
