import type { QueueGroup } from "../../services/queue.ts";
import type { Waiting } from "../../services/queue/view.ts";
import { Ago } from "../Ago.tsx";
import { Button } from "../Button.tsx";
import { counted } from "./numbers.ts";
import { Until } from "./Until.tsx";

/** What waits of one kind, and what can be done with what one chooses of it. */
export function WaitingKind({ group, alone, now }: {
  group: QueueGroup;
  /** Whether it is the one kind on the page. */
  alone: boolean;
  now: number;
}) {
  const { kind, title, does, count, busy, failed, oldest, shown, owed, givenUp } = group;
  return (
    <section aria-labelledby={kind} class="mt-10 pt-6 border-t border-rule">
      <div class="flex flex-wrap items-baseline justify-between gap-x-6">
        <h2 id={kind} class="font-serif text-2xl">{title}</h2>
        <p class="text-sm tabular-nums">
          {count.toLocaleString("en")} wait{count === 1 && "s"}
          {busy > 0 && `, ${busy} under way`}
          {failed > 0 && <span class="text-danger font-medium">, {failed} failed before</span>}
          ; the oldest came <Ago at={oldest} now={now} />
        </p>
      </div>
      <p class="text-quiet mt-1 max-w-prose">{does}</p>
      <form method="post" action="/admin/queue" class="mt-4">
        {alone && <input type="hidden" name="kind" value={kind} />}
        <ul class="border-t border-rule">
          {shown.map((job) => <Row key={job.id} job={job} now={now} />)}
        </ul>
        <label class="flex items-center gap-3 min-h-11 mt-2 cursor-pointer">
          <input type="checkbox" name="all" value={kind} class="size-5 accent-accent" />
          {count > shown.length ? `All ${counted(count, "job")} of this kind` : "All of them"}
        </label>
        <div class="flex flex-wrap gap-3 mt-3">
          <Button kind="primary" name="act" value="retry" describedBy={kind}>Try now</Button>
          <Button name="act" value="hour" describedBy={kind}>In an hour</Button>
          <Button name="act" value="day" describedBy={kind}>In a day</Button>
          {owed === undefined && (
            <Button kind="danger" name="act" value="discard" describedBy={kind}>Discard</Button>
          )}
        </div>
        <p class="mt-3 text-sm text-quiet max-w-prose">
          {owed ?? `What is discarded is given up at once. ${givenUp}`}
        </p>
      </form>
      {!alone && count > shown.length && (
        <a
          href={`/admin/queue?kind=${kind}`}
          class="inline-flex items-center min-h-11 mt-2 text-accent underline"
        >
          See all {counted(count, "job")} of this kind
        </a>
      )}
    </section>
  );
}

function Row({ job, now }: { job: Waiting; now: number }) {
  const { id, subject, why, since, attempts } = job;
  return (
    <li class="border-b border-rule">
      <label class="flex gap-3 py-3 cursor-pointer">
        <input type="checkbox" name="id" value={id} class="size-5 mt-0.5 shrink-0 accent-accent" />
        <span class="min-w-0 grid gap-0.5">
          <span>
            <State job={job} now={now} />, came <Ago at={since} now={now} />
            {attempts > 0 && `, begun ${attempts === 1 ? "once" : `${attempts} times`}`}
          </span>
          {why !== null && <span class="text-danger wrap-anywhere">Last time: {why}</span>}
          <span class="text-sm text-quiet wrap-anywhere">
            {subject === null ? "For nobody who has an account" : <>For {subject}</>}
          </span>
        </span>
      </label>
    </li>
  );
}

function State({ job: { state, dueAt }, now }: { job: Waiting; now: number }) {
  if (state === "busy") return <strong class="font-medium">Under way</strong>;
  if (state === "lost") return <strong class="font-medium">Its instance died; due again</strong>;
  if (state === "due") return <strong class="font-medium">Due now</strong>;
  return (
    <strong class="font-medium">
      Due <Until at={dueAt} now={now} />
    </strong>
  );
}
