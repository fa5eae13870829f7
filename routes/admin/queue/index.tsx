import { page } from "fresh";
import { Head } from "fresh/runtime";
import { DeadLetters } from "../../../components/desk/DeadLetters.tsx";
import { counted } from "../../../components/desk/numbers.ts";
import { WaitingKind } from "../../../components/desk/WaitingKind.tsx";
import { Notice } from "../../../components/Notice.tsx";
import { define } from "../../../define.ts";
import { readForm } from "../../../http/form.ts";
import { isKindName, queueAct, queueAfter, queueTold } from "../../../http/queue_fates.ts";
import { signedIn } from "../../../http/signed_in_only.ts";
import { isId } from "../../../services/world.ts";

export const handler = define.handlers({
  async GET(ctx) {
    const query = ctx.url.searchParams;
    const kind = query.get("kind") ?? "";
    const number = Math.min(10_000, Math.max(1, Math.floor(Number(query.get("page")) || 1)));
    const view = await ctx.state.services.queue.view(isKindName(kind) ? kind : null, number);
    return page({ ...view, said: queueTold(query) });
  },

  /** Does one thing with those that were chosen; with all of a kind, once it was asked. */
  async POST(ctx) {
    const { queue } = ctx.state.services;
    const form = await readForm(ctx.req);
    const act = queueAct(form.get("act"));
    const typed = form.get("kind") ?? "";
    const kind = isKindName(typed) ? typed : null;
    const all = form.get("all") ?? "";
    const ids = form.getAll("id").filter(isId);
    if (act !== undefined && isKindName(all)) {
      return ctx.redirect(`/admin/queue/all?${new URLSearchParams({ kind: all, act })}`, 303);
    }
    if (act === undefined || ids.length === 0) {
      const none = new URLSearchParams({ ...(kind === null ? {} : { kind }), none: "1" });
      return ctx.redirect(`/admin/queue?${none}`, 303);
    }
    const fates = await queue.act(signedIn(ctx.state), act, ids);
    return ctx.redirect(queueAfter(act, fates, kind), 303);
  },
});

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
