import type { ComponentChildren } from "preact";
import type { Figures, Glance } from "../../services/desk/glance.ts";
import { Ago } from "../Ago.tsx";
import { StateMark } from "../StatusIntegration.tsx";
import { counted, latency, percent } from "./numbers.ts";
import { SeriesCharts } from "./SeriesCharts.tsx";
import { Until } from "./Until.tsx";

/** One integration for who runs the house: how it is, what can be done, and its figures. */
export function GlancePart({ one, now }: { one: Glance; now: number }) {
  const { name, title, state, words, figures, incident } = one;
  return (
    <section aria-labelledby={name} class="py-8 border-t border-rule">
      <div class="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h2 id={name} class="font-serif text-2xl">{title}</h2>
        <StateMark state={state} />
      </div>
      {state !== "well" && <p class="mt-2 max-w-prose">{words}</p>}
      {incident !== null && (
        <p class="mt-2 text-sm">
          <a
            href={`/admin/incidents/${incident.id}`}
            class="text-accent underline wrap-anywhere"
          >
            Last incident: {incident.title}
          </a>
          {incident.closedAt === null ? ", not over, began " : ", over, began "}
          <Ago at={incident.openedAt} now={now} />
        </p>
      )}
      {figures !== null && (
        <>
          <Facts figures={figures} name={name} title={title} now={now} />
          <div class="mt-6 grid gap-x-10 gap-y-8 md:grid-cols-2">
            <SeriesCharts
              id={`${name}-day`}
              of={title}
              title="Last 24 hours"
              slots={figures.day}
              each="hour"
            />
            <SeriesCharts
              id={`${name}-month`}
              of={title}
              title="Last 30 days"
              slots={figures.month}
              each="day"
            />
          </div>
        </>
      )}
    </section>
  );
}

function Facts({ figures, name, title, now }: {
  figures: Figures;
  name: string;
  title: string;
  now: number;
}) {
  const { calls, failures, latency: { p50, p95 }, queue, quotas, flag } = figures;
  return (
    <dl class="mt-5 grid gap-x-8 gap-y-4 grid-cols-2 md:grid-cols-4">
      <Fact name="Calls are let through">
        <Breaker figures={figures} now={now} />
      </Fact>
      <Fact name="Failed, last ten minutes">
        {calls === 0 ? "No call" : `${failures} of ${calls} (${percent(failures, calls)})`}
      </Fact>
      <Fact name="Half / 95 of 100 answer within">
        {p50 === null || p95 === null
          ? "No answer to measure"
          : `${latency(p50)} / ${latency(p95)}`}
      </Fact>
      <Fact name="Waits in the queue">
        {queue === null
          ? "Nothing waits for it"
          : queue === 0
          ? "Nothing"
          : <a href="/admin/queue" class="text-accent underline">{counted(queue, "job")}</a>}
      </Fact>
      {quotas.map((quota) => (
        <Quota key={quota.unit + quota.per} quota={quota} of={title} now={now} />
      ))}
      <Fact name="Switch">
        {{ on: "On", off: "Off", partly: "On for some people" }[flag]}.{" "}
        <a href={`/admin/flags#${name}`} class="text-accent underline">
          {flag === "on" ? "Switch it off" : "Change it"}
          <span class="sr-only">: {title}</span>
        </a>
      </Fact>
    </dl>
  );
}

function Breaker({ figures: { breaker, shutUntil }, now }: { figures: Figures; now: number }) {
  if (breaker === "closed") return <>Yes</>;
  if (breaker === "trying") return <>One at a time, to see whether it is back</>;
  return (
    <span class="text-danger font-medium">
      No: it failed too often. One is let through{" "}
      {shutUntil === null || shutUntil === Infinity ? "soon" : <Until at={shutUntil} now={now} />}
    </span>
  );
}

/** How much of an allowance is used: a bar, the same in words, and when it begins anew. */
function Quota({ quota: { unit, per, used, limit, resetsAt }, of, now }: {
  quota: Figures["quotas"][number];
  of: string;
  now: number;
}) {
  const words = `${used.toLocaleString("en")} of ${limit.toLocaleString("en")} ${unit}s`;
  return (
    <Fact name={`Allowance a ${per}`}>
      <meter
        value={Math.min(used, limit)}
        max={limit}
        high={limit * 0.8}
        aria-label={`${of}: ${unit}s used this ${per}`}
        aria-valuetext={words}
        class="filled block w-full my-1.5"
      />
      <span class="tabular-nums">{words}</span>
      <span class="block text-sm text-quiet">
        Anew <Until at={resetsAt} now={now} />
      </span>
    </Fact>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div class="min-w-0">
      <dt class="text-sm text-quiet">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
