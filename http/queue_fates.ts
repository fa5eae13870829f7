/**
 * What became of an act on the queue, told by the page that follows it.
 *
 * @module
 */
import { type Fate, type Fates, QUEUE_ACTS, type QueueAct } from "../services/queue.ts";

const FATES: readonly Fate[] = ["done", "same", "gone", "busy", "owed", "unkept"];

const DONE: Record<QueueAct, [one: string, many: string]> = {
  retry: ["job is due now", "jobs are due now"],
  hour: ["job is put off for an hour", "jobs are put off for an hour"],
  day: ["job is put off for a day", "jobs are put off for a day"],
  discard: ["job is discarded", "jobs are discarded"],
  again: ["job is tried again", "jobs are tried again"],
};
const OTHERWISE: Record<Exclude<Fate, "done">, string> = {
  same: "so already",
  gone: "not there any more: done meanwhile, or given up",
  busy: "being worked on just now, and left alone",
  owed: "owed to somebody, and not discarded",
  unkept: "not to be tried again: what it was about is not kept",
};

/** Whether a text from outside could name a kind of work. */
export const isKindName = (text: string): boolean => /^[a-z-]{1,40}$/.test(text);

/** The act of that name, or undefined. */
export const queueAct = (name: string | null): QueueAct | undefined =>
  QUEUE_ACTS.find((act) => act === name);

/** Where the queue is that tells it. @param kind of one kind alone, or null for all */
export function queueAfter(act: QueueAct, fates: Fates, kind: string | null = null): string {
  const query = new URLSearchParams(kind === null ? {} : { kind });
  query.set("act", act);
  for (const [fate, count] of Object.entries(fates)) query.set(fate, String(count));
  return `/admin/queue?${query}`;
}

/** What became of the last act, in sentences; null where there was none. */
export function queueTold(query: URLSearchParams): { good: boolean; text: string } | null {
  if (query.has("none")) return { good: false, text: "Choose at least one first." };
  const act = queueAct(query.get("act"));
  if (act === undefined) return null;
  const counts = FATES.map((fate) => [fate, Math.floor(Number(query.get(fate)) || 0)] as const);
  const parts = counts.filter(([, count]) => count > 0).map(([fate, count]) =>
    fate === "done"
      ? `${count} ${DONE[act][count === 1 ? 0 : 1]}.`
      : `${count} ${count === 1 ? "is" : "are"} ${OTHERWISE[fate]}.`
  );
  const good = counts.every(([fate, count]) => fate === "done" || fate === "same" || count === 0);
  return { good, text: parts.join(" ") || "There was nothing to do." };
}
