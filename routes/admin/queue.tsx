import { page } from "fresh";
import { Head } from "fresh/runtime";
import { DeadLetters } from "../../components/desk/DeadLetters.tsx";
import { counted } from "../../components/desk/numbers.ts";
import { WaitingKind } from "../../components/desk/WaitingKind.tsx";
import { Notice } from "../../components/Notice.tsx";
import { define } from "../../define.ts";
import { readForm } from "../../http/form.ts";
import { signedIn } from "../../http/signed_in_only.ts";
import { type Fate, QUEUE_ACTS, type QueueAct } from "../../services/queue.ts";
import { isId } from "../../services/world.ts";

const FATES: readonly Fate[] = ["done", "same", "gone", "busy", "owed", "unkept"];
const Kind = /^[a-z-]{1,40}$/;

export const handler = define.handlers({
  async GET(ctx) {
    const query = ctx.url.searchParams;
    const kind = query.get("kind") ?? "";
    const number = Math.min(10_000, Math.max(1, Math.floor(Number(query.get("page")) || 1)));
    const view = await ctx.state.services.queue.view(Kind.test(kind) ? kind : null, number);
    return page({ ...view, said: told(query) });
  },

  /** Does one thing with those that were chosen, or with all of a kind. */
  async POST(ctx) {
    const { queue } = ctx.state.services;
    const form = await readForm(ctx.req);
    const act = QUEUE_ACTS.find((name) => name === form.get("act"));
    const kind = form.get("kind") ?? "";
    const back = new URLSearchParams(Kind.test(kind) ? { kind } : {});
    const all = form.get("all") ?? "";
    const ids = form.getAll("id").filter(isId);
    if (act === undefined || (ids.length === 0 && !Kind.test(all))) back.set("none", "1");
    else {
      const which = Kind.test(all) ? { kind: all } : ids;
      const fates = await queue.act(signedIn(ctx.state), act, which);
      back.set("act", act);
      for (const [fate, count] of Object.entries(fates)) back.set(fate, String(count));
    }
    return ctx.redirect(`/admin/queue?${back}`, 303);
  },
});

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

/** What became of the last act, in sentences; null where there was none. */
function told(query: URLSearchParams): { good: boolean; text: string } | null {
  if (query.has("none")) return { good: false, text: "Choose at least one first." };
  const act = QUEUE_ACTS.find((name) => name === query.get("act"));
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

export default define.page<typeof handler>(function Queue({ data }) {
  const { now, kind, page: number, pages, count, groups, dead, deadCount, said } = data;
  return (
    <>
      <Head>
        <title>Queue · The desk · Attacca</title>
      </Head>
      <h1 class="work text-4xl">
        {count === 0
          ? "Nothing waits."
          : count === 1
          ? "One job waits."
          : `${count.toLocaleString("en")} jobs wait.`}
      </h1>
      <p class="mt-3 text-quiet max-w-prose">
        What could not be done is tried again by itself, later and later. People are named by an id
        alone. {deadCount > 0 && (
          <a href="#given-up" class="text-accent underline">
            {deadCount === 1
              ? "One job was given up."
              : `${counted(deadCount, "job")} were given up.`}
          </a>
        )}
      </p>
      {said !== null && <Notice kind={said.good ? "success" : "error"}>{said.text}</Notice>}
      {kind !== null && (
        <p class="mt-4">
          <a href="/admin/queue" class="inline-flex items-center min-h-11 text-accent underline">
            All kinds of work
          </a>
        </p>
      )}
      {groups.map((group) => (
        <WaitingKind key={group.kind} group={group} alone={kind !== null} now={now} />
      ))}
      {pages > 1 && (
        <nav aria-label="Pages" class="flex gap-6 items-center mt-4">
          {number > 1 && <Page kind={kind!} number={number - 1}>Older ones</Page>}
          <span class="text-quiet tabular-nums">Page {number} of {pages}</span>
          {number < pages && <Page kind={kind!} number={number + 1}>Newer ones</Page>}
        </nav>
      )}
      <DeadLetters dead={dead} count={deadCount} kind={kind} now={now} />
    </>
  );
});

function Page({ kind, number, children }: { kind: string; number: number; children: string }) {
  return (
    <a
      href={`/admin/queue?kind=${kind}&page=${number}`}
      class="inline-flex items-center min-h-11 text-accent underline"
    >
      {children}
    </a>
  );
}
